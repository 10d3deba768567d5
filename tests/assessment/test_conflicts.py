from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.assessment import Conflict, ConflictKind, Item
from scrplan.assessment.conflicts import repeats, telling_words
from tests.assessment import assess_plan, judged
from tests.building import HEAD, plan_of, plan_text

LED = "leads: [{role: Chair}]"
# Done, and nothing wrong with it: dated, led, completed, with evidence.
SOUND = ("rag: green", "due: 2013-05", "completed: 2013-05", "evidence: [{title: Audit}]", LED)
# Open, and nothing wrong with it.
OPEN = ("rag: amber", "due: 2014", LED)


def kinds(item: Item) -> set[ConflictKind]:
    return {conflict.kind for conflict in item.conflicts}


def without(fields: tuple[str, ...], *keys: str) -> list[str]:
    return [field for field in fields if not field.startswith(keys)]


def test_what_disagrees_is_found_once_and_what_is_allowed_is_known_too() -> None:
    item = judged("rag: amber", "due: 2014", "allow: [no-lead]", "note: It is being filled.")
    assert [one.kind for one in item.all_conflicts] == [ConflictKind.NO_LEAD]
    assert item.conflicts == ()
    item = judged("rag: amber", "due: 2014")
    assert item.conflicts is item.conflicts is item.all_conflicts
    assert [one.kind for one in item.conflicts] == [ConflictKind.NO_LEAD]


@pytest.mark.parametrize("fields", [SOUND, OPEN])
def test_a_sound_row_has_no_conflict(fields: tuple[str, ...]) -> None:
    assert judged(*fields).conflicts == ()


