"""What `doctor` looks at: the interpreter, the packages, git, the repository and its plans."""

import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from scrplan import __version__
from scrplan.check.schema import BOARD_SCHEMA, PLAN_SCHEMA, schema_path
from scrplan.errors import ScrplanError
from scrplan.git import git_version, provenance
from scrplan.report.health import HealthCheck
from scrplan.source.files import SETTINGS, find_root, load_board, load_plan, plan_paths
from scrplan.yamltext.document import has_c_parser

PACKAGES = ("typer", "rich", "ruamel.yaml", "jsonschema", "python-dateutil")


def look_around(folder: Path) -> list[HealthCheck]:
    """Return what was found, from the machine to the plans."""
    return [*_machine(), *_repository(find_root(folder))]


def _machine() -> Iterator[HealthCheck]:
    yield HealthCheck("scrplan", __version__)
    yield HealthCheck("Python", platform.python_version())
    for name in PACKAGES:
        try:
            yield HealthCheck(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield HealthCheck(name, "not installed", "install scrplan again", wrong=True)
    if has_c_parser():
        yield HealthCheck("YAML parser", "libyaml (fast)")
    else:
        yield HealthCheck("YAML parser", "pure Python: same results, 20 times slower", "pip install ruamel.yaml.clib")
    for name in (PLAN_SCHEMA, BOARD_SCHEMA):
        try:
            yield HealthCheck(name, str(schema_path(name)))
        except ScrplanError as error:
            yield HealthCheck(name, "missing", error.hint, wrong=True)
    version = git_version()
    yield HealthCheck(
        "git", version or "not found", "" if version else "install git, to have an audit trail", wrong=not version
    )


def _repository(root: Path) -> Iterator[HealthCheck]:
    yield HealthCheck("Repository", str(root))
    try:
        paths = plan_paths([], root)
    except ScrplanError as error:
        yield HealthCheck("Plans", error.message, error.hint or "scrplan looks in plans/", wrong=True)
        return
    origin = provenance(paths)
    if origin.commit:
        changed = ", with changes not committed" if origin.dirty else ""
        yield HealthCheck("History", f"at commit {origin.commit[:12]}{changed}")
    else:
        yield HealthCheck("History", "not kept by git", "git init, then commit the plans", wrong=True)
    try:
        broken = [path for path in paths if load_plan(path)[1]]
        yield _files("Plans", len(paths), broken)
        settings = root / SETTINGS
        if settings.exists():
            yield _files(SETTINGS, 1, [settings] if load_board(root)[1] else [])
        else:
            yield HealthCheck(SETTINGS, "none; every setting has its default")
    except ScrplanError as error:
        yield HealthCheck("Plans", error.message, error.hint, wrong=True)


def _files(what: str, number: int, broken: list[Path]) -> HealthCheck:
    if not broken:
        return HealthCheck(what, f"{number} read, no problem")
    names = ", ".join(path.name for path in broken[:5])
    return HealthCheck(what, f"{len(broken)} of {number} with problems: {names}", "run scrplan validate", wrong=True)
