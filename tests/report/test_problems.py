import pytest

from scrplan.diagnostics import Diagnostic, Position, Severity
from scrplan.report.problems import problems_answer, summary
from tests.assessment import DAY

ONE = Diagnostic("a.yaml", Position(3, 7), "bad-date", "due: no date", "write 2012")
TWO = Diagnostic("a.yaml", Position(9, 1), "no-lead", "nobody leads", severity=Severity.WARNING)
OTHER = Diagnostic("b.yaml", Position(1, 1), "bad-date", "no date")


@pytest.mark.parametrize(
    ("found", "files", "words"),
    [
        ([], 1, "1 file checked: no problems"),
        ([], 2, "2 files checked: no problems"),
        ([], 0, "0 files checked: no problems"),
        ([ONE], 1, "1 file checked: 1 problem in 1 file"),
        ([ONE, TWO], 3, "3 files checked: 2 problems in 1 file"),
        ([ONE, TWO, OTHER], 1200, "1,200 files checked: 3 problems in 2 files"),
        ([OTHER] * 1500, 2, "2 files checked: 1,500 problems in 1 file"),
    ],
    ids=["none-of-one", "none-of-two", "no-file", "one", "two-in-one-file", "two-files", "thousands"],
)
def test_the_summary_counts_problems_and_files(found: list[Diagnostic], files: int, words: str) -> None:
    assert summary(found, files) == words
    assert problems_answer(found, files, DAY).report.title == words


def test_each_problem_is_a_record_with_its_place() -> None:
    answer = problems_answer([ONE, TWO], 1, DAY)
    assert (answer.kind, answer.as_at) == ("validate", DAY)
    records = list(answer.items())
    assert [list(record) for record in records] == [
        ["path", "line", "column", "rule", "severity", "message", "hint"],
    ] * 2
    assert list(records[0].values()) == ["a.yaml", 3, 7, "bad-date", "error", "due: no date", "write 2012"]
    assert list(records[1].values()) == ["a.yaml", 9, 1, "no-lead", "warning", "nobody leads", None]


def test_the_table_has_the_same_values() -> None:
    table = problems_answer([ONE, TWO], 1, DAY).report.records
    assert table is not None
    assert [column.key for column in table.columns] == list(next(iter(problems_answer([ONE], 1, DAY).items())))
    assert [[cell.raw for cell in row] for row in table.rows] == [
        ["a.yaml", "3", "7", "bad-date", "error", "due: no date", "write 2012"],
        ["a.yaml", "9", "1", "no-lead", "warning", "nobody leads", ""],
    ]
