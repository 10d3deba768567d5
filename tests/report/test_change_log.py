from datetime import date

import pytest

from scrplan.compare.differences import Change, ChangeKind, differences
from scrplan.content import Report, Table, Tone
from scrplan.git import Commit
from scrplan.history.plan_log import Lifeline, LogEntry, PassedOver
from scrplan.model import Plan
from scrplan.render.markdown import render_markdown
from scrplan.render.plain import render_plain
from scrplan.render.terminal import ScreenSettings, render_terminal
from scrplan.report.change_log import HistorySubject, history_answer
from tests.building import THE_DAY, plan_of, plan_text

BEFORE = plan_of(plan_text())
AFTER = plan_of(
    plan_text('  - {ref: "1", agency: Health, text: Do something, rag: red, state: in_progress, due: 2013-05}\n')
)


def commit(number: int, *parents: int, author: str = "A. Keeper", subject: str = "Quarterly update") -> Commit:
    day = date(2013, 1, number)
    return Commit(f"{number:040x}", tuple(f"{one:040x}" for one in parents), day, f"{day}T12:00:00Z", author, subject)


def life(*events: LogEntry, passed_over: tuple[PassedOver, ...] = (), uncommitted: tuple[Change, ...] = ()) -> Lifeline:
    told_of = [one.commit for one in events] + [one.commit for one in passed_over if one.commit]
    known = {one.id: one for one in told_of}
    commits = tuple(sorted(known.values(), key=lambda one: one.day)) or (commit(1),)
    plans: dict[str, Plan | None] = {one.id: AFTER for one in commits}
    return Lifeline("plans/sample.yaml", commits[-1].id, commits, plans, events, uncommitted, passed_over)


def event(
    number: int, *changes: Change, dropped: tuple[Change, ...] = (), subject: str = "Quarterly update"
) -> LogEntry:
    return LogEntry(commit(number, subject=subject), changes, "plans/sample.yaml", AFTER, dropped)


