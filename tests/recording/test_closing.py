import pytest

from scrplan.dates import parse_period
from scrplan.errors import UsageProblem
from scrplan.model import Evidence, SignOff, State, Update, UpdateKind
from scrplan.recording.closing import Proof, complete, evidence, reopen, sign_off, stop
from tests.building import HEAD, plan_text
from tests.recording.acting import ON, TEXT, Doing, row_after, said, target

LETTER = Proof("The letter", "The trust", "letters/1.pdf", parse_period("2013-08"))
UNPROVEN = "without evidence it is shown as 'done, no evidence' and counted as unproven"

BLUE = HEAD.replace("ratings:\n", "ratings:\n  blue: {state: signed_off, meaning: Accepted}\n")
GOLD = HEAD.replace("ratings:\n", "ratings:\n  gold: {state: complete, meaning: Best}\n")


def one(facts: str, head: str = HEAD) -> str:
    """Return a plan of one recommendation, with these facts."""
    return plan_text(f"  - {{ref: 1, agency: Health, text: Write, {facts}}}\n", head)


def test_completion_has_its_date_its_rating_and_what_shows_it() -> None:
    act = complete(target("1"), ON, LETTER, impact="Fewer are missed")
    row = row_after(act)
    assert (row.progress.rag, row.progress.completed, row.progress.impact) == ("green", ON, "Fewer are missed")
    assert row.progress.evidence == (Evidence("The letter", "The trust", parse_period("2013-08"), "letters/1.pdf"),)
    assert (act.words, act.remarks) == ("1: completed 2013-09, evidence: The letter", ())


def test_completion_without_evidence_says_what_will_be_shown() -> None:
    act = complete(target("1"), ON)
    assert row_after(act).progress.evidence == ()
    assert (act.words, act.remarks) == ("1: completed 2013-09", (UNPROVEN,))


def test_evidence_that_is_there_already_is_evidence() -> None:
    text = one("rag: green, evidence: [{title: The list}]")
    assert complete(target("1", text=text), ON).remarks == ()
    above = plan_text("  - {ref: 1, agency: Health, text: A, evidence: [{title: B}], actions: [{text: C}]}\n")
    assert complete(target("1", "1", above), ON).remarks == ()


@pytest.mark.parametrize(
    ("facts", "head", "rag", "stated"),
    [
        pytest.param("rag: amber", HEAD, None, ("green", None), id="by the rating that means it"),
        pytest.param("rag: amber, state: in_progress", HEAD, None, ("green", State.COMPLETE), id="and the state"),
        pytest.param("rag: green", HEAD, None, ("green", None), id="rated so already"),
        pytest.param("state: in_progress", HEAD, None, (None, State.COMPLETE), id="by the state where unrated"),
        pytest.param("due: 2013", HEAD, None, (None, State.COMPLETE), id="by the state where nothing is stated"),
        pytest.param("rag: amber", GOLD, "gold", ("gold", None), id="by the rating that is said"),
        pytest.param("rag: blue", BLUE, None, ("blue", None), id="signed off already"),
        pytest.param("state: signed_off", HEAD, None, (None, State.SIGNED_OFF), id="stated as signed off already"),
        pytest.param("rag: amber", BLUE, None, ("green", None), id="not signed off by that"),
        pytest.param(
            "rag: amber",
            HEAD.replace("green: {state: complete", "green: {state: not_started"),
            None,
            ("amber", State.COMPLETE),
            id="by the state where no rating means it",
        ),
    ],
)
def test_completion_is_stated(facts: str, head: str, rag: str | None, stated: tuple[str | None, State | None]) -> None:
    text = one(facts, head)
    progress = row_after(complete(target("1", text=text), ON, LETTER, rag), text).progress
    assert (progress.rag, progress.state, progress.completed) == (*stated, ON)


@pytest.mark.parametrize(
    ("actions", "remark"),
    [
        ("[{text: A}]", None),
        ("[{text: A, rag: green}]", None),
        ("[{text: A, rag: red}, {text: B, rag: green}]", "one of its actions is not complete"),
        ("[{text: A, rag: red}, {text: B, state: not_started}]", "2 of its actions are not complete"),
    ],
)
def test_completion_of_the_whole_tells_of_open_parts(actions: str, remark: str | None) -> None:
    text = one(f"rag: amber, actions: {actions}")
    remarks = complete(target("1", text=text), ON, LETTER).remarks
    assert list(remarks) == ([f"{remark}, so it is shown as closed with an open part"] if remark else [])
    assert complete(target("1", "1", text), ON, LETTER).remarks == ()


