"""The line of each file by which an editor finds its schema."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from scrplan.check.repository import every_plan
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA
from scrplan.errors import ScrplanError
from scrplan.setup.board_files import EDITOR_LINE, OUTSIDE, SCHEMAS, has_plans
from scrplan.setup.setup_changes import FileChange, SetupStep, is_inside, newline_of, renewal, with_spans
from scrplan.source.files import SETTINGS, holds, load_source, shown_path, text_of
from scrplan.yamltext.document import Document
from scrplan.yamltext.formatter import same_data

_MODELINE = re.compile(r"^#\s*yaml-language-server:(?:\s*\$schema=(\S*))?", re.MULTILINE)


def modelines(root: Path, *, upgrade: bool) -> Iterator[SetupStep]:
    """Yield the line of the settings and of each plan; those that are as they should be are counted in one step."""
    wanted = [(root / SETTINGS, BOARD_SCHEMA)] if (root / SETTINGS).exists() else []
    wanted += [(path, PLAN_SCHEMA) for path in every_plan(root)] if has_plans(root) else []
    there = 0
    for path, name in wanted:
        step = _modeline(root, path, name, upgrade=upgrade)
        there += step is None
        if step:
            yield step
    if there:
        yield SetupStep(f"the first line for editors in {there} file{'' if there == 1 else 's'}")


def _modeline(root: Path, path: Path, name: str, *, upgrade: bool) -> SetupStep | None:
    schema = Path(os.path.relpath(root / SCHEMAS / name, path.parent)).as_posix()
    shown = shown_path(path)
    try:
        # Without reading it as YAML, which for many plans takes long.
        text = text_of(path) if holds(path, b"yaml-language-server:") else ""
        found = _MODELINE.search(text)
        if found is None:
            return _added(path, schema)
        if not _leads_nowhere(found[1] or "", path, schema):
            return None
        if not is_inside(root, path):
            return SetupStep(shown, why=OUTSIDE)
        return renewal(path, with_spans(text, [(*found.span(1), schema)]), upgrade=upgrade)
    except ScrplanError as error:
        return SetupStep(shown, why=error.hint)


def _leads_nowhere(written: str, path: Path, schema: str) -> bool:
    """Return whether a line names the schema of scrplan where it is not, as in a plan that was moved to a folder."""
    is_ours = Path(written).name == Path(schema).name and "://" not in written
    return is_ours and written != schema and not os.path.exists(path.parent / written)  # noqa: PTH110  (takes any text)


def _added(path: Path, schema: str) -> SetupStep:
    shown = shown_path(path)
    source = load_source(path)
    document = source.document
    text = f"{EDITOR_LINE}{schema}{newline_of(document.text)}{document.text}"
    made = Document.from_text(text, shown)
    if document.root is None or document.problems or made.root is None or not same_data(document.root, made.root):
        return SetupStep(shown, why="it has mistakes, which scrplan validate shows")
    return SetupStep(shown, "given the first line for editors", FileChange(path, text, source))
