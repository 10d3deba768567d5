"""Every word of the published plans is in the plan files and no other word is, apart from what is listed."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any

import pytest

from scrplan.dates import Period, parse_period
from scrplan.model import Evidence, Milestone, Progress, Recommendation, Revision, Update
from tests.plans.comparison import (
    BETWEEN_LEADS,
    BETWEEN_MILESTONES,
    MENDS,
    PART_MARKS,
    WRITTEN_OUT,
    Mend,
    differences,
    facts_of,
    joined,
    mended_cells,
    pairs,
    words_of,
)
from tests.plans.published import CHILD_G_HEADINGS, PLAN_IDS, Row, published, transcribed

EVERY_ROW = [pytest.param(plan_id, str(n), id=f"{plan_id}-{n}") for plan_id in PLAN_IDS for n in range(1, 27)]


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_plan_has_the_published_rows_in_their_order(plan_id: str) -> None:
    refs = [str(number) for number in range(1, 27)]
    assert [row.ref for row in published(plan_id).rows] == refs
    assert [row.ref for row in transcribed(plan_id).recommendations] == refs


@pytest.mark.parametrize(("plan_id", "ref"), EVERY_ROW)
def test_row_says_what_the_source_says(plan_id: str, ref: str) -> None:
    row, published_row = pairs(plan_id)[int(ref) - 1]
    assert differences(transcribed(plan_id), row, published_row, mended_cells(plan_id, published_row)) == []


@pytest.mark.parametrize("mend", MENDS, ids=lambda mend: f"{mend.plan}-{mend.ref}-{mend.column}-{mend.damaged[:12]}")
def test_every_mend_is_used_and_needed(mend: Mend) -> None:
    row, published_row = pairs(mend.plan)[int(mend.ref) - 1]
    earlier, later = MENDS[: MENDS.index(mend)], MENDS[MENDS.index(mend) + 1 :]
    assert mended_cells(mend.plan, published_row, earlier)[mend.column].count(mend.damaged) == 1

    unmended = mended_cells(mend.plan, published_row, (*earlier, *later))
    found = differences(transcribed(mend.plan), row, published_row, unmended)
    assert any(one.startswith(f"{mend.column}:") for one in found)


def test_every_row_of_the_other_lists_has_what_it_is_listed_for() -> None:
    rows = {row.ref: row for row, _ in pairs("child-g")}
    assert {ref for ref, row in rows.items() if any(action.part for action in row.actions)} == set(PART_MARKS)
    assert {ref for ref, row in rows.items() if row.progress.milestones} == set(BETWEEN_MILESTONES)
    for ref in BETWEEN_LEADS:
        assert sum(len(facts.leads) for _, facts in facts_of(rows[ref])) > 1


# ---- Beyond the cells


def test_head_of_child_g_is_the_cover() -> None:
    plan = transcribed("child-g")
    assert published("child-g").cover == (plan.source,)
    assert f"{plan.title} {plan.as_at.words}" == plan.source
    assert plan.title.startswith(f"{plan.review.subject} ")


def test_head_of_kirklees_is_the_cover() -> None:
    plan = transcribed("kirklees-2011")
    board, review, title, subject, day = published("kirklees-2011").cover
    assert (plan.board, plan.title, plan.review.subject) == (board, f"{review} {title}", subject)
    assert plan.as_at.words == day
    assert plan.source == f"{board} {plan.title}, {day}"


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_agencies_are_the_headings_in_their_order(plan_id: str) -> None:
    agencies = transcribed(plan_id).agencies
    headings = published(plan_id).headings
    assert len(agencies) == len(headings)
    assert all(heading in {one.name, one.full_name} for one, heading in zip(agencies, headings, strict=True))


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_ratings_are_the_ones_in_use(plan_id: str) -> None:
    plan = transcribed(plan_id)
    assert set(plan.ratings) == {row.progress.rag for row in plan.recommendations} - {None}


@pytest.mark.parametrize(("plan_id", "ref"), EVERY_ROW)
def test_row_holds_nothing_that_no_column_gives(plan_id: str, ref: str) -> None:
    row, _ = pairs(plan_id)[int(ref) - 1]
    assert row == Recommendation(row.ref, row.agency, row.text, row.progress, actions=row.actions)
    for _, facts in facts_of(row):
        given = {"rag", "updates", "completed", "note", "due"}
        given |= {"due_text", "revisions", "milestones", "leads", "outcome"} if plan_id == "child-g" else {"evidence"}
        assert facts == Progress(**{name: getattr(facts, name) for name in given})
        assert facts.evidence == tuple(Evidence(title=one.title) for one in facts.evidence)
        assert facts.revisions == tuple(Revision(to=one.to) for one in facts.revisions)
        assert facts.milestones == tuple(Milestone(one.text, one.due) for one in facts.milestones)
        assert facts.updates == tuple(Update(one.on, one.by, one.rag, one.text) for one in facts.updates)
    assert not any(action.progress.rag for action in row.actions)
    assert not (plan_id == "kirklees-2011" and row.actions)


# The transcriber's own words and the tool's: a note may say anything, a name is an id, aliases and meanings explain.
NOT_FROM_THE_SOURCE = {"note", "id", "ref", "part", "rag", "ratings", "aliases"}


def strings_of(value: Any) -> Iterator[str]:
    """Yield every text of a record that must have its words from the source."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple) and not isinstance(value, Period):  # the dates have a test of their own
        names = getattr(value, "_fields", ("",) * len(value))
        for name, member in zip(names, value, strict=True):
            if name not in NOT_FROM_THE_SOURCE:
                yield from strings_of(member)


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_every_word_of_the_plan_stands_in_the_document(plan_id: str) -> None:
    document = published(plan_id)
    cells = (cell for row in document.rows for cell in mended_cells(plan_id, row).values())
    known = words_of(" ".join((*document.cover, *document.headings, *cells)))
    for short, full in WRITTEN_OUT[plan_id].items():
        assert short in known
        assert full in transcribed(plan_id).board
        known += words_of(full)
    assert set(words_of(" ".join(strings_of(transcribed(plan_id))))) - set(known) == set()


