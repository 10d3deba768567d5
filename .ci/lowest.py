"""Print what the checks install to run the program with the lowest versions that pyproject.toml allows, for `pip -r`.

The lowest version of each dependency, and those tools of `dev` that the tests themselves use: others of its tools need
newer versions of what the program needs too.
"""

import re
import tomllib
from pathlib import Path

TOOLS = frozenset({
    "pytest", "pytest-xdist", "hypothesis", "hatchling", "playwright", "axe-core-python", "pypdf", "python-calamine",
    "markdown-it-py",
})  # fmt: skip
LOWEST = re.compile(r"(?P<name>[\w.-]+(?:\[[\w,-]+\])?)>=(?P<version>[\d.]+)(?:,<[\d.]+)?")

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for dependency in (*project["dependencies"], *extras["reports"]):
    bound = LOWEST.fullmatch(dependency)
    if not bound:
        raise SystemExit(f"{dependency}: has no lowest version, written as name>=1.2 or name>=1.2,<2")
    print(f"{bound['name']}=={bound['version']}")
for tool in extras["dev"]:
    if tool.partition("==")[0] in TOOLS:
        print(tool)