@pytest.mark.parametrize(
    ("fields", "kind", "message"),
    [
        (
            ["rag: amber", "due: 2012-12", LED],
            ConflictKind.LATE_NOT_RED,
            "it was due by 31 December 2012, is open, and is rated amber",
        ),
        (
            ["state: in_progress", "due: 2012-12", LED],
            ConflictKind.LATE_NOT_RED,
            "it was due by 31 December 2012, is open, and has no rating",
        ),
        (
            [*OPEN, "completed: 2013-02-19"],
            ConflictKind.COMPLETED_BUT_OPEN,
            "it is stated as open and as completed on 19 February 2013",
        ),
        (
            [*OPEN, "completed: 2013-02"],
            ConflictKind.COMPLETED_BUT_OPEN,
            "it is stated as open and as completed in February 2013",
        ),
        (
            [*OPEN, "milestones: [{text: First step, due: 2013-08}]"],
            ConflictKind.MILESTONE_PASSED,
            "the milestone 'First step' was due by 31 August 2013",
        ),
        (
            [*SOUND, "updates: [{on: 2013-05, text: Audit under way. Report To be agreed}]"],
            ConflictKind.UNFINISHED_BY_ITS_WORDS,
            "it is stated as complete and its progress says 'under way', 'to be agreed'",
        ),
        (
            [*SOUND, "outcome: Staff know what they must do", "updates: [{on: 2013, text: Staff know what they must}]"],
            ConflictKind.REPEATS_OUTCOME,
            "its progress is the wording of the outcome, not what was done",
        ),
        (
            [*SOUND, "milestones: [{text: First step, due: 2013-08}]"],
            ConflictKind.MILESTONE_PASSED,
            "the milestone 'First step' was due by 31 August 2013",
        ),
        (
            ["state: in_progress", "due: 2014", *SOUND[2:]],
            ConflictKind.COMPLETED_BUT_OPEN,
            "it is stated as open and as completed in May 2013",
        ),
        (
            ["rag: red", "state: complete", *SOUND[1:]],
            ConflictKind.RATING_NOT_STATE,
            "the rating red means in progress, and the state is complete",
        ),
        (
            [*OPEN, "sign_off: {by: The board}"],
            ConflictKind.SIGNED_OFF_BUT_OPEN,
            "it is stated as open and as signed off by The board",
        ),
        (
            [*OPEN, "revisions: [{from: 2013, to: 2013-12}]"],
            ConflictKind.REVISED_ELSEWHERE,
            "the last revision leads to December 2013, and the due date is 2014",
        ),
        (
            without(SOUND, "evidence"),
            ConflictKind.NO_EVIDENCE,
            "it is stated as complete and no evidence is recorded",
        ),
        (
            without(SOUND, "completed"),
            ConflictKind.NO_COMPLETION_DATE,
            "it is stated as complete and no completion date is recorded",
        ),
        (
            [*OPEN, "revisions: [{from: 2013, to: 2013-10}, {from: 2013-12, to: 2014}]"],
            ConflictKind.REVISED_ELSEWHERE,
            "a revision moves the date from December 2013, and the one before it led to October 2013",
        ),
        (
            [*OPEN, "updates: [{on: 2013-06-29, text: Begun}]"],
            ConflictKind.NO_RECENT_UPDATE,
            "it is open and the last update is on 29 June 2013, 93 days before 30 September 2013",
        ),
        (["due: 2014", LED], ConflictKind.NOT_STATED, "neither a rating nor a state is stated"),
        (without(OPEN, "leads"), ConflictKind.NO_LEAD, "nobody is named as lead"),
        (without(OPEN, "due"), ConflictKind.NO_DATE, "it is open and no due date is known"),
        (
            [*without(OPEN, "due"), "due_text: July Board"],
            ConflictKind.NO_DATE,
            "it is open and no due date is known (as written: 'July Board')",
        ),
    ],
)
def test_each_disagreement_is_told_and_alone(fields: list[str], kind: ConflictKind, message: str) -> None:
    (found,) = judged(*fields).conflicts
    assert (found.kind, found.message, found.part) == (kind, message, None)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (["rag: red", "due: 2012-12"], ConflictKind.LATE_NOT_RED),
        (["rag: amber", "due: 2013-09-30"], ConflictKind.LATE_NOT_RED),
        (["rag: green", "due: 2012-12"], ConflictKind.LATE_NOT_RED),
        ([*OPEN, "completed: 2013-10"], ConflictKind.COMPLETED_BUT_OPEN),
        (["rag: green", "completed: 2013-05"], ConflictKind.COMPLETED_BUT_OPEN),
        (["rag: amber", "milestones: [{text: A, due: 2013-09}]"], ConflictKind.MILESTONE_PASSED),
        (["rag: amber", "milestones: [{text: A, due: 2013, completed: 2013-02}]"], ConflictKind.MILESTONE_PASSED),
        (["rag: amber", "milestones: [{text: A}]"], ConflictKind.MILESTONE_PASSED),
        ([*OPEN, "updates: [{on: 2013, text: Not yet done}]"], ConflictKind.UNFINISHED_BY_ITS_WORDS),
        (
            [*SOUND, "updates: [{on: 2013-01, text: Not yet}, {on: 2013-05, text: Done}]"],
            ConflictKind.UNFINISHED_BY_ITS_WORDS,
        ),
        ([*SOUND, "updates: [{on: 2013-10, text: Not yet}]"], ConflictKind.UNFINISHED_BY_ITS_WORDS),
        ([*SOUND, "updates: [{on: 2013, text: Staff know what they must do}]"], ConflictKind.REPEATS_OUTCOME),
        ([*OPEN, "outcome: A b c d e", "updates: [{on: 2013, text: A b c d e}]"], ConflictKind.REPEATS_OUTCOME),
        (["rag: amber"], ConflictKind.NO_EVIDENCE),
        (["rag: green", "state: signed_off"], ConflictKind.RATING_NOT_STATE),
        (["rag: amber", "state: not_started"], ConflictKind.RATING_NOT_STATE),
        (["state: complete"], ConflictKind.RATING_NOT_STATE),
        ([*OPEN, "sign_off: {by: The board, on: 2013-10}"], ConflictKind.SIGNED_OFF_BUT_OPEN),
        (["rag: green", "sign_off: {by: The board}"], ConflictKind.SIGNED_OFF_BUT_OPEN),
        ([*OPEN, "revisions: [{from: 2013, to: 2013-12}, {to: 2014}]"], ConflictKind.REVISED_ELSEWHERE),
        (["rag: amber", "revisions: [{from: 2013, to: 2013-12}]"], ConflictKind.REVISED_ELSEWHERE),
        ([*OPEN, "revisions: [{from: 2012, to: 2013}, {from: 2013, to: 2014}]"], ConflictKind.REVISED_ELSEWHERE),
        ([*OPEN, "revisions: [{to: 2013-10}, {to: 2013-12}, {to: 2014}]"], ConflictKind.REVISED_ELSEWHERE),
        ([*OPEN, "updates: [{on: 2013-06, text: Begun}]"], ConflictKind.NO_RECENT_UPDATE),
        (["rag: green", "updates: [{on: 2012, text: Done}]"], ConflictKind.NO_RECENT_UPDATE),
        (["state: stopped", "updates: [{on: 2012, text: Merged}]"], ConflictKind.NO_RECENT_UPDATE),
        (["rag: amber"], ConflictKind.NO_COMPLETION_DATE),
        (["completed: 2013"], ConflictKind.NO_COMPLETION_DATE),
        (["state: not_started"], ConflictKind.NOT_STATED),
        (["completed: 2013"], ConflictKind.NOT_STATED),
        ([*without(OPEN, "leads"), "leads: [{agency: Council}]"], ConflictKind.NO_LEAD),
        ([*without(OPEN, "leads"), "leads: [{name: A. Person, unconfirmed: true}]"], ConflictKind.NO_LEAD),
        (["rag: green"], ConflictKind.NO_DATE),
        (["rag: amber", "review_on: 2014"], ConflictKind.NO_DATE),
        (["rag: green", "state: stopped", "stopped_reason: x"], ConflictKind.RATING_NOT_STATE),
        (["rag: amber", "milestones: [{text: A, due: 2014}]"], ConflictKind.NO_DATE),
    ],
)
def test_a_near_miss_is_no_disagreement(fields: list[str], kind: ConflictKind) -> None:
    assert kind not in kinds(judged(*fields))


