"""What holds for any renumbering, insertion, removal, exchange and rewording, of which it is known what was done."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.compare.differences import differences
from scrplan.compare.events import EventKind
from scrplan.compare.identity import action_pairs, matched, row_pairs
from scrplan.compare.list_kinds import LIST_KINDS
from scrplan.compare.movement import movement
from scrplan.compare.text_likeness import content_words, likeness, sharing
from scrplan.dates import parse_period
from scrplan.format.keys import Identity
from scrplan.format.vocabulary import KEYS_OF
from scrplan.history.due_date_moves import moved_on
from scrplan.model import Action, Lead, Plan, Progress, Recommendation
from tests.assessment import assess_plan
from tests.building import THE_DAY, plan_of
from tests.compare.renumbering import DEEDS, NEW, POOL, UNLIKE, Deed, Entry, base, done, reworded


def rows(entries: list[Entry]) -> tuple[Recommendation, ...]:
    """Return recommendations, each with the due date and lead of its origin, whatever it is called."""
    return tuple(
        Recommendation(
            one.ref,
            "Health",
            one.text,
            Progress(due=parse_period(f"2014-{one.origin % 12 + 1:02}"), leads=(Lead(f"Post {one.origin}"),)),
        )
        for one in entries
    )


def plan(entries: list[Entry]) -> Plan:
    return plan_of("""\
