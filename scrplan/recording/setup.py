"""What a repository of plans needs, step by step; what is there already is never overwritten."""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from scrplan.check.schema import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
from scrplan.errors import GitProblem, ScrplanError
from scrplan.git.config import NoWorkTree, Setting, attributes, place_in_work_tree, set_setting, setting
from scrplan.source.atomic_write import create_text, replace_text
from scrplan.source.files import PLANS, SETTINGS, holds, load_source, plan_ids, shown_path, text_of
from scrplan.yamltext.document import Document
from scrplan.yamltext.formatter import same_data
from scrplan.yamltext.new_text import lines_under_key

EDITOR_LINE = "# yaml-language-server: $schema="
_EDITOR_LINE = re.compile(r"^#\s*yaml-language-server:", re.MULTILINE)
ATTRIBUTES, HOOKS = ".gitattributes", ".pre-commit-config.yaml"
NAME = "scrplan"  # of the way in which git compares and merges plans
WAYS = ("merge", "diff")

BOARD_LINE = "# board: The name of your board or partnership"
SETTINGS_TEXT = f"""\
{EDITOR_LINE}schema/{BOARD_SCHEMA}
# The board's own settings. Each of them can be left out; `scrplan schema --board` tells of every one.
{BOARD_LINE}

# What your ratings mean: the key that new plans begin with. Two boards' greens are not the same.
# ratings:
#   green: {{state: complete, meaning: "Done, with evidence"}}
#   amber: {{state: in_progress, meaning: "In hand, and expected by its date"}}
#   red: {{state: in_progress, meaning: "Not started, or not expected by its date"}}

# The agencies, with all the names they go by.
# agencies:
#   - {{name: Health, full_name: The Health Trust, aliases: [NHS]}}

# themes: [information sharing, assessment]
# glossary: {{CSPR: child safeguarding practice review}}

quarters: financial # or calendar
due_soon_days: 28 # what is due within so many days is due soon
stale_days: 92 # an open action without an update for so long is told

# How grave a finding is: error, warning, advice or off. `scrplan rules` lists them.
# rules: {{complete-without-evidence: error}}

# Names that must never stand in a plan, a name a line, in a file outside of this repository.
# names_file: ../private/names.txt

# Saved filters, such as `scrplan list --view late-health`.
# views:
#   late-health: {{agency: Health, timeliness: overdue, sort: due}}
"""

HOOK_TEXTS = {
    "scrplan-fmt": """\
      - id: scrplan-fmt
        name: scrplan fmt
        entry: scrplan fmt
        language: system
        files: (^|/)(plans/[^/]+\\.yaml|scrplan\\.yaml)$
        require_serial: true
""",
    "scrplan-validate": """\
      - id: scrplan-validate
        name: scrplan validate
        entry: scrplan validate --changed
        language: system
        files: (^|/)(plans/.*\\.ya?ml|scrplan\\.yaml)$
        always_run: true
        require_serial: true
        verbose: true
""",
}
HOOKS_HEAD = """\
repos:
  - repo: local # with the scrplan that is installed; docs/checking.md tells how pre-commit installs its own
    hooks:
"""


class Step(NamedTuple):
    """One thing that is needed: `act` does what `done` says; without it, it is there, or is left for the reason `why`.

    `lines` are for people to take over by hand.
    """

    what: str
    done: str = "already there"
    act: Callable[[], None] | None = None
    why: str = ""
    lines: tuple[str, ...] = ()


def steps(root: Path, board: str, command: str) -> Iterator[Step]:
    """Yield what a board's folder needs; each step is found out when the ones before it are done.

    `command` is how a shell starts scrplan.

    Raises:
        NoWorkTree: the folder is one of git's own.

    """
    start = next(folder for folder in (root, *root.parents) if folder.is_dir())
    place, why = "", ""
    try:
        place = place_in_work_tree(start)
    except NoWorkTree:
        raise
    except GitProblem as problem:
        why = f"{problem.message}: {problem.hint}; then"
        if not any(os.path.lexists(folder / ".git") for folder in (start, *start.parents)):
            why = "there is no repository yet: run git init, then"
    yield from _board_files(root, board)
    yield from _editor_lines(root)
    yield _hooks(root, is_top=not place and (start == root or bool(why)))
    if why:
        yield Step("git", why=f"{why} scrplan init again")
        return
    yield from _attributes(root, start)
    yield from _clone(start, command)


def _board_files(root: Path, board: str) -> Iterator[Step]:
    name = "\n".join(lines_under_key("board", board, 0))
    settings = _file(root / SETTINGS, SETTINGS_TEXT.replace(BOARD_LINE, name if board else BOARD_LINE))
    if board and not settings.act:
        settings = settings._replace(why="to name the board, write in it:", lines=(name,))
    yield settings
    if (root / PLANS).is_dir():
        why = "" if _has_plans(root) else "it is a link that leads out of this folder, where nothing is written"
        yield Step(shown_path(root / PLANS), why=why)
    else:
        yield _file(root / PLANS / ".gitkeep", "")
    for name in (PLAN_SCHEMA, BOARD_SCHEMA):
        yield _schema(root / "schema" / name, schema_text(name))


def _has_plans(root: Path) -> bool:
    plans = root / PLANS
    return plans.is_dir() and plans.resolve().is_relative_to(root.resolve())


def _file(path: Path, text: str) -> Step:
    shown = shown_path(path)
    return Step(shown) if os.path.lexists(path) else Step(shown, "made", partial(create_text, path, text))


