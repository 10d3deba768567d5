"""The envelope that every command's JSON has, written item by item."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scrplan.diagnostics import FileFindings
from scrplan.render import json_text
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import record_of

_DEPTH = 2  # of an item in the envelope


def render_findings_json(files: Iterable[FileFindings], about: About) -> Iterator[str]:
    """Yield the same bytes that `scrplan.render.json_text` makes of all items at once."""
    envelope = json_text.render_json(
        "validate", about.day, about.made_from, [], notices=[notice.record for notice in about.notices]
    )
    return filled(envelope, (record_of(finding) for file in files for finding in file.findings), _DEPTH)


def filled(text: str, items: Iterable[Mapping[str, Any]], depth: int) -> Iterator[str]:
    """Yield a JSON text, its last list (an empty one) filled; its items are indented so many times by two."""
    before, _, after = text.rpartition("[]")
    margin = "\n" + "  " * depth
    yield f"{before}["
    between, end = "", ""
    for item in items:
        # Escaped to ASCII, as the rest is; so the only line ends are those between the keys.
        written = json.dumps(item, indent=2, ensure_ascii=True).replace("\n", margin)
        yield f"{between}{margin}{written}"
        between, end = ",", margin[:-2]
    yield f"{end}]{after}"