def test_a_question_of_a_critical_friend_is_not_the_owners_progress() -> None:
    updates = "updates: [{on: 2013-04, text: Done}, {on: 2013-05, text: 'Is it not yet done?', kind: challenge}]"
    assert judged(*SOUND, updates).conflicts == ()


@pytest.mark.parametrize(
    ("on", "denied"), [("2013-04-30", False), ("2013-05", True), ("2013-05-01", True), ("2013-06", True)]
)
def test_words_from_before_the_completion_do_not_deny_it(on: str, denied: bool) -> None:
    item = judged(*without(SOUND, "completed"), "completed: 2013-05", f"updates: [{{on: {on}, text: Not yet done}}]")
    assert (ConflictKind.UNFINISHED_BY_ITS_WORDS in kinds(item)) is denied


def test_late_without_a_red_in_the_key_says_so() -> None:
    head = HEAD.replace("  red: {state: in_progress, meaning: Off track}\n", "")
    plan = plan_of(plan_text("  - {ref: 1, agency: Health, text: A, rag: amber, due: 2012}\n", head=head))
    (item,) = assess_plan(plan, date(2013, 9, 30)).items
    told = [one.message for one in item.conflicts if one.kind is ConflictKind.LATE_NOT_RED]
    assert told == [
        "it was due by 31 December 2012, is open, and is rated amber; its key has no rating for what is off track"
    ]


def test_what_is_stopped_owes_nothing() -> None:
    assert judged("state: stopped", "stopped_reason: Merged", "due: 2012").conflicts == ()


def test_a_row_with_several_disagreements_has_them_in_the_order_of_the_kinds() -> None:
    found = [conflict.kind for conflict in judged("due: 2012", "completed: 2013", "rag: amber").conflicts]
    assert found == [ConflictKind.LATE_NOT_RED, ConflictKind.COMPLETED_BUT_OPEN, ConflictKind.NO_LEAD]
    assert found == sorted(found, key=list(ConflictKind).index)


def test_every_kind_has_words_of_its_own() -> None:
    assert len({kind.words for kind in ConflictKind}) == len(ConflictKind)


def test_what_the_row_allows_is_not_told() -> None:
    item = judged("rag: amber", "due: 2012", "allow: [no-lead]")
    assert kinds(item) == {ConflictKind.LATE_NOT_RED}
    assert kinds(judged("actions: [{text: A}]", "allow: [no-lead, no-date]")) == {ConflictKind.NOT_STATED}


def test_what_was_never_stated_is_a_gap_and_no_contradiction() -> None:
    assert {kind for kind in ConflictKind if kind.is_gap} == {
        ConflictKind.NOT_STATED,
        ConflictKind.NO_LEAD,
        ConflictKind.NO_DATE,
        ConflictKind.NO_RECENT_UPDATE,
    }


def test_each_gap_in_the_chain_of_revisions_is_told() -> None:
    moves = "revisions: [{to: 2012}, {from: 2013-01, to: 2013-02}, {from: 2013-03, to: 2013-04}, {to: 2014}]"
    assert [one.message for one in judged(*OPEN, moves).conflicts] == [
        "a revision moves the date from January 2013, and the one before it led to 2012",
        "a revision moves the date from March 2013, and the one before it led to February 2013",
    ]