def notes_of(row: Recommendation) -> str:
    return joined(facts.note for _, facts in facts_of(row))


@pytest.mark.parametrize(("plan_id", "ref"), EVERY_ROW)
def test_what_a_note_quotes_stands_in_the_source(plan_id: str, ref: str) -> None:
    row, published_row = pairs(plan_id)[int(ref) - 1]
    mended = mended_cells(plan_id, published_row)
    headings_as_torn = (" ".join(torn) for torn in CHILD_G_HEADINGS)
    known = " | ".join((*published_row.cells.values(), *mended.values(), *headings_as_torn))
    assert [quoted for quoted in re.findall('"([^"]+)"', notes_of(row)) if quoted not in known] == []


# Cells whose split into leads loses who is joined how, so that the note repeats them.
@pytest.mark.parametrize(("ref", "start"), [("10", "Commissioning Lead-"), ("21", "(B) ")])
def test_note_quotes_a_lead_cell_that_names_no_single_owner(ref: str, start: str) -> None:
    row, published_row = pairs("child-g")[int(ref) - 1]
    cell = mended_cells("child-g", published_row)["lead"]
    whole = cell[cell.index(start) :].removeprefix("(B) ")
    assert f'"{whole}"' in notes_of(row)


# ---- The comparison itself can fail

Change = Callable[[Any], Any]
Path = tuple[str | int, ...]


def changed(record: Any, path: Path, change: Change) -> Any:
    """Return a copy of a record with one value changed."""
    if not path:
        return change(record)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*record[:step], changed(record[step], rest, change), *record[step + 1 :])
    return record._replace(**{step: changed(getattr(record, step), rest, change)})


def text_paths(record: Any) -> Iterator[Path]:
    """Yield the way to every text of a record that has its words from the source."""
    if isinstance(record, str):
        yield ()
    elif isinstance(record, tuple) and not isinstance(record, Period):
        for step in getattr(record, "_fields", range(len(record))):
            member = getattr(record, step) if isinstance(step, str) else record[step]
            if step not in NOT_FROM_THE_SOURCE and member and not isinstance(member, Enum):
                yield from ((step, *rest) for rest in text_paths(member))


