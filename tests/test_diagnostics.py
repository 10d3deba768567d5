import pytest

from scrplan.diagnostics import START, Diagnostic, Position, Severity


@pytest.mark.parametrize(
    ("diagnostic", "line"),
    [
        (
            Diagnostic("plans/a.yaml", Position(3, 7), "bad-date", "due: no date", "write 2012"),
            "plans/a.yaml:3:7: error: due: no date: write 2012 [bad-date]",
        ),
        (
            Diagnostic("a.yaml", START, "no-lead", "nobody leads", severity=Severity.ADVICE),
            "a.yaml:1:1: advice: nobody leads [no-lead]",
        ),
        (
            Diagnostic("a.yaml", Position(2, 1), "stale", "old", "ask", Severity.WARNING),
            "a.yaml:2:1: warning: old: ask [stale]",
        ),
    ],
    ids=["error", "without-hint", "warning"],
)
def test_a_finding_is_one_line_with_its_place_and_rule(diagnostic: Diagnostic, line: str) -> None:
    assert diagnostic.line() == line


def test_findings_stand_in_order_of_file_place_rule_and_words() -> None:
    ordered = [
        Diagnostic("a.yaml", Position(2, 9), "x", "m"),
        Diagnostic("a.yaml", Position(10, 1), "x", "m"),
        Diagnostic("a.yaml", Position(10, 2), "a", "m"),
        Diagnostic("a.yaml", Position(10, 2), "b", "a"),
        Diagnostic("a.yaml", Position(10, 2), "b", "b"),
        Diagnostic("b.yaml", START, "a", "a"),
    ]
    shuffled = [ordered[place] for place in (3, 0, 5, 1, 4, 2)]
    assert sorted(shuffled, key=lambda finding: finding.sort_key) == ordered