def test_a_disagreement_knows_the_record_that_it_is_about() -> None:
    moves = "revisions: [{to: 2013-10}, {from: 2013-12, to: 2014}]"
    steps = "milestones: [{text: A, due: 2013}, {text: B, due: 2013-08}]"
    item = judged(*OPEN, moves, steps, "updates: [{on: 2013-03, text: Begun}]")
    about = {one.kind: one.about for one in item.conflicts}
    assert about == {
        ConflictKind.REVISED_ELSEWHERE: item.facts.revisions[1],
        ConflictKind.MILESTONE_PASSED: item.facts.milestones[1],
        ConflictKind.NO_RECENT_UPDATE: item.facts.updates[0],
    }


def test_lateness_by_a_step_is_about_the_step_and_else_about_nothing_below() -> None:
    (late,) = (
        one
        for one in judged("rag: amber", LED, "milestones: [{text: A, due: 2013-08}]").conflicts
        if one.kind is ConflictKind.LATE_NOT_RED
    )
    assert getattr(late.about, "text", None) == "A"
    (dated,) = judged("rag: amber", LED, "due: 2013-08", "milestones: [{text: A, due: 2013-12}]").conflicts
    assert (dated.kind, dated.about) == (ConflictKind.LATE_NOT_RED, None)


def test_the_end_of_the_chain_and_its_gaps_are_told_together() -> None:
    moves = "revisions: [{to: 2012}, {from: 2013, to: 2013-12}]"
    assert [one.message for one in judged(*OPEN, moves).conflicts] == [
        "the last revision leads to December 2013, and the due date is 2014",
        "a revision moves the date from 2013, and the one before it led to 2012",
    ]


@pytest.mark.parametrize(
    "moves",
    ["{from: 2013, to: 2013-Q4}, {from: 2013/14-Q3, to: 2014}", "{from: 2013, to: 2014}, {to: 2014}"],
    ids=["one quarter in two spellings", "to the same date"],
)
def test_revisions_that_follow_from_one_another_are_no_disagreement(moves: str) -> None:
    assert ConflictKind.REVISED_ELSEWHERE not in kinds(judged(*OPEN, f"revisions: [{moves}]"))


