import pytest

from scrplan.dates import parse_period
from scrplan.errors import ScrplanError, UnknownName
from scrplan.model import Lead, Revision, Update, UpdateKind
from scrplan.recording.operations import (
    assign,
    challenge,
    date_value,
    known_rating,
    lead_of,
    note,
    rating_value,
    revise,
    update,
)
from scrplan.yamltext.edits import Bare
from tests.building import HEAD, plan_of, plan_text
from tests.recording.acting import ON, TEXT, Doing, row_after, said, target

FEBRUARY = parse_period("2014-02")


def test_an_update_states_the_rating_and_adds_an_entry_by_the_agency() -> None:
    act = update(target("1"), said("Waiting", rag="red"))
    row = row_after(act)
    assert row.progress.rag == "red"
    assert row.progress.updates[-1] == Update(ON, "Health", "red", "Waiting")
    assert [one.text for one in row.progress.updates] == ["Drafted", "Sent", "Waiting"]
    assert (act.words, act.remarks) == ("1: rating from amber to red, progress noted", ())


def test_an_update_is_by_whom_it_is_said_to_be() -> None:
    assert row_after(update(target("1"), said("x", by="LSCB"))).progress.updates[-1].by == "LSCB"


def test_an_update_without_a_rating_leaves_it() -> None:
    act = update(target("1"), said("Waiting"))
    row = row_after(act)
    assert (row.progress.rag, row.progress.updates[-1].rag, act.words) == ("amber", None, "1: progress noted")


@pytest.mark.parametrize(
    ("ref", "rag", "words"),
    [
        ("1", "amber", "1: still rated amber"),
        ("2", "red", "2: rated red"),
        ("1", "green", "1: rating from amber to green"),
    ],
)
def test_the_words_tell_how_the_rating_changed(ref: str, rag: str, words: str) -> None:
    act = update(target(ref), said(rag=rag))
    assert act.words == words
    assert row_after(act).progress.rag == rag


@pytest.mark.parametrize(
    ("on", "texts"),
    [
        pytest.param("2013-02", ["New", "Drafted", "Sent"], id="before all"),
        pytest.param("2013-03", ["Drafted", "New", "Sent"], id="behind those of its day"),
        pytest.param("2013-03-31", ["Drafted", "New", "Sent"], id="within the month of one"),
        pytest.param("2013", ["Drafted", "Sent", "New"], id="a year that holds them"),
        pytest.param("2013-10", ["Drafted", "Sent", "New"], id="after all"),
    ],
)
def test_an_entry_has_its_place_by_its_date(on: str, texts: list[str]) -> None:
    assert [one.text for one in row_after(update(target("1"), said("New", on=on))).progress.updates] == texts


def test_an_action_is_updated_itself() -> None:
    act = update(target("3", "a"), said("Booked", rag="amber"))
    row = row_after(act)
    assert act.words == "3 a: rated amber, progress noted"
    assert (row.actions[0].progress.rag, row.actions[0].progress.updates[0].text) == ("amber", "Booked")
    assert (row.progress.rag, row.progress.updates) == ("green", ())


@pytest.mark.parametrize(
    ("ref", "part", "rag", "remarks"),
    [
        pytest.param("1", None, "red", [], id="open"),
        pytest.param(
            "1",
            None,
            "green",
            ["green means complete, and no completion is recorded; scrplan complete records it, with its evidence"],
            id="done without a completion",
        ),
        pytest.param("3", None, "green", [], id="done with one"),
        pytest.param(
            "4", None, "amber", ["the rating amber means in progress, and its state still says stopped"], id="state"
        ),
    ],
)
def test_a_doubt_about_a_rating_is_told(ref: str, part: str | None, rag: str, remarks: list[str]) -> None:
    assert list(update(target(ref, part), said(rag=rag)).remarks) == remarks


