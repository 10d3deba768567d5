"""The keys of a tree brought into an order, each with the comments that belong to it."""

from scrplan.format.key_order import ORDER, OWN_NAMES, PLAN, ROWS
from scrplan.yamltext.comment_tree import Branch, Entry
from scrplan.yamltext.tokens import Word


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
            below = OWN_NAMES.get(place, name if name in known else "") if branch.keyed else place
            entry.value.apart = (place, name) == (PLAN, ROWS)
            arrange(entry.value, below)


def _name(entry: Entry) -> str:
    return entry.key.text if isinstance(entry.key, Word) else ""


def _begin(entry: Entry) -> None:
    """Take away the blank lines that set an entry off from what stood before it."""
    while entry.leads and not entry.leads[0]:
        entry.leads.pop(0)