class TestSilence:
    """Open, and nobody has reported for longer than the board waits."""

    @pytest.mark.parametrize(
        ("update", "silent"),
        [
            ("2013-06-29", True),
            ("2013-06-30", False),
            ("2013-06", False),
            ("2013-05", True),
            ("2013-Q2", False),
            ("2013", False),
            ("2013/14-Q1", False),
            ("2012/13", True),
        ],
    )
    def test_days_are_counted_from_the_last_day_that_the_update_can_mean(self, update: str, silent: bool) -> None:
        item = judged(*OPEN, f"updates: [{{on: {update}, text: Begun}}]")
        assert (ConflictKind.NO_RECENT_UPDATE in kinds(item)) is silent

    @pytest.mark.parametrize(("stale", "silent"), [(1, True), (29, True), (30, False), (3660, False)], ids=str)
    def test_the_board_says_how_long_it_waits(self, stale: int, silent: bool) -> None:
        item = judged(*OPEN, "updates: [{on: 2013-08-31, text: Begun}]", stale=stale)
        assert (ConflictKind.NO_RECENT_UPDATE in kinds(item)) is silent

    @pytest.mark.parametrize(("on", "silent"), [("2013-12-31", False), ("2014-01-01", True), ("2013-01", False)])
    def test_without_any_update_the_days_count_from_the_position_of_the_plan(self, on: str, silent: bool) -> None:
        assert (ConflictKind.NO_RECENT_UPDATE in kinds(judged(*OPEN, on=on))) is silent

    def test_what_was_never_told_says_so(self) -> None:
        words = "it is open and no update since the plan in September 2013, 93 days before 1 January 2014"
        assert Conflict(ConflictKind.NO_RECENT_UPDATE, words) in judged(*OPEN, on="2014-01-01").conflicts

    def test_a_question_to_the_agency_is_no_answer(self) -> None:
        updates = "updates: [{on: 2013-03, text: Begun}, {on: 2013-09, text: Well, kind: challenge}]"
        (found,) = judged(*OPEN, updates).conflicts
        assert found.message == "it is open and the last update is in March 2013, 183 days before 30 September 2013"

    def test_only_questions_are_no_update_at_all(self) -> None:
        item = judged(*OPEN, "updates: [{on: 2013-12, text: Well, kind: challenge}]", on="2014-01-01")
        (found,) = (one for one in item.conflicts if one.kind is ConflictKind.NO_RECENT_UPDATE)
        assert "no update since the plan in September 2013" in found.message

    def test_a_decision_of_the_board_is_an_answer(self) -> None:
        assert judged(*OPEN, "updates: [{on: 2013-09, text: Go on, kind: decision}]").conflicts == ()

    def test_a_rating_without_words_is_an_answer(self) -> None:
        assert judged(*OPEN, "updates: [{on: 2013-09, rag: amber}]").conflicts == ()

    def test_what_was_told_after_the_day_was_not_known_on_it(self) -> None:
        updates = "updates: [{on: 2013-03, text: Begun}, {on: 2013-10, text: Sent}]"
        assert ConflictKind.NO_RECENT_UPDATE in kinds(judged(*OPEN, updates))

    def test_the_latest_counts_wherever_it_stands(self) -> None:
        updates = "updates: [{on: 2013-09, text: Sent}, {on: 2013-03, text: Begun}]"
        assert judged(*OPEN, updates).conflicts == ()

    def test_a_part_that_reports_by_itself_is_judged_by_what_it_reports(self) -> None:
        old, new = ("updates: [{on: 2013-01, text: Begun}]", "updates: [{on: 2013-09, text: Sent}]")
        item = judged(*OPEN, f"actions: [{{part: a, text: A, {new}}}, {{part: b, text: B, {old}}}]")
        (found,) = item.conflicts
        assert found.message == (
            "part b: it is open and the last update is in January 2013, 242 days before 30 September 2013"
        )
        assert (found.part, found.about) == (1, item.parts[1].updates[0])

    def test_a_part_that_is_done_owes_no_update(self) -> None:
        parts = "actions: [{text: A, state: complete, completed: 2012, evidence: [{title: Audit}]}, {text: B}]"
        item = judged(*OPEN, parts, on="2013-12-31", stale=1)
        silent = [one.part for one in item.conflicts if one.kind is ConflictKind.NO_RECENT_UPDATE]
        assert silent == [1]


