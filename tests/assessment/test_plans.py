from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.assessment import (
    Assurance,
    ConflictKind,
    Item,
    Timeliness,
    due_leaves,
    leaves,
    off_track_leaves,
    overdue_leaves,
)
from scrplan.dates import parse_period
from scrplan.model import State
from tests.assessment import DAY, assess_plan, assessed, judged, row
from tests.building import plan_of, plan_text


class TestState:
    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            (["state: not_started", "rag: green", "completed: 2012"], State.NOT_STARTED),
            (["state: signed_off"], State.SIGNED_OFF),
            (["rag: green"], State.COMPLETE),
            (["rag: amber", "completed: 2012"], State.IN_PROGRESS),
            (["completed: 2012"], State.COMPLETE),
            (["due: 2012"], State.NOT_STATED),
            ([], State.NOT_STATED),
        ],
        ids=["stated", "signed-off", "rated", "rating-before-completed", "completed", "dated", "nothing"],
    )
    def test_it_is_what_is_stated_then_rated_then_completed(self, fields: list[str], state: State) -> None:
        assert judged(*fields).state is state

    def test_not_stated_is_open_and_not_done(self) -> None:
        assert (State.NOT_STATED.is_open, State.NOT_STATED.is_done) == (True, False)

    def test_stopped_is_neither_open_nor_done(self) -> None:
        assert (State.STOPPED.is_open, State.STOPPED.is_done) == (False, False)

    @pytest.mark.parametrize(
        ("actions", "rag", "state", "done"),
        [
            ("{text: A, rag: green}, {text: B, rag: amber}", "amber", State.IN_PROGRESS, 1),
            ("{text: A, rag: green}, {text: B}", None, State.NOT_STATED, 1),
            ("{text: A, state: not_started}, {text: B, rag: amber}", None, State.NOT_STARTED, 0),
            ("{text: A, completed: 2012}, {text: B, rag: green}", None, State.COMPLETE, 2),
            ("{text: A, rag: green}, {text: B, state: signed_off}", "green", State.COMPLETE, 2),
            ("{text: A, rag: green}, {text: B, state: stopped, stopped_reason: x}", "green", State.COMPLETE, 1),
            ("{text: A, state: stopped, stopped_reason: x}", None, State.STOPPED, 0),
        ],
        ids=["rated", "one-silent", "not-started", "all-done", "one-signed-off", "one-stopped", "all-stopped"],
    )
    def test_an_unrated_recommendation_has_its_least_advanced_actions(
        self, actions: str, rag: str | None, state: State, done: int
    ) -> None:
        item = judged(f"actions: [{actions}]")
        assert (item.rag, item.state, item.done_parts) == (rag, state, done)

    @pytest.mark.parametrize("field", ["rag: green", "state: complete", "completed: 2012"])
    def test_a_recommendation_that_says_its_own_is_not_that_of_its_actions(self, field: str) -> None:
        assert judged(field, "actions: [{text: A, rag: red}]").state is State.COMPLETE