def test_an_action_is_completed_itself() -> None:
    act = complete(target("3", "b"), ON, LETTER)
    action = row_after(act).actions[1].progress
    assert (action.rag, action.completed, action.evidence[0].title) == ("green", ON, "The letter")
    assert act.words == "3 b: completed 2013-09, evidence: The letter"


def test_evidence_is_added() -> None:
    act = evidence(target("3"), Proof("The register"))
    assert row_after(act).progress.evidence == (Evidence("The list"), Evidence("The register"))
    assert act.words == "3: evidence: The register"


def test_a_sign_off_says_by_whom_and_when() -> None:
    text = one("rag: green, completed: 2013-05")
    act = sign_off(target("1", text=text), "The board", ON)
    progress = row_after(act, text).progress
    assert (progress.sign_off, progress.rag) == (SignOff("The board", ON), "green")
    assert act.words == "1: signed off by The board 2013-09"


@pytest.mark.parametrize(
    ("facts", "stated"),
    [
        ("rag: green, completed: 2013-05", ("blue", None)),
        ("rag: green, completed: 2013-05, state: complete", ("blue", State.SIGNED_OFF)),
        ("completed: 2013-05", (None, State.SIGNED_OFF)),
        ("rag: blue, completed: 2013-05", ("blue", None)),
    ],
)
def test_a_sign_off_is_stated_where_the_plan_has_a_rating_for_it(
    facts: str, stated: tuple[str | None, State | None]
) -> None:
    text = one(facts, BLUE)
    progress = row_after(sign_off(target("1", text=text), "The board", ON), text).progress
    assert (progress.rag, progress.state) == stated


@pytest.mark.parametrize(
    "rows",
    [
        "  - {ref: 1, agency: Health, text: A, rag: green, actions: [{part: a, text: B}]}\n",
        "  - {ref: 1, agency: Health, text: A, actions: [{part: a, text: B, rag: green}]}\n",
    ],
    ids=["from its recommendation", "its own"],
)
def test_an_action_is_signed_off_when_it_is_done(rows: str) -> None:
    text = plan_text(rows)
    row = row_after(sign_off(target("1", "a", text), "The board", ON), text)
    assert row.actions[0].progress.sign_off == SignOff("The board", ON)


def test_a_whole_whose_actions_say_it_all_can_be_signed_off() -> None:
    text = plan_text("  - {ref: 1, agency: Health, text: A, actions: [{part: a, text: B, rag: green}]}\n")
    assert row_after(sign_off(target("1", text=text), "The board", ON), text).progress.sign_off


def test_a_stop_has_its_reason_and_leaves_the_rating() -> None:
    act = stop(target("1"), said("Part of 3", by="LSCB"))
    progress = row_after(act).progress
    assert (progress.rag, progress.state, progress.stopped_reason) == ("amber", State.STOPPED, "Part of 3")
    assert progress.updates[-1] == Update(ON, "LSCB", None, "Stopped: Part of 3", UpdateKind.DECISION)
    assert act.words == "1: stopped: Part of 3"


def test_a_reopening_keeps_in_words_what_had_been_claimed() -> None:
    act = reopen(target("3"), said("Not used", by="LSCB", rag="amber"))
    progress = row_after(act).progress
    assert (progress.rag, progress.completed, progress.sign_off) == ("amber", None, None)
    assert progress.evidence == (Evidence("The list"),)
    text = "Reopened: Not used (it had been completed 2013-04; signed off by The board 2013-06)"
    assert progress.updates == (Update(ON, "LSCB", "amber", text, UpdateKind.DECISION),)
    assert act.words == "3: reopened: Not used"


def test_a_stop_is_taken_back() -> None:
    progress = row_after(reopen(target("4"), said("It goes on"))).progress
    assert (progress.state, progress.stopped_reason) == (State.IN_PROGRESS, "")
    assert progress.updates[0].text == "Reopened: It goes on (it had been stopped: The trust is gone)"


@pytest.mark.parametrize(
    ("facts", "rag", "stated"),
    [
        pytest.param("rag: green", "red", ("red", None), id="by the new rating"),
        pytest.param("rag: green, state: complete", "red", ("red", State.NOT_STARTED), id="and the state"),
        pytest.param("rag: red, state: stopped", None, ("red", State.NOT_STARTED), id="as it was rated before"),
        pytest.param("state: complete", None, (None, State.IN_PROGRESS), id="by the state alone"),
        pytest.param("rag: amber, completed: 2013", None, ("amber", None), id="completed, though rated open"),
    ],
)
def test_a_reopening_is_stated(facts: str, rag: str | None, stated: tuple[str | None, State | None]) -> None:
    text = one(facts, HEAD.replace("red: {state: in_progress", "red: {state: not_started"))
    progress = row_after(reopen(target("1", text=text), said("x", rag=rag)), text).progress
    assert (progress.rag, progress.state, progress.completed) == (*stated, None)