def _schema(path: Path, text: str) -> Step:
    step = _file(path, text)
    if step.act:
        return step
    try:
        same = text_of(path).replace("\r\n", "\n") == text
    except ScrplanError as error:
        return step._replace(why=error.hint)
    hint = f"scrplan schema{' --board' if path.name == BOARD_SCHEMA else ''} > {quote(step.what)}"
    return step if same else step._replace(why="it is not the one of this scrplan; to renew it:", lines=(hint,))


def _editor_lines(root: Path) -> Iterator[Step]:
    """Yield the first line of each file that tells an editor its schema."""
    wanted = [(root / SETTINGS, f"schema/{BOARD_SCHEMA}")] if (root / SETTINGS).exists() else []
    if _has_plans(root):
        wanted += [(root / PLANS / f"{name}.yaml", f"../schema/{PLAN_SCHEMA}") for name in plan_ids(root)]
    there = 0
    for path, schema in wanted:
        step = _editor_line(path, schema)
        there += step is None
        if step:
            yield step
    if there:
        yield Step(f"the first line for editors in {there} file{'' if there == 1 else 's'}")


def _editor_line(path: Path, schema: str) -> Step | None:
    shown = shown_path(path)
    try:
        if holds(path, b"yaml-language-server:") and _EDITOR_LINE.search(text_of(path)):
            return None  # without reading it as YAML, which for many plans takes long
        source = load_source(path)
    except ScrplanError as error:
        return Step(shown, why=error.hint)
    document = source.document
    text = f"{EDITOR_LINE}{schema}{_line_end(document.text)}{document.text}"
    made = Document.from_text(text, shown)
    if document.root is None or document.problems or made.root is None or not same_data(document.root, made.root):
        return Step(shown, why="it has mistakes, which scrplan validate tells")
    return Step(shown, "given the first line for editors", partial(replace_text, source, text))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _hooks(root: Path, *, is_top: bool) -> Step:
    """Return the hooks of pre-commit, which reads its settings at the top of a repository alone."""
    path = root / HOOKS
    if not is_top:
        return Step(shown_path(path), why="pre-commit reads only the one at the top of the repository")
    step = _file(path, HOOKS_HEAD + "".join(HOOK_TEXTS.values()))
    if step.act:
        return step
    try:
        text = text_of(path)
    except ScrplanError as error:
        return step._replace(why=error.hint)
    lacking = "".join(lines for name, lines in HOOK_TEXTS.items() if name not in text)
    if not lacking:
        return step
    return step._replace(why="it is yours; to add under repos:", lines=tuple((HOOKS_HEAD + lacking).splitlines()[1:]))


def _attributes(root: Path, start: Path) -> Iterator[Step]:
    """Yield the line that makes git compare and merge plans as plans, here and in every clone."""
    path = root / ATTRIBUTES
    shown = shown_path(path)
    try:
        found = attributes(start, (root / PLANS / "a.yaml").relative_to(start).as_posix(), WAYS)
    except GitProblem as problem:
        yield Step(shown, why=f"{problem.message}: {problem.hint}")
        return
    others = [way for way in WAYS if found.get(way) not in (NAME, "unspecified")]
    if others:
        why = (
            f"plans have {' '.join(f'{way}={found.get(way)}' for way in others)}; for scrplan's way, write at its end:"
        )
        yield Step(shown, why=why, lines=(_attribute_line(others),))
    lacking = [way for way in WAYS if found.get(way) == "unspecified"]
    if lacking:
        yield _with_line(path, _attribute_line(lacking))
    elif not others:
        yield Step(shown)


def _attribute_line(ways: list[str]) -> str:
    return " ".join([f"{PLANS}/*.yaml", *(f"{way}={NAME}" for way in ways)])


def _with_line(path: Path, line: str) -> Step:
    step = _file(path, f"{line}\n")
    if step.act:
        return step
    if path.is_symlink():
        return step._replace(why="it is a link, which git does not follow")
    try:
        source = load_source(path)
    except ScrplanError as error:
        return step._replace(why=error.hint)
    before = source.document.text
    if source.raw and not before:
        return step._replace(why="it is not saved as UTF-8; to add at its end:", lines=(line,))
    end = _line_end(before)
    gap = end if before and not before.endswith("\n") else ""
    return step._replace(done="given a line", act=partial(replace_text, source, f"{before}{gap}{line}{end}"))


# Where scrplan cannot be started, git would leave our side without marks, and theirs would be lost with the next add.
_ELSE_BY_LINES = "|| { test $? -gt 1 && git merge-file -L ours -L before -L theirs %A %O %B; }"


def _clone(folder: Path, command: str) -> Iterator[Step]:
    """Yield the settings of this clone, which git never takes over from another."""
    wanted = {
        # First of all, since a way to merge that has a name and no command stops every merge.
        # git puts names in the place of what begins with a per cent sign.
        Setting.MERGE_DRIVER: f"{command.replace('%', '%%')} merge-driver %O %A %B %P {_ELSE_BY_LINES}",
        # What branches that merged each other had before is merged in memory, where nobody can decide a conflict.
        Setting.MERGE_RECURSIVE: "binary",
        Setting.MERGE_NAME: "plans, by recommendation",
        Setting.TEXTCONV: f"{command} textconv",
        Setting.HEADING: "^plan, title: (.*)$",  # above each part of a difference; each line of it names its row
    }
    for key, value in wanted.items():
        what = f"git config {key}"
        try:
            now = setting(folder, key)
        except GitProblem as problem:
            yield Step(what, why=f"{problem.message}: {problem.hint}")
            continue
        if not now:
            yield Step(what, f"set to {value}", partial(set_setting, folder, key, value))
        elif now == value:
            yield Step(what)
        else:
            yield Step(what, why=f"it is {now}; to change it:", lines=(f"git config {key} {quote(value)}",))
