"""What is new in a plan: a recommendation, an action, or the whole plan; pure."""

from typing import NamedTuple

from scrplan.dates import Period
from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Agency, Board, Lead, Plan, Rating, ReviewKind, State
from scrplan.recording.operations import Act, date_value, lead_of, rating_value, with_values
from scrplan.recording.targets import PARTS, ROWS, Target, free_ref, next_part
from scrplan.source.key_orders import plan_order
from scrplan.source.reader import FORMAT
from scrplan.yamltext.edits import Bare, Insert, Value
from scrplan.yamltext.new_text import text_of_new


class Asked(NamedTuple):
    """What a new recommendation or action asks for; what is empty is not written."""

    text: str
    due: Period | None = None
    lead: Lead | None = None
    rag: str | None = None
    outcome: str = ""


def new_action(target: Target, asked: Asked, part: str | None) -> Act:
    """Add an action to a recommendation, under the next free part in the plan's own style."""
    named = [action.part for action in target.row.actions]
    if part is not None and part in named:
        raise UsageProblem(f"recommendation {target.row.ref} has an action {part} already", "leave --part out")
    chosen = part if part is not None else next_part(target.plan, target.row)
    entry: dict[str, Value] = ({"part": chosen} if chosen is not None else {}) | _asked(asked)
    what = f"{target.row.ref}: action {chosen or 'without a part'} added"
    return Act((Insert((*target.path, PARTS), entry),), what)


def new_recommendation(
    plan: Plan, asked: Asked, agency: str, ref: str | None, themes: tuple[str, ...]
) -> tuple[str, Act]:
    """Add a recommendation at the end, under the next free ref in the plan's own style; returns that too."""
    refs = [row.ref for row in plan.recommendations]
    if ref is not None and ref in refs:
        raise UsageProblem(f"there is a recommendation {ref} already", "leave --ref out for the next free one")
    known = plan.agency(agency)
    if known is None:
        names = [name for one in plan.agencies for name in one.names]
        raise UnknownName("agency", agency, names)
    chosen = ref if ref is not None else free_ref(refs)
    entry: dict[str, Value] = {"ref": chosen, "agency": known.name, **_asked(asked), "themes": list(themes)}
    return chosen, Act((Insert((ROWS,), with_values(entry)),), f"{chosen}: recommendation added")


def _asked(asked: Asked) -> dict[str, Value]:
    """Return what is asked for, in the order of the format."""
    return with_values(
        {
            "text": asked.text,
            "rag": rating_value(asked.rag),
            "due": date_value(asked.due),
            "leads": [lead_of(asked.lead)] if asked.lead else [],
            "outcome": asked.outcome,
        }
    )


class NewPlan(NamedTuple):
    """What a new plan says of itself."""

    id: str
    title: str
    kind: ReviewKind
    board: str
    as_at: Period
    subject: str = ""
    published: Period | None = None
    agencies: tuple[str, ...] = ()


USUAL_RATINGS = (
    Rating("green", State.COMPLETE, "Done, with evidence", off_track=False),
    Rating("amber", State.IN_PROGRESS, "In hand, and expected by its date", off_track=False),
    Rating("red", State.IN_PROGRESS, "Not started, or not expected by its date", off_track=True),
)


def text_of_plan(new: NewPlan, board: Board, first: Asked, agency: str, schemas: str = "../schema") -> str:
    """Return the text of a new plan, with the ratings and the agencies of the board's settings where it has them.

    `schemas` is the folder in which an editor finds the schema, from that of the plan.
    """
    review: dict[str, Value] = {"kind": new.kind.value, "subject": new.subject}
    ratings = tuple(board.ratings.values()) or USUAL_RATINGS
    known = _register(board)
    own = known[agency.casefold()].name if agency.casefold() in known else agency
    value: dict[str, Value] = {
        "format": Bare(str(FORMAT)),
        "id": new.id,
        "title": new.title,
        "review": with_values({**review, "published": date_value(new.published)}),
        "board": new.board,
        "as_at": date_value(new.as_at),
        "ratings": {one.name: _rating(one) for one in ratings},
        "agencies": _agencies(new, board, own),
        "recommendations": [{"ref": "1", "agency": own, **_asked(first)}],
    }
    return text_of_new(value, plan_order(), (f"# yaml-language-server: $schema={schemas}/plan.schema.json",))


def _register(board: Board) -> dict[str, Agency]:
    """Return the board's agencies by each of their names, in small letters."""
    return {name.casefold(): one for one in board.agencies for name in one.names}


def _rating(rating: Rating) -> Value:
    facts: dict[str, Value] = {"state": rating.state.value, "meaning": rating.meaning}
    if rating.off_track != (rating.name.casefold() == "red"):
        facts["off_track"] = Bare("true" if rating.off_track else "false")
    return facts


def _agencies(new: NewPlan, board: Board, own: str) -> list[Value]:
    """Return the agencies that were named, with what the register knows of each; without names the whole register."""
    known = _register(board)
    named = new.agencies or tuple(one.name for one in board.agencies)
    wanted = [known[name.casefold()].name if name.casefold() in known else name for name in named]
    listed = [known.get(name.casefold(), Agency(name))._replace(name=name) for name in dict.fromkeys([*wanted, own])]
    return [with_values({"name": one.name, "full_name": one.full_name, "aliases": list(one.aliases)}) for one in listed]