class TestInheritance:
    ABOVE = (
        "rag: amber", "due: 2013-03", "due_text: in spring", "leads: [{role: Chair}]", "outcome: Better",
        "evidence: [{title: Audit}]", "sign_off: {by: The board}", "updates: [{on: 2013-01, text: Begun}]",
        "revisions: [{from: 2012-12, to: 2013-03}]", "milestones: [{text: Step, due: 2013-02}]",
    )  # fmt: skip

    def test_an_action_has_what_it_does_not_say_from_its_recommendation(self) -> None:
        item = judged(*self.ABOVE, "actions: [{text: A}]")
        part = item.parts[0]
        assert part.facts == item.facts
        assert (part.rag, part.due, part.leads[0].role) == ("amber", parse_period("2013-03"), "Chair")

    def test_an_action_keeps_what_it_says(self) -> None:
        own = (
            "rag: red, due: 2013-10, due_text: in autumn, leads: [{role: Nurse}], outcome: Safer,"
            "updates: [{on: 2013-02, text: Stuck}], revisions: [{from: 2013-05, to: 2013-10}],"
            "milestones: [{text: Own, due: 2013-08}], sign_off: {by: The group}"
        )
        part = judged(*self.ABOVE, f"actions: [{{text: A, {own}}}]").parts[0]
        assert (part.rag, part.due, part.due_text) == ("red", parse_period("2013-10"), "in autumn")
        assert (part.original_due, part.outcome) == (parse_period("2013-05"), "Safer")
        assert [lead.role for lead in part.leads] == ["Nurse"]
        assert [update.text for update in part.updates] == ["Stuck"]
        assert [step.text for step in part.facts.milestones] == ["Own"]
        assert part.facts.sign_off is not None
        assert part.facts.sign_off.by == "The group"

    def test_an_action_with_its_own_date_has_neither_the_words_nor_the_moves_of_the_other_date(self) -> None:
        part = judged(*self.ABOVE, "actions: [{text: A, due: 2013-10}]").parts[0]
        assert (part.due_text, part.facts.revisions, part.original_due) == ("", (), parse_period("2013-10"))

    @pytest.mark.parametrize(("own", "rag"), [("rag: red", "red"), ("state: in_progress", None)])
    def test_an_action_that_says_how_far_it_is_takes_neither_rating_nor_completion(
        self, own: str, rag: str | None
    ) -> None:
        part = judged("rag: green", "completed: 2013-01", f"actions: [{{text: A, {own}}}]").parts[0]
        assert (part.rag, part.completed, part.state) == (rag, None, State.IN_PROGRESS)

    @pytest.mark.parametrize(
        ("above", "rag"),
        [("rag: green", "green"), ("rag: amber", None), ("state: in_progress", None), ("due: 2012", None)],
    )
    def test_an_action_that_says_when_it_was_completed_is_complete(self, above: str, rag: str | None) -> None:
        part = judged(above, "actions: [{text: A, completed: 2013-01}, {text: B}]").parts[0]
        assert (part.state, part.rag, part.completed) == (State.COMPLETE, rag, parse_period("2013-01"))

    @pytest.mark.parametrize(
        ("above", "state"),
        [
            ("rag: green", State.COMPLETE),
            ("state: not_started", State.NOT_STARTED),
            ("completed: 2012", State.COMPLETE),
            ("state: stopped, stopped_reason: Merged", State.STOPPED),
        ],
    )
    def test_an_action_that_says_nothing_is_as_far_as_its_recommendation(self, above: str, state: State) -> None:
        part = judged(above, "actions: [{text: A}]").parts[0]
        assert part.state is state
        assert part.facts.stopped_reason == ("Merged" if state is State.STOPPED else "")

    def test_evidence_of_the_recommendation_stands_behind_each_action(self) -> None:
        item = judged("evidence: [{title: All}]", "actions: [{text: A, evidence: [{title: One}]}, {text: B}]")
        assert [[one.title for one in part.evidence] for part in item.parts] == [["One", "All"], ["All"]]
        assert [one.title for one in item.evidence] == ["All", "One"]

    def test_an_action_with_milestones_still_has_its_recommendations_due_date(self) -> None:
        item = judged("rag: amber", "due: 2012-03", "actions: [{text: A, milestones: [{text: Step}]}]")
        assert (item.parts[0].due, item.timeliness) == (parse_period("2012-03"), Timeliness.OVERDUE)

    def test_slippage_never_mixes_a_milestone_with_the_recommendations_first_date(self) -> None:
        item = judged(
            "due: 2014-02",
            "revisions: [{from: 2013-09, to: 2014-02}]",
            "actions: [{text: A, milestones: [{text: Step, due: 2013-12}]}]",
        )
        assert item.parts[0].slippage_days in {0, 151}


