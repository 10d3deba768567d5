"""The order of keys in the format's normal form: that in which the reader lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from scrplan.source.branches import Branch, Entry
from scrplan.source.tokens import Word

PLAN, SETTINGS = "plan", "settings"
ROWS = "recommendations"

_BEFORE_ACTIONS = (
    "rag",
    "state",
    "stopped_reason",
    "due",
    "due_text",
    "revisions",
    "milestones",
    "leads",
    "outcome",
)
_AFTER_ACTIONS = (
    "updates",
    "completed",
    "evidence",
    "evidence_wanted",
    "impact",
    "sign_off",
    "review_on",
    "note",
)

# Under the name of a key, the keys of the mapping that it holds, or of each mapping of its list. The names under
# `ratings` and `views` are the plan's own: they keep their order, and what each holds is under `rating` and `view`.
ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PLAN: (
            *("format", "id", "title", "review", "board", "as_at", "source", "numbering"),
            *("ratings", "agencies", "recommendations", "board_asked_to", "note"),
        ),
        SETTINGS: (
            *("board", "ratings", "agencies", "themes", "glossary", "quarters", "due_soon_days", "stale_days"),
            *("rules", "names_file", "views"),
        ),
        "review": ("kind", "subject", "published"),
        "rating": ("state", "meaning", "off_track"),
        "agencies": ("name", "full_name", "aliases", "succeeded_by"),
        # What was asked for stands together: actions before the updates on them, as in the published plans.
        "recommendations": (
            *("ref", "agency", "text", *_BEFORE_ACTIONS, "themes", "actions", *_AFTER_ACTIONS),
            *("scope", "acceptance", "acceptance_reason", "links", "allow"),
        ),
        "actions": ("part", "text", *_BEFORE_ACTIONS, *_AFTER_ACTIONS),
        "leads": ("name", "role", "agency", "unconfirmed", "accountable"),
        "revisions": ("from", "to", "reason", "on", "approved_by"),
        "milestones": ("text", "due", "completed"),
        "updates": ("on", "by", "rag", "text", "kind"),
        "evidence": ("title", "held_by", "on", "ref"),
        "sign_off": ("by", "on"),
        "links": ("plan", "ref", "relation"),
        "view": (
            *("agency", "lead", "rag", "state", "theme", "timeliness", "due_before", "due_after", "text", "where"),
            *("columns", "sort"),
        ),
    }
)
_OWN_NAMES = MappingProxyType({"ratings": "rating", "views": "view"})


def key_order(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the order of the keys in the mapping of a plan that a path leads to; nothing where it knows none."""
    names = [step for step in path if isinstance(step, str)]
    if len(names) > 1 and names[-2] in _OWN_NAMES:
        return ORDER[_OWN_NAMES[names[-2]]]
    return ORDER.get(names[-1], ()) if names else ORDER[PLAN]


def arrange(branch: Branch, place: str) -> None:
    """Bring the keys of a branch and of all below it in order; `place` is where it stands: `plan`, or a key's name.

    Keys that the format does not know go last, in their order.
    """
    known = {key: number for number, key in enumerate(ORDER.get(place, ()))}
    if branch.keyed and known:
        first = branch.entries[:1]
        branch.entries.sort(key=lambda entry: known.get(_name(entry), len(known)))
        if branch.entries[:1] != first:
            _begin(branch.entries[0])
    for entry in branch.entries:
        if isinstance(entry.value, Branch):
            name = _name(entry)
            below = _OWN_NAMES.get(place, name if name in known else "") if branch.keyed else place
            entry.value.apart = (place, name) == (PLAN, ROWS)
            arrange(entry.value, below)


def _name(entry: Entry) -> str:
    return entry.key.text if isinstance(entry.key, Word) else ""


def _begin(entry: Entry) -> None:
    """Take away the blank lines that set an entry off from what stood before it."""
    while entry.leads and not entry.leads[0]:
        entry.leads.pop(0)