def reported(plan_id: str, row: Recommendation, published_row: Row) -> list[str]:
    return differences(transcribed(plan_id), row, published_row, mended_cells(plan_id, published_row))


def unseen(plan_id: str, changes: Iterable[tuple[Path, Change]], ref: str) -> list[Path]:
    """Return the changes of a row after which the comparison reports nothing that it did not report before."""
    row, published_row = pairs(plan_id)[int(ref) - 1]
    before = reported(plan_id, row, published_row)
    return [path for path, change in changes if reported(plan_id, changed(row, path, change), published_row) == before]


def dropped(text: str) -> str:
    return " ".join(text.split()[1:])


def lengthened(text: str) -> str:
    return f"{text} otherwise"


def reworded(text: str) -> str:
    return f"{dropped(text)} otherwise"


@pytest.mark.parametrize("edit", [dropped, lengthened, reworded])
@pytest.mark.parametrize(("plan_id", "ref"), EVERY_ROW)
def test_word_dropped_added_or_changed_in_any_field_is_reported(plan_id: str, ref: str, edit: Change) -> None:
    row, _ = pairs(plan_id)[int(ref) - 1]
    paths = list(text_paths(row))
    assert ("text",) in paths
    assert ("progress", "updates", 0, "text") in paths or ("actions", 0, "progress", "updates", 0, "text") in paths
    assert unseen(plan_id, ((path, edit) for path in paths), ref) == []


def swapped(text: str) -> str:
    first, second, *rest = text.split()
    return " ".join((second, first, *rest))


ORDERED = [
    ("child-g", "14", ("text",)),
    ("child-g", "14", ("actions", 0, "text")),
    ("child-g", "14", ("progress", "outcome")),
    ("child-g", "14", ("progress", "updates", 0, "text")),
    ("child-g", "5", ("progress", "due_text")),
    ("kirklees-2011", "3", ("progress", "updates", 0, "text")),
    ("kirklees-2011", "3", ("progress", "evidence", 0, "title")),
]

VALUES: list[tuple[str, str, Path, Any]] = [
    ("child-g", "1", ("progress", "due"), parse_period("2012-06")),
    ("child-g", "1", ("progress", "due"), None),
    ("child-g", "1", ("progress", "rag"), "amber"),
    ("child-g", "1", ("progress", "completed"), parse_period("2013-02-18")),
    ("child-g", "1", ("progress", "updates", 0, "rag"), "amber"),
    ("child-g", "1", ("progress", "updates", 0, "on"), parse_period("2013-08")),
    ("child-g", "3", ("progress", "due"), parse_period("2012-08")),
    ("child-g", "4", ("progress", "rag"), "green"),
    ("child-g", "5", ("progress", "leads", 1, "unconfirmed"), False),
    ("child-g", "5", ("progress", "revisions"), ()),
    ("child-g", "8", ("progress", "milestones", 1, "due"), parse_period("2013-05")),
    ("child-g", "14", ("progress", "leads"), ()),
    ("child-g", "19", ("actions", 1, "progress", "due"), parse_period("2012-12-30")),
    ("child-g", "19", ("actions", 1, "part"), "C"),
    ("kirklees-2011", "1", ("progress", "due"), parse_period("2012-04")),
    ("kirklees-2011", "3", ("progress", "completed"), None),
    ("kirklees-2011", "7", ("progress", "completed"), parse_period("2011-12")),
    ("kirklees-2011", "3", ("progress", "rag"), "amber"),
    ("kirklees-2011", "3", ("agency",), "NHS Kirklees"),
]


@pytest.mark.parametrize(("plan_id", "ref", "path"), ORDERED)
def test_words_out_of_order_are_reported(plan_id: str, ref: str, path: Path) -> None:
    assert unseen(plan_id, [(path, swapped)], ref) == []


@pytest.mark.parametrize(("plan_id", "ref", "path", "value"), VALUES)
def test_wrong_value_is_reported(plan_id: str, ref: str, path: Path, value: Any) -> None:
    assert unseen(plan_id, [(path, lambda _: value)], ref) == []
