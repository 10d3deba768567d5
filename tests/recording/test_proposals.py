"""A change is proven before it is written: it says what was meant, and makes nothing wrong that was not."""

from pathlib import Path

import pytest

from scrplan.check import checker
from scrplan.check.runner import Job
from scrplan.dates import parse_period
from scrplan.errors import RefusedChange, UnsafeEdit
from scrplan.recording.operations import revise, update
from scrplan.recording.proposals import Proposal, new_errors, proposal
from scrplan.source.files import load_source
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Edit, Insert, Put
from tests.building import HEAD, THE_DAY, committed, in_git, plan_text
from tests.recording.acting import ON, said, target

ROWS = "recommendations"


def proposed(text: str, *edits: Edit) -> Proposal:
    """Return the change of `plans/sample.yaml` in the current folder."""
    path = Path("plans/sample.yaml")
    path.write_text(text, encoding="utf-8")
    return proposal(load_source(path), edits, Path.cwd(), THE_DAY)


def refused(text: str, *edits: Edit) -> list[str]:
    """Return the rules of the errors for which a change is refused."""
    with pytest.raises(RefusedChange) as raised:
        proposed(text, *edits)
    assert raised.value.lines()[0].startswith("scrplan: plans/sample.yaml was left as it is")
    return [line.rpartition("[")[2].rstrip("]") for line in raised.value.problems]


pytestmark = pytest.mark.usefixtures("board")


def test_a_proposal_has_the_text_before_and_after() -> None:
    text = plan_text()
    made = proposed(text, Put((ROWS, 0, "rag"), "red"))
    assert (made.before, made.text) == (text, f"{text}    rag: red\n")
    assert Path("plans/sample.yaml").read_text(encoding="utf-8") == text


NEW: dict[str, tuple[Edit, str]] = {
    "unknown rating": (Put((ROWS, 0, "rag"), "purple"), "unknown-rating"),
    "unknown key": (Put((ROWS, 0, "raq"), "red"), "unknown-key"),
    "bad date": (Put((ROWS, 0, "due"), "31/12/2012"), "bad-date"),
    "future date": (Put((ROWS, 0, "completed"), "2031-01"), "future-date"),
    "telephone number": (Put((ROWS, 0, "note"), "Call 02380 123456"), "phone-number"),
    "evidence that is not there": (Insert((ROWS, 0, "evidence"), {"title": "x", "ref": "a.pdf"}), "evidence-missing"),
    "a double": (Insert((ROWS,), {"ref": "1", "agency": "Health", "text": "x"}), "duplicate-ref"),
}


@pytest.mark.parametrize(("edit", "rule"), NEW.values(), ids=NEW)
def test_a_change_that_makes_the_plan_wrong_is_refused_with_what_it_would_make(edit: Edit, rule: str) -> None:
    assert refused(plan_text(), edit) == [rule]


def test_a_warning_is_no_hindrance() -> None:
    text = plan_text("  - {ref: 1, agency: Health, text: Do, due: 2012-07}\n")
    assert proposed(text, Put((ROWS, 0, "rag"), "amber")).text.endswith("rag: amber, due: 2012-07}\n")


def test_the_board_says_what_is_an_error() -> None:
    Path("scrplan.yaml").write_text("rules: {complete-without-evidence: error, bad-date: error}\n")
    assert refused(plan_text(), Put((ROWS, 0, "rag"), "green")) == ["complete-without-evidence"]
    Path("scrplan.yaml").write_text("rules: {phone-number: off}\n")
    assert proposed(plan_text(), Put((ROWS, 0, "note"), "Call 02380 123456"))


# Each is wrong in another place than the one that is changed: the second row, or the head.
WRONG_ALREADY = {
    "unknown key in another row": "  - {ref: 9, agency: Health, text: Do, raq: red}\n",
    "unknown rating in another row": "  - {ref: 9, agency: Health, text: Do, rag: purple}\n",
    "unknown agency in another row": "  - {ref: 9, agency: Nobody, text: Do}\n",
    "a row that is none": "  - nothing\n",
    "a ref that stands twice, told with its line": "  - {ref: 1, agency: Health, text: Do}\n",
    "an error of a rule": "  - {ref: 9, agency: Health, text: Do, completed: 2031}\n",
    "a number in another row": "  - {ref: 9, agency: Health, text: Call 02380 123456}\n",
    "a key that stands twice, told with its line": "  - {ref: 9, agency: Health, text: Do, due: 2012, due: 2013}\n",
}


