from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.compare.entries import compared
from scrplan.compare.list_kinds import LIST_KINDS
from scrplan.model import Evidence, Lead
from tests.history.plans import PROGRESS

CHAIR, NAMED, NURSE = Lead(role="Chair"), Lead("A. Person", "Chair"), Lead(role="Nurse")


@pytest.mark.parametrize(
    ("before", "after", "differing", "reordered"),
    [
        ((CHAIR,), (CHAIR, NURSE), [(None, NURSE)], False),
        ((CHAIR, NURSE), (NURSE,), [(CHAIR, None)], False),
        ((CHAIR, NURSE), (NURSE, NAMED), [(CHAIR, NAMED)], False),
        ((CHAIR, NURSE), (NURSE, CHAIR), [], True),
        ((CHAIR,), (CHAIR, CHAIR), [(None, CHAIR)], False),
        ((CHAIR,), (NURSE,), [(None, NURSE), (CHAIR, None)], False),
    ],
    ids=["added", "removed", "changed", "reordered", "twice", "another"],
)
def test_what_differs_between_two_lists(
    before: tuple[Lead, ...], after: tuple[Lead, ...], differing: list[Any], reordered: bool
) -> None:
    assert compared("leads", before, after) == (tuple(differing), reordered)


def test_what_has_no_name_is_not_the_same_as_another_without() -> None:
    before, after = (Evidence("Old"),), (Evidence("New"),)
    assert len(compared("evidence", before, after).differing) == 2


@given(st.data(), st.sampled_from([field for field in LIST_KINDS if field in PROGRESS]))
def test_the_differing_lead_from_one_list_to_the_other(data: st.DataObject, field: str) -> None:
    before, after = data.draw(PROGRESS[field]), data.draw(PROGRESS[field])
    found = compared(field, before, after)
    rest = list(before)
    for one in found.differing:
        if one.before is not None:
            rest.remove(one.before)
    made = [*rest, *(one.after for one in found.differing if one.after is not None)]
    assert sorted(map(repr, made)) == sorted(map(repr, after))
    assert (found.differing == () and not found.reordered) is (before == after)
