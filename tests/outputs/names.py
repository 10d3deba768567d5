"""The names that others build on, as the page `docs/names.md` lists them."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scrplan.assessment import Assurance, ConflictKind, Timeliness
from scrplan.check.rules import RULES
from scrplan.cli.app import COMMANDS
from scrplan.compare.differences import ChangeKind
from scrplan.compare.events import EventKind
from scrplan.model import State
from scrplan.notices import NoticeKind
from scrplan.render.findings import FORMATS
from scrplan.report.item_columns import COLUMNS
from scrplan.selection.item_fields import FIELDS
from tests.building import ROOT
from tests.outputs.calls import every_call, printed

PAGE = ROOT / "docs" / "names.md"
CLOSED_SETS = {
    "Commands": list(COMMANDS),
    "Events": [kind.value for kind in EventKind],
    "Changes of a field": [kind.value for kind in ChangeKind],
    "Rules": list(RULES),
    "Conflicts": [kind.value for kind in ConflictKind],
    "Columns": list(COLUMNS),
    "Fields of a question": list(FIELDS),
    "States": [state.value for state in State],
    "Timeliness": [one.value for one in Timeliness],
    "Assurance": [one.value for one in Assurance],
    "Formats of findings": list(FORMATS),
    "Notices": [kind.value for kind in NoticeKind],
}
# Under these keys the names are a plan's own: of its ratings, its agencies, of plans; a star takes their place.
_OWN_NAMES = {"ratings", "agencies", "answers", "plans", "states", "timeliness", "conflicts", "stated"}
_STAR = "Each key with the path to it. A star is for a plan's own name: of a rating, an agency, a plan."


def rewritten(page: str, boards: Path) -> str:
    """Return the page with the names as the program has them, each section with its own introduction."""
    introductions = dict(re.findall(r"^## (.+)\n\n([^`]*)\n", page, re.MULTILINE))
    head = page.split("\n## ", maxsplit=1)[0]
    names = CLOSED_SETS | {f"JSON of {command}": list(keys) for command, keys in _keys_by_command(boards).items()}
    sections = (
        f"\n## {heading}\n\n{introductions.get(heading, _STAR).strip()}\n\n{_wrapped(some)}\n"
        for heading, some in names.items()
    )
    return "".join((head, *sections))


def listed(page: str) -> set[tuple[str, str]]:
    """Return every name of a page with the heading that it is under."""
    sections = (section.split("\n", 1) for section in page.split("\n## ")[1:])
    return {(heading, name) for heading, body in sections for name in re.findall(r"`([^`]+)`", body)}


def _wrapped(names: Iterable[str]) -> str:
    words = " ".join(f"`{name}`" for name in names)
    return textwrap.fill(words, 118, break_on_hyphens=False, break_long_words=False)


def _keys_by_command(boards: Path) -> dict[str, dict[str, None]]:
    """Return the paths of all keys that the recorded calls print as JSON, by command."""
    found: dict[str, dict[str, None]] = {}
    for call in every_call():
        if "json" in call.words:
            answer = printed(call, boards)
            if answer.code < 2:
                found.setdefault(call.words[0], {}).update(dict.fromkeys(_key_paths(json.loads(answer.out))))
    return found


def _key_paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key of a JSON value; an item of a list has none of its own."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            below = f"{path}.{'*' if path.rpartition('.')[2] in _OWN_NAMES else key}".lstrip(".")
            yield below
            yield from _key_paths(one, below)
    elif isinstance(value, list):
        for one in value:
            yield from _key_paths(one, path)
