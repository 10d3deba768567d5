"""The vocabulary of the plan format: one row for each key of a plan file and of a board's settings.

What a key is called, what it holds, where it belongs and how it is treated is decided here only.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scrplan.format.closed_sets import Acceptance, Numbering, Quarters, Relation, ReviewKind, Scope, State, UpdateKind
from scrplan.format.keys import FormatKey, Identity, KeyTable, Merging, ValueKind

_DATE, _FLAG, _NAME, _WORD = ValueKind.DATE, ValueKind.FLAG, ValueKind.NAME, ValueKind.WORD
_RECORD, _RECORDS, _TEXTS, _SLUG = ValueKind.RECORD, ValueKind.RECORDS, ValueKind.TEXTS, ValueKind.SLUG
_LABEL, _TEXT, _KEY = Identity.LABEL, Identity.TEXT, Identity.KEY

_ASKED = (  # of a recommendation or an action: what was asked for, and how it is going
    FormatKey("rag", ValueKind.RATING, label="rating", public=True),
    FormatKey("state", _WORD, choices=State, public=True),
    FormatKey("stopped_reason", heading="Stopped because", noun="reason to stop", guarded=True, public=True),
    FormatKey("due", _DATE, noun="due date", guarded=True, public=True),
    FormatKey("due_text", noun="due in words", public=True),
    FormatKey("revisions", _RECORDS, entry="revision", merging=Merging.CHAIN, guarded=True, public=True),
    FormatKey("milestones", _RECORDS, entry="milestone", guarded=True, public=True),
    FormatKey("leads", _RECORDS, heading="Lead", entry="lead", public=True),
    FormatKey("outcome", public=True),
)
_ANSWERED = (  # what came of it, and what shows that
    FormatKey("updates", _RECORDS, entry="update", merging=Merging.BOTH_KEPT, guarded=True, public=True),
    FormatKey("completed", _DATE, noun="completion date", guarded=True, public=True),
    FormatKey("evidence", _RECORDS, guarded=True, public=True),
    FormatKey("evidence_wanted", public=True),
    FormatKey("impact", public=True),
    FormatKey(
        "sign_off", _RECORD, heading="Signed off", noun="sign-off", entry="signed off", guarded=True, public=True
    ),
    FormatKey("review_on", _DATE, heading="Next review", noun="next review", public=True),
    FormatKey("note"),
)
_AGENCY = (
    FormatKey("name", required=True, identity=_KEY, public=True),
    FormatKey("full_name", identity=_KEY, public=True),
    FormatKey("aliases", _TEXTS, entry="alias", public=True),
)

PLAN, SETTINGS = "plan", "settings"

# Each table goes by the name of the key that holds it, or holds a list of it, where no two keys share that name.
KEYS_OF: Mapping[str, KeyTable] = MappingProxyType(
    {
        PLAN: KeyTable(
            "a plan",
            (
                FormatKey("format", ValueKind.NUMBER, required=True, public=True),
                FormatKey("id", _SLUG, required=True, public=True),
                FormatKey("title", required=True, public=True),
                FormatKey("review", _RECORD, required=True, public=True),
                FormatKey("board", required=True, public=True),
                FormatKey("as_at", _DATE, noun="as-at date", required=True, merging=Merging.LATER, public=True),
                FormatKey("source", public=True),
                FormatKey("numbering", _WORD, choices=Numbering, public=True),
                FormatKey(
                    "ratings",
                    ValueKind.NAMED,
                    noun="key of ratings",
                    entry="rating",
                    holds="rating",
                    required=True,
                    public=True,
                ),
                FormatKey("agencies", _RECORDS, entry="agency", required=True, public=True),
                FormatKey(
                    "recommendations", _RECORDS, entry="recommendation", required=True, guarded=True, public=True
                ),
                FormatKey("board_asked_to", _TEXTS),
                FormatKey("note"),
            ),
        ),
        "review": KeyTable(
            "the review",
            (
                FormatKey("kind", _WORD, noun="kind of review", choices=ReviewKind, required=True, public=True),
                FormatKey("subject", public=True),
                FormatKey("published", _DATE, noun="review published", public=True),
            ),
            main="subject",
        ),
        "rating": KeyTable(
            "a rating",
            (
                FormatKey("state", _WORD, choices=State, required=True, public=True),
                FormatKey("meaning", required=True, public=True),
                FormatKey("off_track", _FLAG, public=True),
            ),
            main="meaning",
        ),
        "agencies": KeyTable("an agency", _AGENCY, main="full_name"),
        # What was asked for comes together: actions before the updates on them, as in the published plans.
        "recommendations": KeyTable(
            "a recommendation",
            (
                FormatKey("ref", _NAME, required=True, identity=_LABEL, public=True),
                FormatKey("agency", ValueKind.AGENCY, required=True, public=True),
                FormatKey("text", required=True, identity=_TEXT, guarded=True, public=True),
                *_ASKED,
                FormatKey("themes", _TEXTS, entry="theme", public=True),
                FormatKey("actions", _RECORDS, entry="action", guarded=True, public=True),
                *_ANSWERED,
                FormatKey("scope", _WORD, choices=Scope, public=True),
                FormatKey("acceptance", _WORD, choices=Acceptance, guarded=True, public=True),
                FormatKey("acceptance_reason", guarded=True, public=True),
                FormatKey("links", _RECORDS, heading="Linked to", entry="link", public=True),
                FormatKey("allow", ValueKind.SLUGS, heading="Rules allowed", noun="allowed rule", entry="rule allowed"),
            ),
            main="text",
        ),
        "actions": KeyTable(
            "an action",
            (
                FormatKey("part", _NAME, identity=_LABEL, public=True),
                FormatKey("text", required=True, identity=_TEXT, guarded=True, public=True),
                *_ASKED,
                *_ANSWERED,
            ),
            main="text",
        ),
        "leads": KeyTable(
            "a lead",
            (
                FormatKey("name", identity=_KEY),
                FormatKey("role", identity=_KEY, public=True),
                FormatKey("agency", identity=_KEY, public=True),
                FormatKey("unconfirmed", _FLAG, public=True),
                FormatKey("accountable", _FLAG, public=True),
            ),
            main="name",
            any_of=("name", "role", "agency"),
        ),
        "revisions": KeyTable(
            "a revision",
            (
                FormatKey("from", _DATE, identity=_KEY, public=True),
                FormatKey("to", _DATE, required=True, identity=_KEY, public=True),
                FormatKey("reason", public=True),
                FormatKey("on", _DATE, public=True),
                FormatKey("approved_by"),
            ),
            main="reason",
        ),
        "milestones": KeyTable(
            "a milestone",
            (
                FormatKey("text", required=True, identity=_KEY, public=True),
                FormatKey("due", _DATE, identity=_KEY, public=True),
                FormatKey("completed", _DATE, public=True),
            ),
            main="text",
        ),
        "updates": KeyTable(
            "an update",
            (
                FormatKey("on", _DATE, label="of", heading="On", required=True, identity=_LABEL, public=True),
                FormatKey("by", identity=_LABEL),
                FormatKey("rag", ValueKind.RATING, label="rating", public=True),
                FormatKey("text", heading="Progress, as reported", identity=_TEXT, public=True),
                FormatKey("kind", _WORD, choices=UpdateKind, public=True),
            ),
            main="text",
            any_of=("rag", "text"),
        ),
        "evidence": KeyTable(
            "an item of evidence",
            (
                FormatKey("title", heading="Evidence", required=True, identity=_KEY, public=True),
                FormatKey("held_by", identity=_KEY),
                FormatKey("on", _DATE, identity=_KEY, public=True),
                FormatKey("ref", heading="Where", identity=_KEY),
            ),
            main="title",
        ),
        "sign_off": KeyTable("a sign-off", (FormatKey("by", required=True), FormatKey("on", _DATE, public=True))),
        "links": KeyTable(
            "a link",
            (
                FormatKey("plan", _SLUG, label="to plan", required=True, identity=_KEY, public=True),
                FormatKey("ref", _NAME, label="recommendation", required=True, identity=_KEY, public=True),
                FormatKey("relation", _WORD, choices=Relation, required=True, identity=_KEY, public=True),
            ),
            main="relation",
        ),
        SETTINGS: KeyTable(
            "scrplan.yaml",
            (
                FormatKey("board"),
                FormatKey("ratings", ValueKind.NAMED, holds="rating"),
                FormatKey("agencies", _RECORDS, holds="register"),
                FormatKey("themes", _TEXTS),
                FormatKey("glossary", ValueKind.NAMED),
                FormatKey("quarters", _WORD, choices=Quarters),
                FormatKey("due_soon_days", ValueKind.NUMBER),
                FormatKey("stale_days", ValueKind.NUMBER),
                FormatKey("rules", ValueKind.NAMED),
                FormatKey("names_file"),
                FormatKey("views", ValueKind.NAMED, holds="view"),
            ),
        ),
        "register": KeyTable("an agency", (*_AGENCY, FormatKey("succeeded_by"))),
        "view": KeyTable(
            "a view",
            tuple(
                FormatKey(name, ValueKind.OPTION)
                for name in (
                    *("agency", "lead", "rag", "state", "theme", "timeliness", "due_before", "due_after"),
                    *("text", "where", "columns", "sort"),
                )
            ),
        ),
    }
)
