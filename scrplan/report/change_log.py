"""The answer of `history`: each change of a plan with its day, author, commit and reason; a section for each commit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from scrplan.compare.differences import Change, ChangeKind
from scrplan.content import Block, Cell, Column, ColumnKind, Paragraph, Report, Section, Table, Tone, table
from scrplan.dates import BadDate, day_words, parse_period
from scrplan.format.keys import FormatKey, ValueKind, noun_of
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.git import Commit, short_name
from scrplan.history.plan_log import FILE, Lifeline, PassedOver
from scrplan.model import Plan
from scrplan.report.answer import Answer
from scrplan.report.words import rating_tone, spoken

DROPPED, NOT_READ, CUT = "dropped", "not_read", "cut"  # kinds of records beside those of a change


class HistorySubject(NamedTuple):
    """Of what a history is told: the plan by its id, the recommendation where it is of one, and a filter in words."""

    plan: str
    ref: str | None = None
    filtered: str = ""

    @property
    def words(self) -> str:
        """Return the plan, and the recommendation in it."""
        return f"{self.plan} {self.ref}" if self.ref else self.plan


class _Turn(NamedTuple):
    """What is told of one commit, or, without one, of the file as it is now; `unread` is why it could not be read."""

    commit: Commit | None
    path: str
    plan: Plan | None = None
    changes: tuple[Change, ...] = ()
    dropped: tuple[Change, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    unread: str = ""
    is_cut: bool = False


def history_answer(life: Lifeline, scope: HistorySubject, day: date, *, newest_first: bool = False) -> Answer:
    """Return the life of a plan, or of a part of it, what came first first."""
    turns = list(_turns(life))
    title = _title(life, scope)
    if newest_first:
        turns.reverse()
    records = [record for turn in turns for record in _records(turn, scope.plan)]
    report = Report(
        title,
        tuple(_head(life, scope)),
        tuple(_section(turn) for turn in turns),
        _table(records),
    )
    return Answer("history", day, lambda: records, report)


def _turns(life: Lifeline) -> Iterator[_Turn]:
    """Yield what is to be told, in the order of the commits; what is not committed yet comes last."""
    unread = {one.commit.id: one for one in life.passed_over if one.commit}
    told = {event.commit.id: event for event in life.events}
    for commit in life.commits:
        if commit.id in unread:
            yield _Turn(commit, unread[commit.id].path, unread=unread[commit.id].problem)
        if commit.id in told:
            yield _Turn(**told[commit.id]._asdict())
    for one in life.passed_over:
        if one.commit is None:
            yield _Turn(None, one.path, unread=one.problem)
    if life.uncommitted:
        yield _Turn(None, life.path, life.plan, life.uncommitted)


def _title(life: Lifeline, scope: HistorySubject) -> str:
    number = sum(len(event.changes) + len(event.dropped) for event in life.events)
    changes = "1 change" if number == 1 else f"{number:,} changes"
    if not number:
        return f"History of {scope.words}: no {'such ' if scope.filtered else ''}change is committed"
    commits = "1 commit" if len(life.events) == 1 else f"{len(life.events):,} commits"
    days = sorted(event.commit.day for event in life.events)
    span = f"on {day_words(days[0])}" if days[0] == days[-1] else f"{day_words(days[0])} to {day_words(days[-1])}"
    return f"History of {scope.words}: {changes} in {commits}, {span}"


def _head(life: Lifeline, scope: HistorySubject) -> Iterator[Block]:
    if scope.filtered:
        yield Paragraph(f"Only {scope.filtered}", Tone.CAUTION)
    if life.is_cut:
        yield Paragraph("The history is cut: this clone has only the last commits.", Tone.CAUTION)


# -- a section for each commit ---------------------------------------------------------------------------------------

_COLUMNS = (
    Column("ref", "Ref"),
    Column("what", "What"),
    Column("before", "Before", ColumnKind.WORDS),
    Column("after", "After", ColumnKind.WORDS),
)


def _section(turn: _Turn) -> Section:
    return Section(_heading(turn.commit), tuple(_blocks(turn)), Tone.PLAIN if turn.commit else Tone.CAUTION)


def _heading(commit: Commit | None) -> str:
    if commit is None:
        return "Not committed yet"
    day = day_words(commit.day) if commit.moment else "no date"
    return f"{day}, {commit.author or 'nobody named'}, {short_name(commit.id)}: {commit.subject}"


def _blocks(turn: _Turn) -> Iterator[Block]:
    if turn.unread:
        yield Paragraph(f"This version cannot be read and is passed over: {turn.unread}", Tone.CAUTION)
    if turn.is_cut:
        words = "The history is cut here: this is the plan at that point, and what led to it is not in this clone."
        yield Paragraph(words, Tone.CAUTION)
    if turn.passed_over:
        names = ", ".join(short_name(one.commit.id) for one in turn.passed_over if one.commit)
        yield Paragraph(f"Against the last version before {names}, which cannot be read.", Tone.CAUTION)
    rows = [_row(change, turn.plan, is_dropped=False) for change in turn.changes]
    rows += [_row(change, turn.plan, is_dropped=True) for change in turn.dropped]
    if rows:
        yield table(_COLUMNS, rows)


def _row(change: Change, plan: Plan | None, *, is_dropped: bool) -> tuple[Cell, ...]:
    tone = Tone.BAD if is_dropped or change.kind in _GRAVE else Tone.PLAIN
    after = _value(change.field, change.after, plan)
    if change.reason:
        after = after._replace(text=f"{after.text}\nreason: {change.reason}")
    elif change.kind is ChangeKind.OVERWRITTEN:
        after = after._replace(text=f"{after.text}\nno reason recorded", tone=Tone.BAD)
    what = Cell(_what(change, DROPPED if is_dropped else change.kind.value), tone=tone)
    return (Cell(_item(change)), what, _value(change.field, change.before, plan), after)


_GRAVE = frozenset({ChangeKind.OVERWRITTEN, ChangeKind.REWRITTEN})


def _item(change: Change) -> str:
    """Return the recommendation, with its action where it is of one: `16`, `16 a`, `16 #2`."""
    return f"{change.ref or 'plan'} {change.part}" if change.part else change.ref or "plan"


# The keys of a plan by what a change calls its field.
_FIELDS: Mapping[str, FormatKey] = {
    **{key.name: key for table in ("actions", "recommendations", PLAN) for key in KEYS_OF[table].keys},
    **{f"review.{key.name}": key for key in KEYS_OF["review"].keys},
}
_VERBS = {DROPPED: "dropped in the merge", ChangeKind.MOVED.value: "moved"}


def _what(change: Change, kind: str) -> str:
    if change.field == "position":
        return "place dropped in the merge" if kind == DROPPED else "moved"
    if change.kind is ChangeKind.RENUMBERED and kind != DROPPED:
        return "renumbered"
    if change.field == FILE:
        return "file renamed"
    key = _FIELDS.get(change.field)
    return f"{noun_of(key) if key else spoken(change.field)} {_VERBS.get(kind, kind)}"


def _value(field: str, value: str | None, plan: Plan | None) -> Cell:
    """Return a value for people: dates and words of the format are spoken, a rating has its colour."""
    if value is None:
        return Cell("none", "", Tone.MUTED)
    kind = _FIELDS[field].kind if field in _FIELDS else None
    if kind is ValueKind.DATE:
        return Cell(_date_words(value), value)
    if kind is ValueKind.WORD:
        return Cell(spoken(value), value)
    rating = plan.ratings.get(value) if plan and kind is ValueKind.RATING else None
    return Cell(value, None, rating_tone(rating) if rating else Tone.PLAIN)


def _date_words(written: str) -> str:
    try:
        return parse_period(written).short_words
    except BadDate:
        return written


# -- a record for each change ----------------------------------------------------------------------------------------


_KEYS = (
    Column("plan", "Plan"),
    Column("commit", "Commit"),
    Column("on", "On"),
    Column("author", "Author"),
    Column("subject", "Subject", ColumnKind.LONG),
    Column("ref", "Ref"),
    Column("part", "Part"),
    Column("field", "Field"),
    Column("kind", "Kind"),
    Column("before", "Before", ColumnKind.LONG),
    Column("after", "After", ColumnKind.LONG),
    Column("reason", "Reason", ColumnKind.LONG),
    Column("passed_over", "Passed over"),
    Column("path", "Path"),
)


def _records(turn: _Turn, plan: str) -> Iterator[dict[str, Any]]:
    """Yield what was told of a commit in plain JSON types, null where there is nothing."""
    told: list[tuple[str | None, ...]] = []
    if turn.unread:
        told.append((None, None, FILE, NOT_READ, None, None, turn.unread))
    if turn.is_cut:
        told.append((None, None, "plan", CUT, None, turn.plan.title if turn.plan else None, None))
    for dropped, changes in ((None, turn.changes), (DROPPED, turn.dropped)):
        for one in changes:
            kind = dropped or one.kind.value
            told.append((one.ref, one.part, one.field, kind, one.before, one.after, one.reason or None))
    commit = turn.commit
    who = (commit.id, commit.moment[:10] or None, commit.author, commit.subject) if commit else (None,) * 4
    passed_over = [one.commit.id for one in turn.passed_over if one.commit]
    for said in told:
        yield dict(zip((column.key for column in _KEYS), (plan, *who, *said, passed_over, turn.path), strict=True))


def _table(records: Iterable[Mapping[str, Any]]) -> Table:
    return table(_KEYS, ([_cell(column.key, record[column.key]) for column in _KEYS] for record in records))


def _cell(key: str, value: Any) -> Cell:
    if key == "commit":
        return Cell(short_name(value or ""), value or "")
    if key == "passed_over":
        return Cell(" ".join(map(short_name, value)), " ".join(value))
    return Cell(value or "", value or "")
