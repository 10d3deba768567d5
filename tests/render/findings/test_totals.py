import pytest

from scrplan.diagnostics import Diagnostic, FileFindings, Position, Severity
from scrplan.render.findings.totals import Totals

ERROR, WARNING, ADVICE = Severity


def totals(*files: list[tuple[Severity, str]]) -> Totals:
    made = Totals()
    for found in files:
        findings = (Diagnostic("a.yaml", Position(), rule, "m", severity=severity) for severity, rule in found)
        made.add(FileFindings("a.yaml", tuple(findings)))
    return made


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "0 files checked: no problems"),
        ([[]], "1 file checked: no problems"),
        ([[(ERROR, "a")]], "1 file checked: 1 error in 1 file"),
        ([[(ERROR, "a")] * 2, [(ERROR, "b")], []], "3 files checked: 3 errors in 2 files"),
        ([[(WARNING, "a")], []], "2 files checked: no errors, 1 warning"),
        ([[(ADVICE, "a")]], "1 file checked: no errors, 1 piece of advice"),
        (
            [[(ERROR, "a")] * 3, [(WARNING, "b")] * 12, [(ADVICE, "c")] * 4],
            "3 files checked: 3 errors in 1 file, 12 warnings, 4 pieces of advice",
        ),
        ([[(ERROR, "a")] * 1500], "1 file checked: 1,500 errors in 1 file"),
    ],
)
def test_the_words_count_what_was_found(files: list[list[tuple[Severity, str]]], words: str) -> None:
    assert totals(*files).words() == words


def test_rules_stand_by_severity_then_by_frequency_then_by_name() -> None:
    found = [(ADVICE, "x")] * 9 + [(WARNING, "b")] * 2 + [(ERROR, "d")] * 2 + [(ERROR, "c")] * 2 + [(ERROR, "e")] * 3
    assert totals(found[:7], found[7:]).by_rule() == [
        (3, ERROR, "e"),
        (2, ERROR, "c"),
        (2, ERROR, "d"),
        (2, WARNING, "b"),
        (9, ADVICE, "x"),
    ]