def test_a_revision_keeps_the_date_before() -> None:
    act = revise(target("1"), FEBRUARY, "The new board meets then", ON, "The board")
    row = row_after(act)
    assert row.progress.due == FEBRUARY
    assert row.progress.revisions == (
        Revision(FEBRUARY, parse_period("2012-07"), "The new board meets then", ON, "The board"),
    )
    assert act.words == "1: due date from 2012-07 to 2014-02: The new board meets then"
    assert act.remarks == ("its due date in words still says 'July 2012 Board'",)


def test_a_further_revision_follows_the_one_before() -> None:
    moves = row_after(revise(target("3"), FEBRUARY, "Again", ON)).progress.revisions
    assert [(move.was and move.was.text, move.to.text) for move in moves] == [
        ("2012-05", "2013-05"),
        ("2013-05", "2014-02"),
    ]
    assert moves[-1].approved_by == ""


def test_a_first_date_is_no_revision_and_its_reason_is_a_decision() -> None:
    act = revise(target("2"), FEBRUARY, "Agreed", ON, "The board")
    row = row_after(act)
    assert (row.progress.due, row.progress.revisions) == (FEBRUARY, ())
    assert row.progress.updates == (Update(ON, "The board", None, "Agreed", UpdateKind.DECISION),)
    assert act.words == "2: due 2014-02, its first date: Agreed"


def test_an_action_without_a_date_moves_away_from_that_of_its_recommendation() -> None:
    row = row_after(revise(target("3", "a"), FEBRUARY, "Later", ON))
    action = row.actions[0].progress
    assert action.due == FEBRUARY
    # The moves that it had from its recommendation stay its own.
    assert action.revisions == (
        *row.progress.revisions,
        Revision(FEBRUARY, parse_period("2013-05"), "Later", ON),
    )
    assert row.progress.due == parse_period("2013-05")


def test_an_action_with_a_date_has_its_own_moves_alone() -> None:
    action = row_after(revise(target("3", "b"), FEBRUARY, "Later", ON)).actions[1].progress
    assert action.revisions == (Revision(FEBRUARY, parse_period("2013-06"), "Later", ON),)


def test_a_lead_takes_the_place_of_those_before() -> None:
    act = assign(target("1"), Lead(role="Chief nurse", agency="Health", accountable=True))
    row = row_after(act)
    assert row.progress.leads == (Lead(role="Chief nurse", agency="Health", accountable=True),)
    assert act.words == "1: lead from Head of service (Health) to Chief nurse (Health), accountable"


def test_a_lead_can_stand_beside_those_before() -> None:
    act = assign(target("1"), Lead("B. Person", "Chief nurse", unconfirmed=True), also=True)
    assert row_after(act).progress.leads == (
        Lead(role="Head of service", agency="Health"),
        Lead("B. Person", "Chief nurse", unconfirmed=True),
    )
    assert act.words == "1: also led by B. Person, Chief nurse (to be confirmed)"


def test_a_lead_beside_those_that_an_action_has_from_its_recommendation_loses_none() -> None:
    act = assign(target("3", "a"), Lead(role="Clerk"), also=True)
    leads = row_after(act).actions[0].progress.leads
    assert leads == (Lead("A. Person"), Lead(role="Trainer", unconfirmed=True), Lead(role="Clerk"))


@pytest.mark.parametrize("also", [False, True])
def test_a_first_lead_has_none_before(also: bool) -> None:
    act = assign(target("2"), Lead(role="Clerk"), also=also)
    assert row_after(act).progress.leads == (Lead(role="Clerk"),)
    assert act.words == "2: led by Clerk"


def test_a_note_is_added_to() -> None:
    act = note(target("1"), "It is told twice.")
    assert row_after(act).progress.note == "It was late. It is told twice."
    assert act.words == "1: note added"
    assert row_after(note(target("2"), "New.")).progress.note == "New."