class TestTimeliness:
    @pytest.mark.parametrize(
        ("due", "day", "timeliness", "late"),
        [
            ("2012-03", "2012-03-31", Timeliness.DUE_SOON, 0),
            ("2012-03", "2012-04-01", Timeliness.OVERDUE, 1),
            ("2012-12-31", "2012-12-31", Timeliness.DUE_SOON, 0),
            ("2012-12-31", "2013-09-30", Timeliness.OVERDUE, 273),
            ("2012", "2012-12-31", Timeliness.DUE_SOON, 0),
            ("2012", "2013-01-01", Timeliness.OVERDUE, 1),
            ("2013/14-Q4", "2014-03-31", Timeliness.DUE_SOON, 0),
            ("2013/14-Q4", "2014-04-01", Timeliness.OVERDUE, 1),
            ("2013-10-28", "2013-09-30", Timeliness.DUE_SOON, 0),
            ("2013-10-29", "2013-09-30", Timeliness.ON_TIME, 0),
        ],
        ids=str,
    )
    def test_a_due_date_is_met_until_the_last_day_of_its_period(
        self, due: str, day: str, timeliness: Timeliness, late: int
    ) -> None:
        item = judged("rag: amber", f"due: {due}", on=day)
        assert (item.timeliness, item.days_overdue) == (timeliness, late)

    @pytest.mark.parametrize(
        ("fields", "timeliness"),
        [
            (["rag: amber"], Timeliness.NO_DATE),
            (["due_text: July Board meeting"], Timeliness.NO_DATE),
            (["due: 2012"], Timeliness.OVERDUE),
            (["rag: green", "due: 2012"], Timeliness.DONE),
            (["rag: green"], Timeliness.DONE),
            (["rag: green", "completed: 2013-01-01", "due: 2012"], Timeliness.DONE_LATE),
            (["rag: green", "completed: 2013-01", "due: 2013-01-01"], Timeliness.DONE),
            (["rag: green", "completed: 2012", "due: 2012-03"], Timeliness.DONE),
            (["rag: green", "completed: 2013-09"], Timeliness.DONE),
            (["state: stopped", "stopped_reason: Merged", "due: 2012"], Timeliness.STOPPED),
        ],
        ids=[
            "no-date", "words-only", "not-stated-and-late", "no-completion-date", "done-no-date", "done-late",
            "late-not-certain", "same-year-not-certain", "done-without-due", "stopped",
        ],
    )  # fmt: skip
    def test_it_is_computed_from_state_and_dates(self, fields: list[str], timeliness: Timeliness) -> None:
        item = judged(*fields)
        assert item.timeliness is timeliness
        assert (item.days_overdue > 0) == (timeliness is Timeliness.OVERDUE)

    @pytest.mark.parametrize(("soon", "timeliness"), [(0, Timeliness.ON_TIME), (1, Timeliness.DUE_SOON)])
    def test_how_soon_is_soon_is_the_boards_choice(self, soon: int, timeliness: Timeliness) -> None:
        assert judged("rag: amber", "due: 2013-10-01", soon=soon).timeliness is timeliness

    def test_the_end_of_the_calendar_is_no_obstacle(self) -> None:
        plan = plan_of(plan_text(row("rag: amber", "due: 2199")))
        assert assess_plan(plan, date.max, 400).items[0].timeliness is Timeliness.OVERDUE
        assert assess_plan(plan, date(2199, 12, 31), 999_999_999).items[0].timeliness is Timeliness.DUE_SOON

    @settings(max_examples=100)
    @given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(-400, 400))
    def test_days_overdue_are_the_days_since_the_last_day(self, due: date, apart: int) -> None:
        item = judged("rag: amber", f"due: {due.isoformat()}", on=due + timedelta(days=apart))
        assert item.days_overdue == max(apart, 0)
        assert (item.timeliness is Timeliness.DUE_SOON) == (-28 <= apart <= 0)


