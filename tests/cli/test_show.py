import json

import pytest

from tests.building import call

CLOCK = ("--as-at", "2013-09-30")

pytestmark = pytest.mark.usefixtures("published")


def test_every_computed_state_is_explained_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "show", "child-g", "16", *CLOCK)
    assert "# Timeliness: overdue: due by 31 December 2012, open on 30 September 2013, 273 days\n" in done.out
    assert "# State: in progress: the rating is red, which means 'Not started, or planned again' here\n" in done.out
    assert "# Assurance: none: no evidence and no sign-off is recorded\n" in done.out


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("1", "done late: due by 31 May 2012, completed on 19 February 2013"),
        ("4", "not stated: the plan gives neither a rating nor a state, so it counts as open"),
        ("5", "moved once; the first date is not known"),
        ("6", "overdue, but not rated red"),
        ("8", "the letter to all Trusts, due by 31 July 2012, not marked as completed"),
        ("22", "done: no due date, completed in December 2012"),
    ],
)
def test_a_row_tells_its_own_story(capsys: pytest.CaptureFixture[str], ref: str, words: str) -> None:
    done = call(capsys, "show", "child-g", ref, *CLOCK)
    assert done.code == 0
    assert (words in done.out) == (ref != "6")


def test_nothing_of_the_row_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "show", "child-g", "16", *CLOCK, "-f", "terminal")
    words = " ".join(done.out.split())
    for told in (
        "officers, staff and supervisors involved.",
        "make a recommendation for a future model.",
        "PS Nick Bennett, PPD Strategy & Compliance Team",
        "2) 31st Dec 2012. (possible Mid Aug for update)",
        "6 Aug 2013",
        "across area intelligence units.",
        "The date of part 1 is missing in the source.",
        "open without a due date: part 1",
    ):
        assert told in words


def test_the_json_has_the_actions_the_updates_and_the_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(call(capsys, "show", "child-g", "16", *CLOCK, "-f", "json").out)
    (item,) = answer["items"]
    assert (answer["kind"], item["ref"], len(item["actions"]), len(item["updates"])) == ("show", "16", 2, 1)
    assert item["why"]["timeliness"] == "overdue: due by 31 December 2012, open on 30 September 2013, 273 days"
    assert item["actions"][1]["due"] == "2012-12-31"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["child-g", "61"], "scrplan: unknown recommendation in child-g '61': did you mean"),
        (["chidl-g", "1"], "scrplan: chidl-g: there is no such plan: did you mean 'child-g'?"),
        (["plans", "1"], "scrplan: plans holds 2 plans: name one of them"),
        (["child-g"], "scrplan: Missing argument 'REF'; see scrplan show --help"),
        (
            ["child-g", "1", "-f", "csv"],
            "scrplan: this answer is no table, so there is no csv of it: use --format json",
        ),
    ],
)
def test_a_wrong_name_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    done = call(capsys, "show", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(words)