@pytest.mark.parametrize(("by", "words"), [("Lay member", "1: challenged by Lay member"), ("", "1: challenged")])
def test_a_challenge_is_a_question_among_the_updates(by: str, words: str) -> None:
    act = challenge(target("1"), said("How is it known?", by=by)._replace(kind=UpdateKind.CHALLENGE))
    assert act.words == words
    assert row_after(act).progress.updates[-1] == Update(ON, by, None, "How is it known?", UpdateKind.CHALLENGE)


UNREAD = plan_text("""\
  - {ref: 1, agency: Health, text: Write, due: 31/12/2012, note: 5}
""")

REFUSED: dict[str, tuple[str, str | None, Doing, str]] = {
    "nothing to say": ("1", None, lambda one: update(one, said()), "there is nothing to record"),
    "the date in force": (
        "1",
        None,
        lambda one: revise(one, parse_period("2012-07"), "x", ON),
        "recommendation 1 is due in July 2012 already",
    ),
    "the date in force, from above": (
        "3",
        "a",
        lambda one: revise(one, parse_period("2013-05"), "x", ON),
        "action a of recommendation 3 is due in May 2013 already",
    ),
}


@pytest.mark.parametrize(("ref", "part", "doing", "words"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused(ref: str, part: str | None, doing: Doing, words: str) -> None:
    with pytest.raises(ScrplanError) as refused:
        doing(target(ref, part))
    (line,) = refused.value.lines()
    assert words in line
    assert refused.value.hint


@pytest.mark.parametrize(
    ("doing", "words"),
    [
        (lambda one: revise(one, FEBRUARY, "x", ON), "the due date of recommendation 1 cannot be read"),
        (lambda one: note(one, "x"), "the note of recommendation 1 cannot be read"),
    ],
    ids=["due", "note"],
)
def test_what_cannot_be_read_is_never_overwritten(doing: Doing, words: str) -> None:
    with pytest.raises(ScrplanError, match=words):
        doing(target("1", text=UNREAD))


@pytest.mark.parametrize(
    ("date", "bare"),
    [("2013", True), ("2013-05", False), ("2013-Q3", False), ("2013/14", False), ("2013-05-31", False)],
)
def test_a_year_alone_stands_without_quotes(date: str, bare: bool) -> None:
    assert isinstance(date_value(parse_period(date)), Bare) == bare
    text = plan_text("  - {ref: 1, agency: Health, text: Write, due: 2012}\n")
    row = row_after(revise(target("1", text=text), parse_period(date), "x", parse_period("2012")), text)
    assert row.progress.due == parse_period(date)
    assert row.progress.revisions[0].on == parse_period("2012")


@pytest.mark.parametrize(("name", "bare"), [("4", True), ("0", True), ("04", False), ("green", False), ("²", False)])
def test_a_rating_that_is_a_number_stands_without_quotes(name: str, bare: bool) -> None:
    assert isinstance(rating_value(name), Bare) == bare
    head = HEAD.replace("  green:", f'  "{name}":')
    text = plan_text("  - {ref: 1, agency: Health, text: Write}\n", head)
    assert row_after(update(target("1", text=text), said(rag=name)), text).progress.rag == name


def test_a_rating_is_known_however_it_is_typed() -> None:
    plan = plan_of(TEXT)
    assert known_rating(plan, None) is None
    assert known_rating(plan, "AMBER") == "amber"
    with pytest.raises(UnknownName, match="unknown rating 'ambre'") as refused:
        known_rating(plan, "ambre")
    assert refused.value.hint == "did you mean 'amber'?"


def test_a_lead_is_written_with_what_is_known_alone() -> None:
    assert lead_of(Lead(role="Clerk")) == {"role": "Clerk"}
    full = Lead("A. Person", "Clerk", "Health", unconfirmed=True, accountable=True)
    assert lead_of(full) == {
        "name": "A. Person",
        "role": "Clerk",
        "agency": "Health",
        "unconfirmed": "true",
        "accountable": "true",
    }