class TestADayInThePast:
    @pytest.mark.parametrize(
        ("day", "state", "timeliness"),
        [
            ("2012-12-31", State.NOT_STATED, Timeliness.OVERDUE),
            ("2013-02-18", State.NOT_STATED, Timeliness.OVERDUE),
            ("2013-02-19", State.COMPLETE, Timeliness.DONE_LATE),
            ("2012-05-03", State.NOT_STATED, Timeliness.DUE_SOON),
        ],
    )
    @pytest.mark.parametrize("claim", ["rag: green", "state: complete", "due_text: then"])
    def test_a_completion_after_the_day_is_none_on_that_day(
        self, claim: str, day: str, state: State, timeliness: Timeliness
    ) -> None:
        item = judged(claim, "due: 2012-05", "completed: 2013-02-19", on=day)
        assert (item.state, item.timeliness) == (state, timeliness)

    def test_a_completion_known_as_a_month_counts_from_its_first_day(self) -> None:
        assert judged("completed: 2012-11", on="2012-10-31").state is State.NOT_STATED
        assert judged("completed: 2012-11", on="2012-11-01").state is State.COMPLETE

    @pytest.mark.parametrize("claim", ["rag: green", "state: signed_off"])
    def test_a_completion_without_a_date_is_done_on_every_day(self, claim: str) -> None:
        item = judged(claim, "due: 2012-05", on="1950-01-01")
        assert item.state.is_done
        assert item.timeliness is Timeliness.DONE

    @pytest.mark.parametrize(
        ("updates", "state"),
        [
            ("{on: 2012-06, rag: red}", State.NOT_STATED),
            ("{on: 2012-03, rag: amber}", State.IN_PROGRESS),
            ("{on: 2012-03, rag: green}", State.NOT_STATED),
            ("{on: 2012-04, text: Going}, {on: 2012-03, rag: amber}", State.IN_PROGRESS),
        ],
        ids=["given-later", "open-then", "claimed-then", "last-rating-counts"],
    )
    def test_the_state_then_is_the_last_open_rating_reported_by_then(self, updates: str, state: State) -> None:
        assert judged("rag: green", "completed: 2013", f"updates: [{updates}]", on="2012-05-31").state is state

    def test_updates_given_later_are_not_known_and_the_others_stand_oldest_first(self) -> None:
        updates = "updates: [{on: 2013-06, text: C}, {on: 2013-01, text: A}, {on: 2013-03-05, text: B}]"
        item = judged(updates, on="2013-03-31")
        assert [update.text for update in item.updates] == ["A", "B"]
        assert item.updated == parse_period("2013-03-05")

    def test_nothing_is_known_before_the_first_update(self) -> None:
        item = judged("updates: [{on: 2013-06, text: C}]", on="2013-05-31")
        assert (item.updates, item.updated) == ((), None)

    def test_a_sign_off_after_the_day_is_none_on_that_day(self) -> None:
        fields = ("rag: green", "completed: 2013-02", "sign_off: {by: The board, on: 2013-06}")
        assert judged(*fields, on="2013-06-30").assurance is Assurance.SIGNED_OFF
        assert judged(*fields, on="2013-05-31").assurance is Assurance.NONE

    @pytest.mark.parametrize(
        ("day", "due", "timeliness", "passed"),
        [
            ("2012-06-30", "2012-03", Timeliness.OVERDUE, True),
            ("2012-09-30", "2013", Timeliness.ON_TIME, False),
        ],
    )
    def test_a_milestone_completed_after_the_day_was_still_owed_on_it(
        self, day: str, due: str, timeliness: Timeliness, *, passed: bool
    ) -> None:
        steps = "milestones: [{text: A, due: 2012-03, completed: 2012-09}, {text: B, due: 2013}]"
        item = judged("rag: red", steps, on=day)
        assert (item.due, item.timeliness) == (parse_period(due), timeliness)
        assert any(one.kind is ConflictKind.MILESTONE_PASSED for one in item.conflicts) is passed


