"""The order of keys in the format's normal form: that in which the reader lists them."""

from collections.abc import Mapping
from types import MappingProxyType

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
OWN_NAMES = MappingProxyType({"ratings": "rating", "views": "view"})


def key_order(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the order of the keys in the mapping of a plan that a path leads to; nothing where it knows none."""
    names = [step for step in path if isinstance(step, str)]
    if len(names) > 1 and names[-2] in OWN_NAMES:
        return ORDER[OWN_NAMES[names[-2]]]
    return ORDER.get(names[-1], ()) if names else ORDER[PLAN]