REFUSED: dict[str, tuple[str, Doing, str, str]] = {
    "complete, completed": (
        one("rag: green, completed: 2013-05"),
        lambda one: complete(one, ON),
        "recommendation 1 was completed in May 2013 already",
        "scrplan evidence adds what shows it",
    ),
    "complete, stopped": (
        one("state: stopped, stopped_reason: Gone"),
        lambda one: complete(one, ON),
        "recommendation 1 is stopped",
        "scrplan reopen takes that back",
    ),
    "complete, two ratings": (
        one("rag: amber", GOLD),
        lambda one: complete(one, ON),
        "gold and green both mean complete",
        "give --rag",
    ),
    "complete, rated open": (
        one("rag: amber"),
        lambda one: complete(one, ON, rag="red"),
        "recommendation 1 cannot be complete: the rating red means in progress",
        "give --rag: green",
    ),
    "sign off, signed off": (
        TEXT.replace('ref: "1"', "ref: x").replace('ref: "3"', 'ref: "1"'),
        lambda one: sign_off(one, "x", ON),
        "recommendation 1 was signed off by The board already",
        "reopen it first",
    ),
    "sign off, open": (
        one("rag: amber"),
        lambda one: sign_off(one, "x", ON),
        "recommendation 1 is not recorded as done",
        "scrplan complete records that, with evidence",
    ),
    "sign off, an action open": (
        one("actions: [{text: A, rag: green}, {text: B}]"),
        lambda one: sign_off(one, "x", ON),
        "recommendation 1 is not recorded as done",
        "scrplan complete records that, with evidence",
    ),
    "sign off, nothing stated": (
        one("due: 2013"),
        lambda one: sign_off(one, "x", ON),
        "recommendation 1 is not recorded as done",
        "scrplan complete records that, with evidence",
    ),
    "sign off, stopped": (
        one("state: stopped, rag: green"),
        lambda one: sign_off(one, "x", ON),
        "recommendation 1 is not recorded as done",
        "scrplan complete records that, with evidence",
    ),
    "stop, stopped": (
        one("state: stopped"),
        lambda one: stop(one, said("x")),
        "recommendation 1 is stopped already",
        "reopen it first",
    ),
    "stop, done": (
        one("rag: green"),
        lambda one: stop(one, said("x")),
        "recommendation 1 is recorded as complete",
        "scrplan reopen takes that back",
    ),
    "reopen, open": (
        one("rag: amber"),
        lambda one: reopen(one, said("x")),
        "nothing states that recommendation 1 is done or stopped",
        "record an update",
    ),
    "reopen, nothing stated": (
        one("due: 2013"),
        lambda one: reopen(one, said("x")),
        "nothing states that recommendation 1 is done or stopped",
        "record an update",
    ),
    "reopen, perhaps an action": (
        one("rag: amber, actions: [{text: A, rag: green}]"),
        lambda one: reopen(one, said("x")),
        "nothing states that recommendation 1 is done or stopped",
        "name one of its actions with --action",
    ),
    "reopen, still rated done": (
        one("rag: green"),
        lambda one: reopen(one, said("x")),
        "recommendation 1 cannot be reopened as it is: the rating green means complete",
        "give --rag: amber, red",
    ),
    "reopen, rated done anew": (
        one("rag: amber, completed: 2013"),
        lambda one: reopen(one, said("x", rag="green")),
        "recommendation 1 cannot be reopened as it is: the rating green means complete",
        "give --rag: amber, red",
    ),
}


@pytest.mark.parametrize(("text", "doing", "message", "hint"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused(text: str, doing: Doing, message: str, hint: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        doing(target("1", text=text))
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_an_action_that_is_done_with_its_recommendation_is_reopened_with_it() -> None:
    text = one("rag: green, actions: [{part: a, text: A}]")
    with pytest.raises(UsageProblem) as refused:
        reopen(target("1", "a", text), said("x"))
    assert refused.value.message == "nothing states that action a of recommendation 1 is done or stopped"
    assert refused.value.hint == "it has its state from recommendation 1; reopen that"
