"""What validate says of the published plans: whole, against a file; and in part, against what their pages show.

The files `warnings-*.txt` hold the output of `validate` on the day of each plan. After a change that is meant, read
what differs in the failing test, then renew them:

    .venv/bin/python -m tests.plans.test_warnings
"""

import os
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from scrplan.check.rules import RULES
from scrplan.check.rules.records import RuleScope
from scrplan.cli.app import run
from scrplan.diagnostics import Severity
from tests.building import ROOT, call

DAYS = {"child-g": "2013-09-30", "kirklees-2011": "2012-03-31"}
RENEW = "read the difference; if it is meant: .venv/bin/python -m tests.plans.test_warnings"

EVERY = {str(number) for number in range(1, 27)}

# The rows that each rule is found in, as read in the published texts; by hand, not from what the program printed.
CHILD_G = {
    "late-not-red": {"3", "4", "7", "10", "13"},
    "not-stated": {"4"},
    "no-date": {"16"},
    "milestone-passed": {"8"},
    "progress-repeats-outcome": {"25", "26"},
    "unfinished-by-its-words": {"6", "8", "9", "11", "12", "22"},
    "complete-without-date": {"6", "8", "9", "11", "12", "14", "23", "24", "25", "26"},
    "complete-without-evidence": EVERY - {"3", "4", "5", "7", "10", "13", "16"},
    "no-single-lead": {"5", "10", "11", "13", "14", "17", "18", "19", "20", "21", "22", "25", "26"},
}
KIRKLEES = {
    "no-lead": EVERY,
    "complete-without-date": {"7", "13"},
    "complete-without-evidence": {"8", "9", "10"},
    "untestable": {"1", "2", "5"},
    "unfinished-by-its-words": {"3", "15", "21", "23", "24", "26"},
}
ROWS = {"child-g": CHILD_G, "kirklees-2011": KIRKLEES}
OF_PERSONS = {name for name, rule in RULES.items() if rule.scope is RuleScope.TEXT}

Capture = pytest.CaptureFixture[str]
each_plan = pytest.mark.parametrize("plan", DAYS)


def snapshot_of(plan: str) -> Path:
    return ROOT / "tests" / "plans" / f"warnings-{plan}.txt"


def words_for(plan: str, day: str = "") -> tuple[str, ...]:
    return ("validate", plan, "-f", "lines", "--as-at", day or DAYS[plan])


def lines_of(capsys: Capture, plan: str, day: str = "") -> list[str]:
    done = call(capsys, *words_for(plan, day))
    assert done.code == 0
    return done.out.splitlines()


def rows_of(lines: list[str]) -> dict[str, set[str]]:
    """Return the refs of the rows that each rule was found in."""
    found = defaultdict(set)
    for line in lines:
        rule = line.rpartition("[")[2].rstrip("]")
        found[rule].add(line.partition("recommendation ")[2].partition(":")[0])
    return dict(found)


@pytest.mark.usefixtures("published")
@each_plan
def test_what_is_said_of_a_published_plan_is_what_was_read_over(capsys: Capture, plan: str) -> None:
    assert lines_of(capsys, plan) == snapshot_of(plan).read_text(encoding="utf-8").splitlines(), RENEW


@pytest.mark.usefixtures("published")
@each_plan
def test_each_rule_is_found_in_the_rows_that_show_it_and_in_no_other(capsys: Capture, plan: str) -> None:
    assert rows_of(lines_of(capsys, plan)) == ROWS[plan]


@pytest.mark.usefixtures("published")
@each_plan
def test_a_published_plan_has_no_error(capsys: Capture, plan: str) -> None:
    assert [line for line in lines_of(capsys, plan) if f": {Severity.ERROR}: " in line] == []


@pytest.mark.usefixtures("published")
@each_plan
def test_a_published_plan_holds_nothing_that_identifies_a_person(capsys: Capture, plan: str) -> None:
    assert OF_PERSONS & set(rows_of(lines_of(capsys, plan))) == set()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("plan", "day", "rule", "rows"),
    [
        # Two rows had letters that went out in February 2013, nine months after their date.
        ("child-g", "2012-06-30", "late-not-red", {"1", "2"}),
        ("child-g", "2012-07-01", "late-not-red", {"1", "2", "13"}),
        ("child-g", "2012-08-01", "late-not-red", {"1", "2", "3", "7", "13"}),
        ("child-g", "2013-10-31", "no-recent-update", set()),
        ("child-g", "2013-11-01", "no-recent-update", {"3"}),
        ("child-g", "2013-11-06", "no-recent-update", {"3"}),
        ("child-g", "2013-11-07", "no-recent-update", {"3", "16"}),
        ("child-g", "2014-01-01", "no-recent-update", {"3", "4", "5", "7", "10", "13", "16"}),
        ("kirklees-2011", "2012-03-31", "late-not-red", set()),
        ("kirklees-2011", "2012-04-01", "late-not-red", {"1", "2", "5"}),
        ("kirklees-2011", "2012-04-01", "no-recent-update", set()),
        ("kirklees-2011", "2012-04-02", "no-recent-update", {"1", "2", "5"}),
    ],
)
def test_what_is_found_follows_the_day(capsys: Capture, plan: str, day: str, rule: str, rows: set[str]) -> None:
    done = call(capsys, *words_for(plan, day), "--rule", rule)
    assert rows_of(done.out.splitlines()).get(rule, set()) == rows


if __name__ == "__main__":
    os.chdir(ROOT)
    for each in DAYS:
        with snapshot_of(each).open("w", encoding="utf-8") as file:
            sys.stdout = file
            run(words_for(each))
