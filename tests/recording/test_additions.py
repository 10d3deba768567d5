import pytest

from scrplan.dates import parse_period
from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Agency, Board, Lead, Plan, Rating, Review, ReviewKind, State
from scrplan.recording.additions import USUAL_RATINGS, Asked, NewPlan, new_action, new_recommendation, text_of_plan
from scrplan.source.key_orders import plan_order
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from tests.building import plan_of, plan_text
from tests.recording.acting import TEXT, plan_after, row_after, target

ASKED = Asked("Train every ward", parse_period("2014-06"), Lead(role="Matron"), "amber", "All are trained")
PLAN = plan_of(TEXT)


def test_an_action_is_added_with_what_is_asked() -> None:
    act = new_action(target("3"), ASKED, None)
    action = row_after(act).actions[-1]
    assert (action.part, action.text) == ("c", "Train every ward")
    assert (action.progress.due, action.progress.rag) == (parse_period("2014-06"), "amber")
    assert (action.progress.leads, action.progress.outcome) == ((Lead(role="Matron"),), "All are trained")
    assert act.words == "3: action c added"


@pytest.mark.parametrize(
    ("ref", "part", "made", "words"),
    [
        ("1", None, "a", "1: action a added"),
        ("1", "x", "x", "1: action x added"),
        ("4", None, None, "4: action without a part added"),
        ("4", "b", "b", "4: action b added"),
    ],
)
def test_an_action_has_its_part(ref: str, part: str | None, made: str | None, words: str) -> None:
    act = new_action(target(ref), Asked("Do"), part)
    assert row_after(act).actions[-1].part == made
    assert act.words == words


def test_a_part_that_is_taken_is_refused() -> None:
    with pytest.raises(UsageProblem, match="recommendation 3 has an action b already"):
        new_action(target("3"), ASKED, "b")


def test_a_recommendation_is_added_at_the_end() -> None:
    ref, act = new_recommendation(PLAN, ASKED, "nhs", None, ("training", "records"))
    row = plan_after(act).recommendations[-1]
    assert (ref, row.ref, row.agency, row.text) == ("5", "5", "Health", "Train every ward")
    assert (row.progress.due, row.progress.rag, row.themes) == (ASKED.due, "amber", ("training", "records"))
    assert act.words == "5: recommendation added"


def test_a_recommendation_has_the_ref_that_is_said() -> None:
    ref, act = new_recommendation(PLAN, Asked("Do"), "Police", "4a: b", ())
    assert (ref, plan_after(act).recommendations[-1].ref) == ("4a: b", "4a: b")


def test_a_ref_that_is_taken_is_refused() -> None:
    with pytest.raises(UsageProblem, match="there is a recommendation 4 already"):
        new_recommendation(PLAN, ASKED, "Health", "4", ())


def test_an_agency_that_the_plan_has_not_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown agency 'Helth'") as refused:
        new_recommendation(PLAN, ASKED, "Helth", None, ())
    assert refused.value.hint == "did you mean 'Health'?"


@pytest.mark.parametrize("ref", ["1.10", "007", "no", "1e3", "12:30", "#1", "- x"])
def test_a_ref_stays_the_text_that_it_is(ref: str) -> None:
    _, act = new_recommendation(PLAN, Asked("Do"), "Police", ref, ())
    assert plan_after(act).recommendations[-1].ref == ref


BEGUN = NewPlan("child-h", "Child H", ReviewKind.RAPID_REVIEW, "A board", parse_period("2014-01"))


def begun(begun: NewPlan = BEGUN, board: Board | None = None, agency: str = "Health") -> Plan:
    """Return the plan that is begun; its text must be without problems."""
    return plan_of(text_of_plan(begun, board or Board(), Asked("Do it"), agency), begun.id)