@pytest.mark.parametrize("row", WRONG_ALREADY.values(), ids=WRONG_ALREADY)
def test_what_was_wrong_before_does_not_block(row: str) -> None:
    text = plan_text(f"  - ref: 1\n    agency: Health\n    text: Do\n{row}")
    edits = (Put((ROWS, 0, "rag"), "red"), Insert((ROWS, 0, "updates"), {"on": "2013-09", "text": "Late"}))
    assert "text: Late" in proposed(text, *edits).text
    assert refused(text, *edits, Put((ROWS, 0, "due"), "31/12/2012")) == ["bad-date"]


def test_what_is_wrong_in_the_head_does_not_block() -> None:
    text = plan_text(head=HEAD.replace("board: A board\n", "bord: A board\n"))
    assert proposed(text, Put((ROWS, 0, "rag"), "red")).text == f"{text}    rag: red\n"


def test_another_error_of_the_same_kind_in_another_row_is_new() -> None:
    text = plan_text("  - {ref: 1, agency: Health, text: A}\n  - {ref: 2, agency: Health, text: B, raq: x}\n")
    assert refused(text, Put((ROWS, 0, "raq"), "x")) == ["unknown-key"]


def test_one_more_error_of_the_same_kind_in_the_same_row_is_new_and_told_alone() -> None:
    text = plan_text("  - {ref: 1, agency: Health, text: A, raq: x}\n")
    with pytest.raises(RefusedChange) as raised:
        proposed(text, Put((ROWS, 0, "dew"), "x"))
    (line,) = raised.value.problems
    assert "'dew'" in line


def test_an_error_that_tells_other_words_after_the_change_is_no_new_one() -> None:
    Path("scrplan.yaml").write_text("rules: {no-recent-update: error}\n")
    row = "  - {ref: 1, agency: Health, text: A, rag: amber, due: 2014, updates: [{on: 2012-01, text: x}]}\n"
    text = plan_text(row)
    assert proposed(text, Insert((ROWS, 0, "updates"), {"on": "2012-03", "text": "y"}))


def test_a_mistake_can_be_mended() -> None:
    text = plan_text("  - {ref: 1, agency: Health, text: A, rag: purple}\n")
    assert proposed(text, *update(target("1", text=text), said(rag="red")).edits).text.count("rag: red") == 2


def test_a_date_is_compared_with_the_commit_where_the_board_asks_for_it() -> None:
    Path("scrplan.yaml").write_text("rules: {date-overwritten: error}\n")
    text = plan_text("  - {ref: 1, agency: Health, text: A, due: 2012-07}\n")
    Path("plans/sample.yaml").write_text(text)
    in_git(Path.cwd(), "init", "--quiet")
    committed(Path.cwd())
    text = text.replace("text: A", "text: B")  # so that the file differs from the commit
    assert refused(text, Put((ROWS, 0, "due"), "2014-02")) == ["date-overwritten"]
    made = proposed(text, *revise(target("1", text=text), parse_period("2014-02"), "x", ON).edits)
    assert "due: 2014-02" in made.text


def test_a_new_plan_has_nothing_before() -> None:
    document = Document.from_text(plan_text("  - {ref: 1, agency: Nobody, text: A}\n"), "plans/sample.yaml")
    found = new_errors(None, document, Job(Path.cwd(), THE_DAY, (Path("plans/sample.yaml"),)))
    assert [one.rule for one in found] == ["unknown-agency"]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the plans that are checked."""
    seen: list[str] = []
    check = checker.check_plan

    def counted(document: Document, *more: object) -> object:
        seen.append(document.text)
        return check(document, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("scrplan.recording.proposals.check_plan", counted)
    return seen


def test_a_plan_without_errors_is_checked_once(checks: list[str]) -> None:
    proposed(plan_text(), Put((ROWS, 0, "rag"), "red"))
    assert len(checks) == 1


def test_an_edit_that_cannot_be_put_in_is_told() -> None:
    with pytest.raises(UnsafeEdit):
        proposed(plan_text(), Put((ROWS, 7, "rag"), "red"))