class TestOfRecommendationsWithActions:
    def test_complete_with_an_open_part_names_the_part(self) -> None:
        item = judged(*SOUND, "actions: [{part: a, text: A}, {part: b, text: B, rag: amber}, {text: C, rag: red}]")
        found = next(one for one in item.conflicts if one.kind is ConflictKind.OPEN_PART)
        assert found.message == "it is stated as complete, and still open: part b, action 3"

    @pytest.mark.parametrize("rag", ["green", "amber"])
    def test_parts_as_far_as_the_whole_are_no_disagreement(self, rag: str) -> None:
        item = judged(f"rag: {rag}", f"actions: [{{part: a, text: A}}, {{part: b, text: B, rag: {rag}}}]")
        assert ConflictKind.OPEN_PART not in kinds(item)

    def test_a_disagreement_of_one_part_names_it(self) -> None:
        item = judged(*OPEN, "actions: [{part: a, text: A}, {part: b, text: B, due: 2013-08-31}]")
        words = "part b: it was due by 31 August 2013, is open, and is rated amber"
        assert item.conflicts == (Conflict(ConflictKind.LATE_NOT_RED, words, part=1),)

    def test_a_disagreement_of_all_parts_is_told_once(self) -> None:
        item = judged("rag: amber", "due: 2014", "actions: [{part: a, text: A}, {part: b, text: B}]")
        assert item.conflicts == (Conflict(ConflictKind.NO_LEAD, "nobody is named as lead"),)

    @pytest.mark.parametrize(
        ("actions", "parts"),
        [
            ("{text: A, due: 2012}, {text: B}, {text: C, due: 2013-03}", [0, 2]),
            ("{part: a, text: A}, {part: b, text: B, due: 2012}", [1]),
            ("{part: a, text: A, due: 2012}, {part: b, text: B, due: 2012}", [None]),
            ("{text: A, due: 2012}", [None]),
            ("{text: A, due: 2012}, {text: B, due: 2012-11}", [0, 1]),
        ],
        ids=["without names", "the second", "each the same", "the only one", "each its own words"],
    )
    def test_a_disagreement_knows_its_part_unless_all_share_it(self, actions: str, parts: list[int | None]) -> None:
        item = judged(*OPEN, f"actions: [{actions}]")
        assert [one.part for one in item.conflicts if one.kind is ConflictKind.LATE_NOT_RED] == parts

    def test_what_the_whole_says_against_itself_is_of_no_part(self) -> None:
        item = judged("rag: green", "state: in_progress", LED, "due: 2014", "actions: [{text: A}, {text: B, rag: red}]")
        found = {one.part for one in item.conflicts if one.kind is ConflictKind.RATING_NOT_STATE}
        assert None in found

    def test_open_beyond_its_parts_its_own_lateness_counts(self) -> None:
        item = judged("rag: amber", "due: 2012", "completed: 2013", LED, "actions: [{text: A, state: complete}]")
        assert {ConflictKind.LATE_NOT_RED, ConflictKind.COMPLETED_BUT_OPEN} <= kinds(item)

    @pytest.mark.parametrize(
        ("fields", "kind"),
        [
            (["rag: green", "state: in_progress", "due: 2014"], ConflictKind.RATING_NOT_STATE),
            (["rag: amber", "due: 2014", "revisions: [{from: 2013, to: 2013-12}]"], ConflictKind.REVISED_ELSEWHERE),
        ],
    )
    def test_what_the_whole_says_against_itself_is_told_though_its_parts_say_their_own(
        self, fields: list[str], kind: ConflictKind
    ) -> None:
        assert kind in kinds(judged(*fields, LED, "actions: [{text: A, rag: amber, due: 2014-05}]"))

    def test_a_recommendation_rated_by_its_parts_is_not_called_unrated(self) -> None:
        item = judged("due: 2014", LED, "actions: [{text: A, rag: amber}, {text: B, rag: red}]")
        assert item.conflicts == ()


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        ("Complete as far as possible", ("as far as possible",)),
        ("done as far as is possible", ("as far as is possible",)),
        ("Policy to be approved", ("to be approved",)),
        ("It WILL BE audited and will have effect", ("will be audited", "will have effect")),
        ("Ongoing; on-going and on going", ("ongoing", "on-going", "on going")),
        ("Not yet. Not yet!", ("not yet",)),
        ("form is not mandatory", ("not mandatory",)),
        ("limited impact in practice", ("limited impact",)),
        ("in progress, under way, underway", ("in progress", "under way", "underway")),
        ("Awaiting update, awaited", ("awaiting", "awaited")),
        ("one outstanding, planned", ("outstanding", "planned")),
        ("due to be finished", ("due to be finished",)),
        ("needs to be done, need to be told", ("needs to be done", "need to be told")),
        ("Further work remains to do", ("further work", "remains to")),
        ("They remain to be told", ("remain to",)),
        ("Completed. Letter sent 19/02/13", ()),
        ("Unplanned", ()),
        ("Outstandingly", ()),
        ("Nothing outstanding, nothing is outstanding, no further work, as planned", ()),
        ("will\n  be done", ("will be done",)),
        ("", ()),
    ],
)
def test_telling_words_are_quoted_each_once_in_order(progress: str, words: tuple[str, ...]) -> None:
    assert telling_words(progress) == words


@pytest.mark.parametrize(
    ("progress", "outcome", "same"),
    [
        ("Staff know what to do", "Staff know what to do", True),
        ("STAFF know, what to do!", "staff know what to do", True),
        ("Guidance is standardised for staff", "Guidance is standardized for staff", True),
        ("one two three four five six seven x y z", "one two three four five six seven", True),
        ("one two three four five six w x y z", "one two three four five six", False),
        ("one two three four", "one two three four", False),
        ("one one one one one", "one two three four five", False),
        ("one two three four five", "", False),
        ("", "one two three four five", False),
    ],
    ids=[
        "same", "case-and-points", "s-or-z", "seven-tenths", "six-tenths", "too-short", "one-word-often", "no-outcome",
        "no-progress",
    ],
)  # fmt: skip
def test_progress_that_is_the_outcomes_own_words_is_found(progress: str, outcome: str, *, same: bool) -> None:
    assert repeats(progress, outcome) is same


@settings(max_examples=100)
@given(st.text(), st.text())
def test_any_words_can_be_compared(progress: str, outcome: str) -> None:
    assert repeats(progress, outcome) in {True, False}
    assert all(words in progress.lower() for words in telling_words(progress))
