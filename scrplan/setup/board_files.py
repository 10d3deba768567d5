"""A board's own files: its settings, the folder of its plans, and the schemas of both."""

import json
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
from scrplan.errors import ScrplanError
from scrplan.setup.setup_changes import SetupStep, is_inside, new_file, newline_of, renewal
from scrplan.source.files import PLANS, SETTINGS, shown_path, text_of
from scrplan.yamltext.new_text import lines_under_key

EDITOR_LINE = "# yaml-language-server: $schema="
SCHEMAS = "schema"  # the folder
BOARD_LINE = "# board: The name of your board or partnership"
SETTINGS_TEXT = f"""\
{EDITOR_LINE}{SCHEMAS}/{BOARD_SCHEMA}
# The board's own settings. Each of them can be left out; `scrplan schema --board` describes each.
{BOARD_LINE}

# What your ratings mean, for new plans. Green does not mean the same at every board.
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
stale_days: 92 # an open action without an update for so long is reported

# How serious a finding is: error, warning, advice or off. `scrplan rules` lists them.
# rules: {{complete-without-evidence: error}}

# Names that must never be in a plan: a file outside this repository, with one name on each line.
# names_file: ../private/names.txt

# Saved filters, such as `scrplan list --view late-health`.
# views:
#   late-health: {{agency: Health, timeliness: overdue, sort: due}}
"""

OUTSIDE = "it is a link that leads out of this folder, where nothing is written"


def board_files(root: Path, board: str, *, upgrade: bool) -> Iterator[SetupStep]:
    """Yield the settings, with the board's name where one is given, the folder of plans, and the schemas."""
    name = "\n".join(lines_under_key("board", board, 0))
    settings = new_file(root / SETTINGS, SETTINGS_TEXT.replace(BOARD_LINE, name if board else BOARD_LINE))
    if board and not settings.change:
        settings = settings._replace(why="to name the board, write in it:", lines=(name,))
    yield settings
    if (root / PLANS).is_dir():
        yield SetupStep(shown_path(root / PLANS), why="" if has_plans(root) else OUTSIDE)
    else:
        yield new_file(root / PLANS / ".gitkeep", "")
    for schema in (PLAN_SCHEMA, BOARD_SCHEMA):
        yield _schema(root, schema, upgrade=upgrade)


def has_plans(root: Path) -> bool:
    """Return whether a board has a folder of plans of its own."""
    return (root / PLANS).is_dir() and is_inside(root, root / PLANS)


def _schema(root: Path, name: str, *, upgrade: bool) -> SetupStep:
    path, text = root / SCHEMAS / name, schema_text(name)
    step = new_file(path, text)
    if step.change:
        return step
    try:
        now = text_of(path)
        if now.replace("\r\n", "\n") == text:
            return step
        if _is_ours(now):
            if not is_inside(root, path):
                return step._replace(why=OUTSIDE)
            return renewal(path, text.replace("\n", newline_of(now)), upgrade=upgrade)
    except ScrplanError as error:
        return step._replace(why=error.hint)
    hint = f"scrplan schema{' --board' if name == BOARD_SCHEMA else ''} > {quote(step.what)}"
    return step._replace(why="it is not the schema of this version of scrplan; to replace it:", lines=(hint,))


def _is_ours(text: str) -> bool:
    """Return whether a text is a schema that scrplan made, by the title that they all have."""
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(schema, dict) and str(schema.get("title", "")).startswith("scrplan: ")