class TestMilestones:
    @pytest.mark.parametrize(
        ("fields", "due"),
        [
            (["rag: amber", "due: 2014"], "2014"),
            (["rag: amber"], "2013-05"),
            (["rag: green"], "2013-08"),
            (["rag: amber", "milestones: [{text: A, due: 2013-03, completed: 2013-03}]"], "2013-03"),
            (["rag: amber", "milestones: [{text: A}, {text: B, completed: 2013}]"], None),
        ],
        ids=["own-date-first", "next-owed", "last-when-done", "last-when-all-met", "none-dated"],
    )
    def test_without_a_due_date_a_milestone_gives_it(self, fields: list[str], due: str | None) -> None:
        steps = (
            "milestones: [{text: A, due: 2013-03, completed: 2013-03}, {text: B, due: 2013-08},{text: C, due: 2013-05}]"
        )
        item = judged(*fields, *([] if "milestones" in fields[-1] else [steps]))
        assert item.due == (parse_period(due) if due else None)


class TestSlippage:
    @pytest.mark.parametrize(
        ("fields", "original", "days"),
        [
            (["due: 2014-02"], "2014-02", 0),
            (["due: 2014-02", "revisions: [{from: 2013-09, to: 2014-02}]"], "2013-09", 151),
            (["due: 2014-02", "revisions: [{from: 2012, to: 2013-09}, {from: 2013-09, to: 2014-02}]"], "2012", 424),
            (["due: 2013-08-31", "revisions: [{from: 2013-09, to: 2013-08-31}]"], "2013-09", -30),
            (["due: 2014-02", "revisions: [{to: 2014-02}]"], None, None),
            (["due: 2014-02", "revisions: [{to: 2013-05}, {from: 2013-05, to: 2014-02}]"], None, None),
            (["rag: amber"], None, None),
            (["revisions: [{from: 2013-09, to: 2014-02}]"], "2013-09", None),
        ],
        ids=["never", "once", "twice", "earlier", "first-lost", "first-of-two-lost", "no-date", "no-current-date"],
    )
    def test_it_is_the_current_date_against_the_first(
        self, fields: list[str], original: str | None, days: int | None
    ) -> None:
        item = judged(*fields)
        assert item.original_due == (parse_period(original) if original else None)
        assert item.slippage_days == days


