import pytest

from scrplan.report.quarterly.quarter_facts import percent, share


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(64, 114, 56), (1, 8, 13), (1, 200, 1), (1, 201, 0), (0, 3, 0), (3, 3, 100), (1, 3, 33), (2, 3, 67)],
)
def test_a_half_is_rounded_up_and_nothing_is_bent(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown


def test_a_share_says_of_how_many() -> None:
    assert share(64, 114) == "64 of 114 (56%)"
    assert share(0, 0) == "none, as there are none"
