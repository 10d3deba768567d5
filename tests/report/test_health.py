import pytest

from scrplan.content import Cell, Tone
from scrplan.report.health import HealthCheck, health_answer
from tests.assessment import DAY

WELL = HealthCheck("Python", "3.11.7")
WRONG = HealthCheck("git", "not found", "install git", wrong=True)


@pytest.mark.parametrize(
    ("findings", "title"),
    [
        ([], "All is well"),
        ([WELL], "All is well"),
        ([WELL, WRONG], "1 thing to fix"),
        ([WRONG, WELL, WRONG], "2 things to fix"),
    ],
    ids=["nothing", "well", "one", "two"],
)
def test_the_title_says_how_much_is_to_mend(findings: list[HealthCheck], title: str) -> None:
    answer = health_answer(findings, DAY)
    assert answer.report.title == title
    assert len(list(answer.items())) == len(findings)


def test_each_finding_is_a_record_and_a_row() -> None:
    answer = health_answer([WELL, WRONG], DAY)
    assert (answer.kind, answer.as_at) == ("doctor", DAY)
    assert list(answer.items()) == [
        {"what": "Python", "found": "3.11.7", "mend": None, "wrong": False},
        {"what": "git", "found": "not found", "mend": "install git", "wrong": True},
    ]
    assert answer.report.records is not None
    assert answer.report.records.rows == (
        (Cell("Python"), Cell("well", None, Tone.GOOD), Cell("3.11.7"), Cell("")),
        (Cell("git"), Cell("wrong", None, Tone.BAD), Cell("not found"), Cell("install git")),
    )
