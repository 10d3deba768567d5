"""The edits that the recording commands make to each recommendation and action of a plan."""

from collections.abc import Iterator

from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Steps, Value

LONG = "The new board, which meets in May, must agree: it is so. " * 5 + "Then it is done."
UPDATES: tuple[Value, ...] = (
    {"on": "2013-10", "by": "LSCB", "rag": "amber", "text": LONG},
    {"on": Bare("2013"), "text": "Done", "kind": "decision"},
)
LEADS: tuple[Value, ...] = ({"name": "A. Smith", "role": "Chair"}, {"role": "Chair", "accountable": Bare("true")})
EVIDENCE: tuple[Value, ...] = ({"title": "Minutes", "on": "2013-10"}, {"title": LONG, "ref": "a/b #5", "held_by": "GP"})
REVISION: Value = {"from": "2014-02", "to": "2014-05", "reason": "Must agree: so", "on": "2014-01"}
TEXTS = ("A note.", LONG, f"{LONG}\n\n{LONG}", "One\n- two", "12:30", 'Say "so": it\'s #5')
REMOVABLE = ("completed", "stopped_reason", "sign_off", "due_text", "note", "state")


def recorded_edits(plan: Value) -> Iterator[Edit]:
    """Yield edits of every kind for each recommendation, for its first actions, and for the plan."""
    assert isinstance(plan, dict)
    rows = plan["recommendations"]
    new: Value = {"ref": "99", "agency": "LSCB", "text": LONG, "leads": [LEADS[0]], "themes": ["a", "b"], "due": "2014"}
    yield Insert(("recommendations",), new)
    yield Insert(("recommendations",), {"ref": "98", "agency": "LSCB", "text": "Do it"})
    yield Put(("as_at",), "2013-10")
    for number, row in enumerate(rows):
        assert isinstance(row, dict)
        path = ("recommendations", number)
        yield from _of_item(path, row)
        yield Insert((*path, "actions"), {"part": "z", "text": LONG, "due": "2014-05", "leads": [LEADS[1]]})
        for place, action in enumerate(list(row.get("actions", ()))[:2]):
            assert isinstance(action, dict)
            yield from _of_item((*path, "actions", place), action)


def _of_item(path: Steps, item: dict[str, Value]) -> Iterator[Edit]:
    yield Put((*path, "rag"), "green")
    yield Put((*path, "rag"), Bare("3"))
    yield Put((*path, "due"), "2014-05")
    yield Put((*path, "due"), Bare("2014"))
    yield Put((*path, "due_text"), "The Board meeting of May: then")
    yield Put((*path, "completed"), "2014-05-01")
    yield Put((*path, "state"), "stopped")
    for key in ("note", "text", "impact", "stopped_reason"):
        yield from (Put((*path, key), text) for text in TEXTS)
    for key, entries in (("updates", UPDATES), ("leads", LEADS), ("evidence", EVIDENCE), ("revisions", (REVISION,))):
        yield from (Insert((*path, key), entry) for entry in entries)
        yield from (Insert((*path, key), entry, 0) for entry in entries if key in item)
    yield Put((*path, "leads"), [LEADS[0]])
    yield Put((*path, "revisions"), [REVISION, REVISION])
    yield Put((*path, "sign_off"), {"by": "Board", "on": "2013-10"})
    yield Put((*path, "sign_off"), {"by": LONG, "on": "2013-10"})
    yield from (Remove((*path, key)) for key in REMOVABLE if key in item)