format: 1
id: sample
title: A plan
review: {kind: other}
board: A board
as_at: 2013-09
ratings: {green: {state: complete, meaning: Done}}
agencies: [{name: Health}]
recommendations: [{ref: 1, agency: Health, text: x}]
""")._replace(recommendations=rows(entries))


def truth(before: list[Entry], after: list[Entry]) -> set[tuple[int | None, int | None]]:
    was, now = [one.origin for one in before], [one.origin for one in after]
    both = {(was.index(origin) if origin in was else None, place) for place, origin in enumerate(now)}
    return both | {(place, None) for place, origin in enumerate(was) if origin not in now}


@settings(max_examples=300, deadline=None)
@given(DEEDS)
def test_rows_are_paired_as_they_were_made(deeds: list[Deed]) -> None:
    before, after = base(), done(base(), deeds)
    assert {*row_pairs(rows(before), rows(after))} == truth(before, after)


@settings(max_examples=200, deadline=None)
@given(DEEDS)
def test_actions_are_paired_as_they_were_made_with_parts_and_without(deeds: list[Deed]) -> None:
    before, after = base(), done(base(), deeds)
    for parts in (True, False):
        some, others = (tuple(Action(one.text, one.ref if parts else None) for one in side) for side in (before, after))
        assert {*action_pairs(some, others)} == truth(before, after)


@settings(max_examples=200, deadline=None)
@given(DEEDS)
def test_values_of_a_file_are_paired_as_records_are(deeds: list[Deed]) -> None:
    before, after = (
        [{"ref": one.ref, "agency": "Health", "text": one.text} for one in side]
        for side in (base(), done(base(), deeds))
    )
    found = matched("recommendations", before, after)
    assert {*found.pairs(len(before), len(after))} == {*row_pairs(rows(base()), rows(done(base(), deeds)))}
    assert found.doubts == ()


@settings(max_examples=150, deadline=None)
@given(DEEDS)
def test_no_date_is_invented_and_no_row_named_that_was_not_touched(deeds: list[Deed]) -> None:
    was, now = base(), done(base(), deeds)
    before, after = plan(was), plan(now)
    assert moved_on((), before, after, None) == ()
    by_origin = {one.origin: one for one in was}
    order = [one.origin for one in now if one.origin in by_origin]
    touched = {one.ref for one in now if by_origin.get(one.origin) != one}
    touched |= {one.ref for one in was if one.origin not in {other.origin for other in now}}
    for change in differences(before, after):
        assert change.field in {"recommendation", "ref", "text", "position"}
        assert change.ref in touched or (change.field == "position" and order != sorted(order))
    found = movement([assess_plan(before, THE_DAY, 28, 92)], [assess_plan(after, THE_DAY, 28, 92)])
    kinds = (EventKind.ADDED, EventKind.REMOVED, EventKind.REWORDED, EventKind.RENUMBERED)
    assert {event.kind for event in found.events} <= {*kinds}
    assert len(found.of_kind(EventKind.ADDED)) == len([one for one in now if one.origin not in by_origin])
    assert len(found.of_kind(EventKind.REMOVED)) == len(was) - len(order)


def lead(words: str) -> Lead:
    """Return a lead from its name and role, of which `-` is none."""
    name, role = ("" if word == "-" else word for word in words.split())
    return Lead(name, role)


LEADS = {
    "roles exchanged": ("Ann Chair, Bob Nurse", "Ann Nurse, Bob Chair", [], 1),
    "a role filled": ("- Chair", "Ann Chair", [(0, 0)], 0),
    "a role given to another": ("Ann Chair", "Bob Chair", [(0, 0)], 0),
    "renamed, and another has the role": ("Ann Chair", "Ann Nurse, Bob Chair", [], 1),
    "filled by two": ("- Chair", "Ann Chair, Bob Chair", [], 1),
    "another": ("Ann Chair", "Bob Nurse", [], 0),
    "one of two gone": ("Ann Chair, Bob Nurse", "Bob Nurse", [(1, 0)], 0),
}


@pytest.mark.parametrize(("before", "after", "pairs", "doubts"), LEADS.values(), ids=LEADS)
def test_leads_are_the_same_where_all_keys_but_one_agree(
    before: str, after: str, pairs: list[tuple[int, int]], doubts: int
) -> None:
    some, others = ([lead(words) for words in side.split(", ")] for side in (before, after))
    found = matched("leads", some, others)
    assert (sorted(found.after.items()), len(found.doubts)) == (pairs, doubts)


@given(st.permutations(range(5)))
def test_a_chain_of_revisions_is_the_same_in_any_order(order: list[int]) -> None:
    chain = [{"from": f"201{at}", "to": f"201{at + 1}"} for at in range(5)]
    found = matched("revisions", chain, [chain[at] for at in order])
    assert found.after == {at: now for now, at in enumerate(order)}


def test_a_revision_of_a_chain_that_was_corrected_is_the_same() -> None:
    chain = [{"from": "2011", "to": "2012"}, {"from": "2012", "to": "2014"}]
    found = matched("revisions", chain, [chain[0], chain[1] | {"to": "2015"}])
    assert found.after == {0: 0, 1: 1}
    assert matched("revisions", chain, [{"from": "2011", "to": "2014"}]).doubts


def test_a_thousand_rows_that_were_reworded_and_renumbered_are_not_compared_each_with_each() -> None:
    texts = [f"{POOL[number % len(POOL)]} word{number} and case{number} of site{number}" for number in range(1000)]
    some, others = (
        {at: content_words(text) for at, text in enumerate(side)}
        for side in (texts, [reworded(text, 3) for text in texts])
    )
    compared = sum(1 for _ in sharing(some, others))
    assert 1000 <= compared < 100_000  # of a million


def test_the_table_names_the_labels_and_texts_of_the_vocabulary() -> None:
    for name, kind in LIST_KINDS.items():
        of = {key.name: key.identity for key in KEYS_OF[name].keys}
        assert kind.label == tuple(key for key, identity in of.items() if identity is Identity.LABEL)
        assert kind.text == next((key for key, identity in of.items() if identity is Identity.TEXT), "")
        assert all(of[key] is Identity.KEY for key in kind.keys)


def test_the_texts_of_the_pool_are_unlike() -> None:
    assert len(NEW) > 6
    assert all(likeness(*map(content_words, pair)) < UNLIKE for pair in combinations(POOL, 2))