def test_a_plan_begins_with_the_least_that_it_needs() -> None:
    plan = begun()
    assert (plan.id, plan.title, plan.board, plan.as_at) == ("child-h", "Child H", "A board", parse_period("2014-01"))
    assert plan.review == Review(ReviewKind.RAPID_REVIEW)
    assert tuple(plan.ratings.values()) == USUAL_RATINGS
    assert plan.agencies == (Agency("Health"),)
    (row,) = plan.recommendations
    assert (row.ref, row.agency, row.text) == ("1", "Health", "Do it")


def test_a_plan_says_what_is_known_of_its_review() -> None:
    full = BEGUN._replace(subject="Child H", published=parse_period("2014"))
    assert begun(full).review == Review(ReviewKind.RAPID_REVIEW, "Child H", parse_period("2014"))


def test_a_plan_names_its_schema_for_an_editor() -> None:
    first = "# yaml-language-server: $schema={}/plan.schema.json\n"
    assert text_of_plan(BEGUN, Board(), Asked("Do"), "Health").startswith(first.format("../schema"))
    assert text_of_plan(BEGUN, Board(), Asked("Do"), "Health", "schema").startswith(first.format("schema"))


KEY = {
    "blue": Rating("blue", State.SIGNED_OFF, "Accepted: by the board", off_track=False),
    "4": Rating("4", State.IN_PROGRESS, "Off track", off_track=True),
    "Red": Rating("Red", State.NOT_STARTED, "Off track", off_track=True),
    "red": Rating("red", State.NOT_STARTED, "Only a colour", off_track=False),
}
REGISTER = (Agency("Health", "The Trust", ("NHS", "The Hospital")), Agency("Police"), Agency("Children's Services"))


def test_a_plan_has_the_key_of_the_board() -> None:
    assert dict(begun(board=Board(ratings=KEY)).ratings) == KEY


@pytest.mark.parametrize(
    ("named", "asked", "names"),
    [
        pytest.param((), "Police", ["Health", "Police", "Children's Services"], id="the whole register"),
        pytest.param((), "nhs", ["Health", "Police", "Children's Services"], id="by another name"),
        pytest.param((), "Fire", ["Health", "Police", "Children's Services", "Fire"], id="and a new one"),
        pytest.param(("Police", "nhs"), "nhs", ["Police", "Health"], id="those named"),
        pytest.param(("Fire", "nhs", "The Trust"), "Fire", ["Fire", "Health"], id="each once"),
    ],
)
def test_a_plan_has_the_agencies_of_the_board(named: tuple[str, ...], asked: str, names: list[str]) -> None:
    plan = begun(BEGUN._replace(agencies=named), Board(agencies=REGISTER), asked)
    assert [one.name for one in plan.agencies] == names
    assert all(one in REGISTER for one in plan.agencies if one.name != "Fire")
    assert plan.recommendations[0].agency == ("Health" if asked == "nhs" else asked)


@pytest.mark.parametrize(
    "words", ["- {a: b} # c", 'He said: "no"', "*x", "null", "2014", "é 😀", "a: b", "two\n\nlines", "!x", "'", "%"]
)
def test_words_are_data(words: str) -> None:
    line = " ".join(words.split())
    plan = begun(BEGUN._replace(title=line, board=line, subject=line), agency=line)
    assert (plan.title, plan.board, plan.review.subject, plan.recommendations[0].agency) == (line,) * 4
    text = text_of_plan(BEGUN, Board(), Asked(words), "Health")
    assert plan_of(text, "child-h").recommendations[0].text == words


def test_a_plan_that_is_begun_can_be_added_to() -> None:
    text = text_of_plan(BEGUN, Board(), Asked("Do it"), "Health")
    _, act = new_recommendation(plan_of(text, "child-h"), ASKED._replace(rag="red"), "Health", None, ())
    after = plan_of(edited(Document.from_text(text, "x"), act.edits, plan_order()), "child-h")
    assert [row.ref for row in after.recommendations] == ["1", "2"]


def test_a_first_action_in_a_plan_without_any_is_a() -> None:
    text = plan_text()
    assert row_after(new_action(target("1", text=text), Asked("Do"), None), text).actions[0].part == "a"
