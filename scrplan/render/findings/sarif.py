"""SARIF 2.1.0 (OASIS), which GitHub's code scanning and many editors read: one run, its rules, then its results."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from scrplan.characters import REPLACEMENT, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, RulePage, Severity
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import finding_words
from scrplan.render.findings.findings_json import filled
from scrplan.render.rule_page_text import page_as_markdown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The top of the repository, by the name that code scanning uses for it.
BASE = "%SRCROOT%"
FINGERPRINT = "scrplanFinding/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_DEPTH = 4  # of a result in the document
_LONGEST = 1024  # of a description, for code scanning
_LINE = re.compile(r"\bline \d+")
# All but those with which Python stands for bytes of a file name that are no UTF-8.
_SURROGATES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def render_sarif(files: Iterable[FileFindings], about: About) -> Iterator[str]:
    """Yield one run; its results are in the order of the files."""
    run = {
        "tool": {"driver": {"name": "scrplan", "version": about.version, "rules": [_rule(one) for one in about.rules]}},
        "columnKind": "unicodeCodePoints",
        "properties": {"asAt": about.day, "generatedFrom": dict(about.made_from)},
        "results": [],
    }
    document = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True)
    places = {rule.name: place for place, rule in enumerate(about.rules)}
    return filled(f"{document}\n", _results(files, places), _DEPTH)


def _rule(page: RulePage) -> dict[str, Any]:
    first = one_line(next(iter(page.paragraphs), page.title))
    return {
        "id": page.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"},
        "help": {"text": page_as_markdown(page), "markdown": page_as_markdown(page)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _results(files: Iterable[FileFindings], places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for file in files:
        artifact = _artifact(file.path)
        seen: Counter[tuple[str, str]] = Counter()
        for finding in file.findings:
            # The words, not the line: a finding stays the same when lines are added above it, here and where it points.
            same = (finding.rule, _LINE.sub("line", finding.message))
            seen[same] += 1
            yield {
                "ruleId": finding.rule,
                **({"ruleIndex": places[finding.rule]} if finding.rule in places else {}),
                "level": _LEVELS[finding.severity],
                "message": {"text": _plain(finding_words(finding))},
                "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}],
                "partialFingerprints": {FINGERPRINT: _digest(file.path, *same, str(seen[same]))},
            }


def _plain(text: str) -> str:
    """Return text as a plain text message, in which nothing is a placeholder or a link (SARIF 3.11.5 and 3.11.6)."""
    # A backslash before the bracket would not do: the text may hold one there already.
    return one_line(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _artifact(path: str) -> dict[str, str]:
    uri = quote(_SURROGATES.sub(REPLACEMENT, path), errors="surrogateescape")
    return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": BASE}


def _region(finding: Diagnostic) -> dict[str, int]:
    region = {"startLine": finding.position.line, "startColumn": finding.position.column}
    if finding.end:
        region |= {"endLine": finding.end.line, "endColumn": finding.end.column}
    return region


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
