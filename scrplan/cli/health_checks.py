"""What `doctor` looks at: the interpreter, the packages, git, the repository, its plans and its set-up."""

import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from scrplan import __version__
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_path
from scrplan.errors import GitProblem, NoCommits, ScrplanError
from scrplan.git import commit_of, git_version, is_in_repository, is_shallow, provenance
from scrplan.git.revisions import IS_SHALLOW, UNSHALLOW
from scrplan.report.health import HealthCheck
from scrplan.setup.steps import steps
from scrplan.source.files import SETTINGS, load_board, load_plan, plan_paths
from scrplan.yamltext.document import has_c_parser

PACKAGES = ("typer", "rich", "ruamel.yaml", "jsonschema", "python-dateutil")


def health_checks(root: Path, command: str) -> list[HealthCheck]:
    """Return what was found, from the machine to the plans of a board; `command` is how a shell starts scrplan."""
    return [*_machine(root), *_repository(root), *_set_up(root, command)]


def _machine(root: Path) -> Iterator[HealthCheck]:
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
    version = git_version(root)
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
    yield _history(root, paths)
    try:
        broken = [path for path in paths if load_plan(path, Path.cwd())[1]]
        yield _files("Plans", len(paths), broken)
        settings = root / SETTINGS
        if settings.exists():
            yield _files(SETTINGS, 1, [settings] if load_board(root)[1] else [])
        else:
            yield HealthCheck(SETTINGS, "none; every setting has its default")
    except ScrplanError as error:
        yield HealthCheck("Plans", error.message, error.hint, wrong=True)


def _history(root: Path, paths: list[Path]) -> HealthCheck:
    try:
        commit = commit_of(root, "HEAD")
        cut = is_shallow(root)
    except NoCommits:
        return HealthCheck("History", "nothing is committed yet", "git add --all, then git commit", wrong=True)
    except GitProblem as problem:
        if not is_in_repository(root):
            return HealthCheck("History", "not kept by git", "git init, then commit the plans", wrong=True)
        return HealthCheck("History", problem.message, problem.hint, wrong=True)
    changed = ", with changes not committed" if provenance(paths).dirty else ""
    found = f"at commit {commit[:12]}{changed}"
    return HealthCheck("History", f"{found}; {IS_SHALLOW}", UNSHALLOW) if cut else HealthCheck("History", found)


def _set_up(root: Path, command: str) -> Iterator[HealthCheck]:
    """Yield what `init --upgrade` would do; nothing where git keeps no plans, which is reported already."""
    try:
        found = [step.what for step in steps(root, "", command, upgrade=True) if step.change]
    except ScrplanError as error:
        yield HealthCheck("Set-up", error.message, error.hint, wrong=True)
        return
    if found:
        hint = "scrplan init --upgrade shows the changes and asks"
        yield HealthCheck("Set-up", f"missing, or made by another version: {', '.join(found)}", hint, wrong=True)
    else:
        yield HealthCheck("Set-up", "as this version sets it up")


def _files(what: str, number: int, broken: list[Path]) -> HealthCheck:
    if not broken:
        return HealthCheck(what, f"{number} read, no problem")
    names = ", ".join(path.name for path in broken[:5])
    return HealthCheck(what, f"{len(broken)} of {number} with problems: {names}", "run scrplan validate", wrong=True)