class TestFirstDatesThatAreKnownElsewhere:
    """The plan is judged with first dates that it no longer records itself."""

    @staticmethod
    def item(*fields: str, **firsts: str) -> Item:
        """Return the recommendation, given its first date as `row` and those of its actions by their names."""
        plan = plan_of(plan_text(row(*fields)))
        originals = {
            ("1", None if name == "row" else name.replace("second", "#2")): parse_period(first)
            for name, first in firsts.items()
        }
        return assess_plan(plan, DAY, originals=originals).items[0]

    @pytest.mark.parametrize(
        ("fields", "original", "days"),
        [
            (["due: 2014-02"], "2013-09", 151),
            (["due: 2014-02", "revisions: [{from: 2014-01, to: 2014-02}]"], "2013-09", 151),
            (["due: 2014-02", "revisions: [{to: 2014-02}]"], "2013-09", 151),
            (["due: 2013-08"], "2013-09", -30),
            (["due: 2013-09-30"], "2013-09", 0),
            (["rag: amber"], "2013-09", None),
        ],
        ids=["overwritten", "before a revision", "before a lost one", "earlier", "put back", "taken out"],
    )
    def test_it_is_the_original_date(self, fields: list[str], original: str, days: int | None) -> None:
        item = self.item(*fields, row="2013-09")
        assert (item.original_due, item.slippage_days) == (parse_period(original), days)

    def test_only_the_first_date_changes(self) -> None:
        fields = ["rag: amber", "due: 2013-08", "actions: [{text: A, due: 2013-07}, {text: B}]"]
        known, plain = self.item(*fields, row="2012", second="2011"), self.item(*fields)
        assert known._replace(original_due=None, parts=()) == plain._replace(original_due=None, parts=())
        assert [one._replace(original_due=None) for one in known.parts] == [
            one._replace(original_due=None) for one in plain.parts
        ]

    @pytest.mark.parametrize(
        ("action", "firsts", "original"),
        [
            ("{part: a, text: A, due: 2014-02}", {"a": "2013-05"}, "2013-05"),
            ("{part: a, text: A, due: 2014-02}", {"row": "2013-05"}, "2014-02"),
            ("{part: a, text: A}", {"row": "2013-05"}, "2013-05"),
            ("{part: a, text: A}", {"row": "2013-05", "a": "2013-04"}, "2013-04"),
            ("{part: a, text: A}", {"b": "2013-05"}, "2014-03"),
            (
                "{part: a, text: A, due: 2014-02, revisions: [{from: 2014-01, to: 2014-02}]}",
                {"a": "2013-05"},
                "2013-05",
            ),
            ("{text: A}, {text: A, due: 2014-02}", {"second": "2013-05"}, "2013-05"),
        ],
        ids=["own", "not its recommendation's", "its recommendation's", "both", "another's", "revised", "by its place"],
    )
    def test_an_action_has_its_own_or_else_its_recommendations(
        self, action: str, firsts: dict[str, str], original: str
    ) -> None:
        part = self.item("due: 2014-03", f"actions: [{action}]", **firsts).parts[-1]
        assert part.original_due == parse_period(original)

    def test_equal_actions_are_told_apart_by_their_place(self) -> None:
        parts = self.item("due: 2014-03", "actions: [{text: A}, {text: A}]", second="2013-05").parts
        assert [part.original_due for part in parts] == [parse_period("2014-03"), parse_period("2013-05")]

    def test_a_recommendation_shows_that_of_the_action_whose_date_it_shows(self) -> None:
        item = self.item("actions: [{text: A, due: 2014-05}, {text: B, due: 2014-02}]", second="2013-05")
        assert (item.due, item.original_due) == (parse_period("2014-02"), parse_period("2013-05"))


class TestAssurance:
    @pytest.mark.parametrize(
        ("fields", "assurance"),
        [
            (["rag: green"], Assurance.NONE),
            (["rag: amber", "evidence: [{title: Audit}]"], Assurance.EVIDENCED),
            (["rag: green", "evidence: [{title: Audit}]", "sign_off: {by: Board}"], Assurance.SIGNED_OFF),
            (["state: signed_off"], Assurance.SIGNED_OFF),
            (["actions: [{text: A, evidence: [{title: Audit}]}, {text: B}]"], Assurance.NONE),
            (["actions: [{text: A, sign_off: {by: X}}, {text: B, evidence: [{title: Audit}]}]"], Assurance.EVIDENCED),
        ],
        ids=["none", "evidence", "sign-off", "signed-off-state", "least-of-parts", "least-proven-of-parts"],
    )
    def test_it_is_computed_from_evidence_and_sign_off(self, fields: list[str], assurance: Assurance) -> None:
        assert judged(*fields).assurance is assurance


