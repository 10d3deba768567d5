"""What is in conflict, in a line each."""

from scrplan.merge.list_identity import shortened
from scrplan.merge.outcomes import Conflict, unlike
from scrplan.yamltext.edits import Value

LONGEST_VALUE = 60  # characters of each side; the file has the rest
SHARED = 30  # characters with which both sides may begin before that is left out


def conflict_line(conflict: Conflict) -> str:
    """Return a conflict in words: `recommendation 5: due: ours 2014-02, theirs 2014-03`."""
    ours, theirs = conflict.ours, conflict.theirs
    if isinstance(ours, list) and isinstance(theirs, list):
        first, last = unlike(ours, theirs)
        ours, theirs = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
    one, other = (None if side is None else _words(side) for side in (ours, theirs))
    if one is not None and other is not None:
        one, other = _from_where_they_differ(one, other)
    why = f" ({conflict.why})" if conflict.why else ""
    return f"{conflict.name}: {_side('ours', one)}, {_side('theirs', other)}{why}"


def _side(name: str, words: str | None) -> str:
    return f"{name} took it out" if words is None else f"{name} {shortened(words, LONGEST_VALUE) or 'nothing'}"


def _words(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(_words(one) for one in value.values() if isinstance(one, str)) or ", ".join(value)
    return value if isinstance(value, str) else "; ".join(map(_words, value))


def _from_where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Return two texts without what both begin with, where that is long."""
    shared = next((at for at, (this, that) in enumerate(zip(one, other, strict=False)) if this != that), 0)
    start = one.rfind(" ", 0, shared) + 1
    return (f"...{one[start:]}", f"...{other[start:]}") if start > SHARED else (one, other)