def told(life_: Lifeline, ref: str | None = None, filtered: str = "", *, newest_first: bool = False) -> Report:
    return history_answer(life_, HistorySubject("sample", ref, filtered), THE_DAY, newest_first=newest_first).report


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return what the tables of the sections say."""
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    return [tuple(cell.text for cell in row) for one in tables for row in one.rows]


def change(
    field: str, before: str | None, after: str | None, kind: ChangeKind = ChangeKind.CHANGED, reason: str = ""
) -> Change:
    return Change("1", None, field, before, after, kind, reason)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (change("rag", "amber", "red"), ("1", "rating changed", "amber", "red")),
        (change("due", None, "2013-05", ChangeKind.ADDED), ("1", "due date added", "none", "May 2013")),
        (
            change("due", "2013-05", "2013-05-31", ChangeKind.REVISED, "The printer is late"),
            ("1", "due date revised", "May 2013", "31 May 2013\nreason: The printer is late"),
        ),
        (
            change("due", "2013-05", None, ChangeKind.OVERWRITTEN),
            ("1", "due date overwritten", "May 2013", "none\nno reason recorded"),
        ),
        (
            change("due", "2013-05", "2013-07", ChangeKind.OVERWRITTEN, "Half a reason"),
            ("1", "due date overwritten", "May 2013", "Jul 2013\nreason: Half a reason"),
        ),
        (change("updates", "a", "b", ChangeKind.REWRITTEN), ("1", "update rewritten", "a", "b")),
        (change("state", None, "in_progress", ChangeKind.ADDED), ("1", "state added", "none", "in progress")),
        (change("ref", "4", "1", ChangeKind.RENUMBERED), ("1", "renumbered", "4", "1")),
        (change("position", "5", "1", ChangeKind.MOVED), ("1", "moved", "5", "1")),
        (change("themes", "a; b", "b; a", ChangeKind.MOVED), ("1", "theme moved", "a; b", "b; a")),
        (change("evidence_wanted", None, "x", ChangeKind.ADDED), ("1", "evidence wanted added", "none", "x")),
        (change("completed", None, "2013-Q3", ChangeKind.ADDED), ("1", "completion date added", "none", "2013-Q3")),
        (change("due", None, "no date", ChangeKind.ADDED), ("1", "due date added", "none", "no date")),
        (
            Change(None, None, "as_at", "2013-03", "2013-06", ChangeKind.CHANGED),
            ("plan", "as-at date changed", "Mar 2013", "Jun 2013"),
        ),
        (
            Change(None, None, "file", "plans/a.yaml", "plans/b.yaml", ChangeKind.MOVED),
            ("plan", "file renamed", "plans/a.yaml", "plans/b.yaml"),
        ),
        (Change("3", "a", "text", "x", "y", ChangeKind.CHANGED), ("3 a", "text changed", "x", "y")),
        (Change("3", "#2", "action", "x", None, ChangeKind.REMOVED), ("3 #2", "action removed", "x", "none")),
    ],
    ids=lambda value: value.field if isinstance(value, Change) else None,
)
def test_a_change_is_told_in_words(changed: Change, expected: tuple[str, ...]) -> None:
    assert rows(told(life(event(1, changed)))) == [expected]


def test_every_change_of_every_field_has_its_words() -> None:
    found = rows(told(life(event(1, *differences(BEFORE, AFTER)))))
    assert sorted(what for _, what, _, _ in found) == ["due date added", "rating added", "state added"]


def test_what_a_merge_dropped_is_told_as_that() -> None:
    dropped = (change("note", "A letter", None, ChangeKind.REMOVED), change("position", "1", "2", ChangeKind.MOVED))
    report = told(life(event(1, dropped=dropped)))
    assert rows(report) == [
        ("1", "note dropped in the merge", "A letter", "none"),
        ("1", "place dropped in the merge", "1", "2"),
    ]
    assert report.records is not None
    assert [row[8].raw for row in report.records.rows] == ["dropped", "dropped"]


def test_a_section_is_headed_by_day_author_commit_and_subject() -> None:
    (section,) = told(life(event(30, change("rag", "amber", "red")))).sections
    assert section.heading == f"30 January 2013, A. Keeper, {commit(30).id[:7]}: Quarterly update"


def test_a_commit_without_a_date_or_an_author_says_so() -> None:
    odd = commit(1)._replace(author="", day=date.min, moment="")
    life_ = life(LogEntry(odd, (change("rag", None, "red"),), "plans/sample.yaml", AFTER))
    answer = history_answer(life_, HistorySubject("sample"), THE_DAY)
    assert answer.report.sections[0].heading.startswith("no date, nobody named, ")
    assert [item["on"] for item in answer.items()] == [None]


@pytest.mark.parametrize(
    ("events", "title"),
    [
        ([], "History of sample: no change is committed"),
        ([event(2, change("rag", "a", "b"))], "History of sample: 1 change in 1 commit, on 2 January 2013"),
        (
            [event(2, change("rag", "a", "b"), change("note", "a", "b")), event(1, change("rag", "a", "b"))],
            "History of sample: 3 changes in 2 commits, 1 January 2013 to 2 January 2013",
        ),
    ],
    ids=["none", "one", "several"],
)
def test_the_title_counts(events: list[LogEntry], title: str) -> None:
    assert told(life(*events)).title == title


def test_the_title_names_the_recommendation_and_the_head_the_filter() -> None:
    report = told(life(), "16", "due, since 1 July 2013")
    assert report.title == "History of sample 16: no such change is committed"
    assert render_plain(report).splitlines()[1] == "# Only due, since 1 July 2013"


def test_the_newest_may_come_first_in_sections_and_records() -> None:
    events = [event(number, change("rag", "a", str(number))) for number in (1, 2)]
    for newest_first, expected in ((False, ["1", "2"]), (True, ["2", "1"])):
        report = told(life(*events), newest_first=newest_first)
        assert [row[3] for row in rows(report)] == expected
        assert report.records is not None
        assert [row[10].raw for row in report.records.rows] == expected


def test_a_version_that_cannot_be_read_stands_in_its_place() -> None:
    unread = PassedOver(commit(2), "plans/sample.yaml", "plans/sample.yaml:3:1: error: a tab")
    later = event(3, change("rag", "a", "b"))._replace(passed_over=(unread,))
    answer = history_answer(
        life(event(1, change("note", None, "x")), later, passed_over=(unread,)), HistorySubject("sample"), THE_DAY
    )
    words = render_markdown(answer.report)
    places = [words.index(told) for told in ("## 1 January", "## 2 January", "passed over", "## 3 January")]
    assert places == sorted(places)
    assert f"Against the last version before {commit(2).id[:7]}, which cannot be read." in words
    _, passed, last = answer.items()
    assert (passed["kind"], passed["field"], passed["reason"]) == ("not_read", "file", unread.problem)
    assert last["passed_over"] == [commit(2).id]


def test_what_is_not_committed_comes_last_and_has_no_commit() -> None:
    unread = PassedOver(None, "plans/sample.yaml", "it is a mess")
    life_ = life(event(1, change("note", None, "x")), passed_over=(unread,), uncommitted=(change("rag", "a", "b"),))
    answer = history_answer(life_, HistorySubject("sample"), THE_DAY)
    assert [section.heading for section in answer.report.sections][1:] == ["Not committed yet"] * 2
    assert answer.report.sections[-1].tone is Tone.CAUTION
    assert [(item["commit"], item["on"], item["author"]) for item in answer.items()][1:] == [(None, None, None)] * 2


def test_where_the_history_is_cut_nothing_is_said_to_be_added() -> None:
    cut = LogEntry(commit(1), (), "plans/sample.yaml", AFTER, is_cut=True)
    answer = history_answer(life(cut)._replace(is_cut=True), HistorySubject("sample"), THE_DAY)
    assert [(item["kind"], item["after"]) for item in answer.items()] == [("cut", "A sample plan")]
    words = render_plain(answer.report)
    assert "# The history is cut: this clone has only the last commits." in words
    assert "The history is cut here" in render_markdown(answer.report)


def test_a_rating_has_its_colour_and_a_bad_turn_its_own() -> None:
    changes = (change("rag", "green", "red"), change("due", "2013", "2014", ChangeKind.OVERWRITTEN))
    (section,) = told(life(event(1, *changes))).sections
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert [cell.tone for cell in table.rows[0]] == [Tone.PLAIN, Tone.PLAIN, Tone.GOOD, Tone.BAD]
    assert [cell.tone for cell in table.rows[1]] == [Tone.PLAIN, Tone.BAD, Tone.PLAIN, Tone.BAD]


def test_every_record_has_every_key() -> None:
    answer = history_answer(life(event(1, *differences(None, AFTER))), HistorySubject("sample"), THE_DAY)
    (first, *_) = answer.items()
    assert list(first) == [
        *("plan", "commit", "on", "author", "subject", "ref", "part", "field", "kind", "before", "after", "reason"),
        *("passed_over", "path"),
    ]
    assert (answer.kind, answer.as_at) == ("history", THE_DAY)


LONG = "Ensure that every school, nursery and surgery in the area is told of the new form before it is used. " * 3


@pytest.mark.parametrize("width", [80, 120])
def test_it_fits_a_screen_and_nothing_is_cut(width: int) -> None:
    report = told(life(event(1, change("text", LONG, LONG.upper()), change("rag", "amber", "red"))))
    lines = render_terminal(report, ScreenSettings(width)).splitlines()
    assert max(map(len, lines)) <= width
    words = " ".join("".join(line[:width] for line in lines).split())
    assert "…" not in words
    assert lines[3].split() == ["Ref", "What", "Before", "After"]


def test_hostile_words_of_git_are_words() -> None:
    subject = "\x1b[31m[bold]red[/] <script> | `x` *y*\u202e"
    report = told(life(event(1, change("rag", "\x1b]0;x\x07", "b"), subject=subject)))
    for rendered in (
        render_terminal(report, ScreenSettings(80, colour=True)),
        render_plain(report),
        render_markdown(report),
    ):
        assert "\x1b[31m[bold]" not in rendered
        assert "\u202e" not in rendered
        assert "\x07" not in rendered
    assert "<script>" not in render_markdown(report)