class TestARecommendationOfActions:
    def test_without_actions_it_is_its_own_single_action(self) -> None:
        item = judged("rag: amber", "due: 2012")
        assert (leaves(item), item.parts, item.action) == ((item,), (), None)

    def test_its_due_date_is_the_earliest_of_its_open_actions(self) -> None:
        item = judged(
            "actions: [{text: A, due: 2012-01, rag: green}, {text: B, due: 2013-10-20, rag: amber},"
            "{text: C, due: 2013-10, rag: red, revisions: [{from: 2012-03, to: 2013-10}]},"
            "{text: D, due_text: some day}]"
        )
        assert (item.due, item.original_due) == (parse_period("2013-10-20"), parse_period("2013-10-20"))
        assert (item.timeliness, item.due_text) == (Timeliness.DUE_SOON, "")

    @pytest.mark.parametrize(
        ("actions", "words"),
        [
            ("{text: A, due_text: some day}, {text: B, due_text: soon}, {text: C, due_text: soon}", "some day; soon"),
            ("{text: A, due_text: some day}, {text: B, due: 2014, due_text: next year}", "next year"),
            ("{text: A, due: 2014-06, due_text: in summer}, {text: B, due: 2014-03}", ""),
        ],
    )
    def test_its_words_for_a_date_are_those_of_the_date_it_shows(self, actions: str, words: str) -> None:
        assert judged("rag: amber", f"actions: [{actions}]").due_text == words

    @pytest.mark.parametrize(
        ("actions", "state"),
        [
            ("{text: A, rag: amber}, {text: B, rag: red}", State.IN_PROGRESS),
            ("{text: A, rag: green}, {text: B, rag: red}", State.IN_PROGRESS),
            ("{text: A}, {text: B, rag: red}", State.NOT_STATED),
        ],
    )
    def test_red_does_not_hide_behind_another_part(self, actions: str, state: State) -> None:
        item = judged(f"actions: [{actions}]")
        assert (item.rag, item.state, item.is_off_track) == ("red", state, True)

    def test_its_first_date_is_that_of_the_action_whose_date_it_shows(self) -> None:
        item = judged(
            "actions: [{text: A, due: 2012-01, rag: green}, {text: C, due: 2013-10, revisions: [{from: 2012-03,"
            "to: 2013-10}]}]"
        )
        assert (item.due, item.original_due, item.slippage_days) == (
            parse_period("2013-10"),
            parse_period("2012-03"),
            579,
        )

    def test_when_all_is_done_it_shows_the_earliest_date(self) -> None:
        item = judged("rag: green", "actions: [{text: A, due: 2012-06}, {text: B, due: 2012-01}]")
        assert (item.due, item.timeliness) == (parse_period("2012-01"), Timeliness.DONE)

    @pytest.mark.parametrize(
        ("actions", "timeliness"),
        [
            ("{text: A, rag: red, due: 2012}, {text: B, rag: amber, due: 2014}", Timeliness.OVERDUE),
            ("{text: A, rag: red, due: 2014}, {text: B, rag: amber, due: 2013-10-03}", Timeliness.DUE_SOON),
            ("{text: A, rag: red, due: 2014}, {text: B, rag: amber}", Timeliness.ON_TIME),
            ("{text: A, rag: red}, {text: B, completed: 2013, due: 2012}", Timeliness.NO_DATE),
            ("{text: A, rag: green}, {text: B, completed: 2013, due: 2012}", Timeliness.DONE_LATE),
            ("{text: A, rag: green}, {text: B, state: stopped, stopped_reason: x}", Timeliness.DONE),
        ],
    )
    def test_it_is_as_late_as_the_gravest_of_its_actions(self, actions: str, timeliness: Timeliness) -> None:
        assert judged(f"actions: [{actions}]").timeliness is timeliness

    def test_open_although_all_its_actions_are_done_it_is_judged_by_its_own_date(self) -> None:
        item = judged("rag: amber", "due: 2013-05", "actions: [{text: A, state: complete, completed: 2012}]")
        assert (item.state, item.timeliness, item.days_overdue) == (State.IN_PROGRESS, Timeliness.OVERDUE, 122)
        assert overdue_leaves(item) == (item,)

    def test_it_unites_what_its_actions_have(self) -> None:
        item = judged(
            "leads: [{role: Chair}]",
            "updates: [{on: 2013-02, text: B}]",
            "actions: [{text: A, leads: [{role: Nurse}], outcome: Safer, updates: [{on: 2013-01, text: A}]},"
            "{text: B, outcome: Sooner}, {text: C, outcome: Safer, leads: [{role: Nurse}]}]",
        )
        assert [lead.role for lead in item.leads] == ["Nurse", "Chair"]
        assert item.outcome == "Safer\nSooner"
        assert [update.text for update in item.updates] == ["A", "B"]

    def test_its_own_words_go_before_those_of_its_actions(self) -> None:
        item = judged("outcome: Better", "due_text: soon", "actions: [{text: A, outcome: Safer, due_text: later}]")
        assert (item.outcome, item.due_text) == ("Better", "soon")


class TestWhatIsLate:
    ACTIONS = (
        "actions: [{part: a, text: A, due: 2013-05, rag: amber}, {part: b, text: B, due: 2013-10-10, rag: amber},"
        "{part: c, text: C, due: 2012, rag: green}, {part: d, text: D, due: 2014, rag: red},"
        "{part: e, text: E, due: 2013-09-30, rag: red}]"
    )

    def test_only_the_late_actions_are_overdue(self) -> None:
        assert [leaf.action.part for leaf in overdue_leaves(judged(self.ACTIONS)) if leaf.action] == ["a"]

    @pytest.mark.parametrize(
        ("until", "parts"),
        [
            (date(2013, 9, 30), ["a", "e"]),
            (date(2013, 10, 9), ["a", "e"]),
            (date(2013, 10, 10), ["a", "b", "e"]),
            (date(2014, 12, 31), ["a", "b", "d", "e"]),
        ],
    )
    def test_what_falls_due_until_a_day_includes_that_day(self, until: date, parts: list[str]) -> None:
        assert [leaf.action.part for leaf in due_leaves(judged(self.ACTIONS), until) if leaf.action] == parts

    def test_nothing_is_overdue_where_nothing_is(self) -> None:
        assert overdue_leaves(judged("rag: green", "due: 2012")) == ()
        assert overdue_leaves(judged("rag: amber", "due: 2014")) == ()

    def test_a_recommendation_open_beyond_its_actions_falls_due_itself(self) -> None:
        item = judged("rag: amber", "due: 2013-10-10", "actions: [{text: A, state: complete}]")
        assert item.timeliness is Timeliness.DUE_SOON
        assert due_leaves(item, date(2013, 10, 31)) == (item,)


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        (["rag: red", "actions: [{part: a, text: A, rag: red}]"], [None]),
        (["rag: amber", "actions: [{part: a, text: A, rag: red}, {part: b, text: B}]"], ["a"]),
        (["actions: [{part: a, text: A}, {part: b, text: B, rag: red}]"], [None]),
        (["rag: amber", "actions: [{part: a, text: A}]"], []),
        ([], []),
    ],
)
def test_what_is_off_track_is_the_whole_or_else_its_actions(fields: list[str], parts: list[str | None]) -> None:
    found = off_track_leaves(judged(*fields))
    assert [leaf.action.part if leaf.action else None for leaf in found] == parts


def test_off_track_is_the_boards_own_red() -> None:
    head_ratings = (
        "ratings:\n  1: {state: in_progress, meaning: Late, off_track: true}\n  2: {state: complete, meaning: D}\n"
    )
    plan = assessed(row("rag: red"), row("rag: amber", ref="2"), row(ref="3"))
    assert [item.is_off_track for item in plan.items] == [True, False, False]
    head = HEAD_WITHOUT_RATINGS.format(head_ratings)
    numbered = assessed(row("rag: 1"), row('rag: "2"', ref="2"), head=head)
    assert [item.is_off_track for item in numbered.items] == [True, False]


HEAD_WITHOUT_RATINGS = """\
format: 1
id: sample
title: A sample plan
review: {{kind: rapid_review}}
board: A board
as_at: 2013-09
{}agencies: [{{name: Health}}]
"""


@settings(max_examples=100)
@given(st.dates(date(2010, 1, 1), date(2020, 12, 31)))
def test_each_item_of_a_plan_is_judged_on_its_day(day: date) -> None:
    plan = assessed(row("rag: amber", "due: 2013", "actions: [{text: A}]"), row("completed: 2014", ref="2"), on=day)
    assert plan.day == day
    assert {leaf.day for item in plan.items for leaf in (item, *item.parts)} == {day}
    assert plan.items[0].state is State.IN_PROGRESS
    assert plan.items[1].state is (State.COMPLETE if day >= date(2014, 1, 1) else State.NOT_STATED)
