"""Three texts become one: ours, with what theirs changed, and marks where a person must decide."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.errors import UnsafeEdit
from scrplan.merge import MergedText, Unmergeable, merged_text
from tests.merge.deeds import DEEDS, Deed, done
from tests.merge.texts import changed, data, decided, document

BASE = """\
# The plan of one review.
title: A plan   # its name
as_at: 2013-09
review: {kind: other, published: 2012}
ratings:
  green: {state: complete, meaning: Done}
  amber: {state: in_progress, meaning: "In hand: begun"}
  red: {state: in_progress, meaning: Off track}
agencies:
  - {name: Health, aliases: [NHS]}
  - name: Police

recommendations:
  - ref: "1"
    agency: Health
    text: >-
      Do what the review says about forms, and tell the board of it when it is
      done, with what shows it.
    rag: amber   # as stated
    due: 2013-12
    # Who answers for it.
    leads:
      - {name: Ann, role: Chair}
      - role: Nurse
        unconfirmed: true
    updates:
      - {on: 2013-06, by: Health, text: begun}
      - on: 2013-09
        text: |
          One line.
          Another.
    evidence: [{title: Minutes, on: 2013-06}, {title: Letter}]

  - {ref: 2, agency: Police, text: Do more, due: 2014}

  # The third came late.
  - ref: '3'
    agency: Health
    text: "Do it
      again"
    actions:
    - part: a
      text: First
    - part: b
      text: Second
"""


def merged_of(base: str, ours: str, theirs: str) -> MergedText:
    return merged_text(document(base), document(ours), document(theirs))


def test_ours_stays_to_the_byte_where_theirs_changed_nothing() -> None:
    ours = BASE.replace("title: A plan ", "title: 'The plan'")
    theirs = BASE.replace("by: Health, text: begun}", "by: Health, rag: red, text: begun}").replace(
        "    rag: amber ", "    rag: red "
    )
    meant = ours.replace("by: Health, text: begun}", "by: Health, rag: red, text: begun}").replace(
        "    rag: amber ", "    rag: red "
    )
    assert merged_of(BASE, ours, theirs).text == meant


@dataclass(frozen=True)
class Case:
    """What each side makes of a stretch of the base, and what stands there afterwards."""

    stretch: str
    ours: str
    theirs: str
    meant: str


MARKS = {
    "a field": Case(
        "    due: 2013-12\n",
        "    due: 2014-01\n",
        "    due: 2014-02\n",
        "<<<<<<< ours\n    due: 2014-01\n=======\n    due: 2014-02\n>>>>>>> theirs\n",
    ),
    "a field with a comment behind it": Case(
        "    rag: amber   # as stated\n",
        "    rag: red   # as stated\n",
        "    rag: green   # as stated\n",
        "<<<<<<< ours\n    rag: red   # as stated\n=======\n    rag: green   # as stated\n>>>>>>> theirs\n",
    ),
    "a paragraph, whole": Case(
        "      Do what the review says about forms, and tell the board of it when it is\n",
        "      Do what the review says about papers, and tell the board of it when it is\n",
        "      Do what the review says about files, and tell the board of it when it is\n",
        "      Do what",
    ),
    "an entry in brackets": Case(
        "- {ref: 2, agency: Police, text: Do more, due: 2014}\n",
        "- {ref: 2, agency: Police, text: Do more, due: 2015}\n",
        "- {ref: 2, agency: Police, text: Do less, due: 2016}\n",
        "<<<<<<< ours\n  - {ref: 2, agency: Police, text: Do less, due: 2015}\n"
        "=======\n  - {ref: 2, agency: Police, text: Do less, due: 2016}\n>>>>>>> theirs\n",
    ),
    "two fields of one line": Case(
        "- {ref: 2, agency: Police, text: Do more, due: 2014}\n",
        "- {ref: 2, agency: Police, text: Do all, due: 2015}\n",
        "- {ref: 2, agency: Police, text: Do less, due: 2016}\n",
        "<<<<<<< ours\n  - {ref: 2, agency: Police, text: Do all, due: 2015}\n"
        "=======\n  - {ref: 2, agency: Police, text: Do less, due: 2016}\n>>>>>>> theirs\n",
    ),
    "a field that only theirs has": Case(
        "    due: 2013-12\n",
        "",
        "    due: 2014-02\n",
        "<<<<<<< ours\n=======\n    due: 2014-02\n>>>>>>> theirs\n",
    ),
    "a field that theirs took out": Case(
        "    due: 2013-12\n",
        "    due: 2014-02\n",
        "",
        "<<<<<<< ours\n    due: 2014-02\n=======\n>>>>>>> theirs\n",
    ),
    "an entry that theirs took out": Case(
        "    - part: b\n      text: Second\n",
        "    - part: b\n      text: The second\n",
        "",
        "<<<<<<< ours\n    - part: b\n      text: The second\n=======\n>>>>>>> theirs\n",
    ),
    "an entry that ours took out": Case(
        "    - part: a\n      text: First\n",
        "",
        "    - part: a\n      text: The first\n",
        "<<<<<<< ours\n=======\n    - part: a\n      text: The first\n>>>>>>> theirs\n",
    ),
    "a lead in the place of another": Case(
        "      - {name: Ann, role: Chair}\n",
        "      - {name: Bob, role: Chair}\n",
        "      - {name: Cat, role: Chair}\n",
        "<<<<<<< ours\n      - {name: Bob, role: Chair}\n=======\n      - {name: Cat, role: Chair}\n>>>>>>> theirs\n",
    ),
    "entries of a list, without what both have": Case(
        "      - {name: Ann, role: Chair}\n",
        "      - {name: Bob, role: Head}\n",
        "      - {name: Cat, role: Doctor}\n",
        "    leads:\n<<<<<<< ours\n      - {name: Bob, role: Head}\n"
        "=======\n      - {name: Cat, role: Doctor}\n>>>>>>> theirs\n      - role: Nurse\n",
    ),
    "a last line": Case(
        "      text: Second\n",
        "      text: Second and third",
        "      text: Second and fourth\n",
        "<<<<<<< ours\n      text: Second and third\n=======\n      text: Second and fourth\n>>>>>>> theirs\n",
    ),
}


@pytest.mark.parametrize("case", MARKS.values(), ids=MARKS)
def test_a_conflict_is_marked_around_its_lines_alone(case: Case) -> None:
    assert BASE.count(case.stretch) == 1
    ours, theirs = BASE.replace(case.stretch, case.ours), BASE.replace(case.stretch, case.theirs)
    found = merged_of(BASE, ours, theirs)
    assert case.meant in found.text
    assert found.text.count("<<<<<<<") == 1
    assert document(found.text).problems[0].rule == "merge-conflict"
    assert decided(found.text, lambda _: False).rstrip("\n") == found.document.text.rstrip("\n")


def test_the_paragraph_in_conflict_is_shown_whole() -> None:
    words = "says about forms"
    found = merged_of(BASE, BASE.replace(words, "says about papers"), BASE.replace(words, "says about files"))
    block = found.text.split("<<<<<<< ours\n")[1].split(">>>>>>> theirs\n")[0]
    ours, theirs = block.split("=======\n")
    assert ours.splitlines()[::2] == ["    text: >-", "      done, with what shows it."]
    assert theirs == ours.replace("papers", "files")


def test_rows_that_both_added_under_one_ref_are_both_in_the_file() -> None:
    ours = BASE + '  - ref: "4"\n    agency: Police\n    text: From ours\n'
    theirs = BASE + '  - ref: "4"\n    agency: Health\n    text: From theirs\n'
    found = merged_of(BASE, ours, theirs)
    assert found.text.endswith(
        '<<<<<<< ours\n  - ref: "4"\n    agency: Police\n    text: From ours\n'
        '=======\n  - ref: "4"\n    agency: Health\n    text: From theirs\n>>>>>>> theirs\n'
    )
    assert [conflict.name for conflict in found.conflicts] == ["recommendation 4"]


def test_line_ends_are_ours() -> None:
    ours = BASE.replace("    due: 2013-12\n", "    due: 2014-01\n").replace("\n", "\r\n")
    theirs = BASE.replace("    due: 2013-12\n", "    due: 2014-02\n    completed: 2014\n")
    found = merged_of(BASE, ours, theirs).text
    assert found.count("\r\n") == found.count("\n")
    assert "<<<<<<< ours\r\n    due: 2014-01\r\n=======\r\n    due: 2014-02\r\n>>>>>>> theirs\r\n" in found


NEW_ROW = """\

  # Asked for by the panel.
  - ref:   "4"   # theirs
    agency: 'Health'
    text: >-
      From
      theirs
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_new_in_theirs_stands_as_theirs_wrote_it(newline: str) -> None:
    theirs = BASE.replace("      - role: Nurse\n", "      # by phone\n      - role:   Nurse  # agreed\n") + NEW_ROW
    ours = BASE.replace("      - role: Nurse\n        unconfirmed: true\n", "").replace("2013-09", "2013-10")
    found = merged_of(
        ours, ours.replace("A plan", "The plan").replace("\n", newline), theirs.replace("2013-09", "2013-10")
    )
    assert found.text == theirs.replace("2013-09", "2013-10").replace("A plan", "The plan").replace("\n", newline)
    assert (found.left_out, found.conflicts) == ((), ())


def test_what_is_new_in_theirs_is_indented_as_ours() -> None:
    ours = BASE.replace("\n  - ", "\n- ").replace("\n    ", "\n  ")
    found = merged_of(BASE, ours, BASE + NEW_ROW)
    assert found.text == ours + NEW_ROW.replace("\n  ", "\n")


def test_a_comment_of_each_side_on_one_value_is_kept_beside_the_other() -> None:
    ours = BASE.replace("due: 2013-12\n", "due: 2013-12  # to be moved\n")
    theirs = BASE.replace("due: 2013-12\n", 'due: "2014"  # moved\n')
    found = merged_of(BASE, ours, theirs)
    meant = ours.replace("    due: 2013-12 ", '    # moved\n    due: "2014" ')
    assert (found.text, found.left_out, found.both) == (meant, (), ())


def test_comments_of_theirs_go_to_their_entries_in_a_file_that_ours_changed() -> None:
    ours = BASE.replace("title: A plan", "title: The plan").replace("unconfirmed: true", "unconfirmed: false")
    theirs = BASE.replace("title: A plan", "# new\ntitle: A plan").replace("- role: Nurse", "- role: Nurse # also new")
    found = merged_of(BASE, ours, theirs)
    meant = theirs.replace("title: A plan", "title: The plan").replace("unconfirmed: true", "unconfirmed: false")
    assert (found.text, found.left_out) == (meant, ())
    assert merged_of(BASE, theirs, ours).left_out == ()
    assert merged_of(BASE, theirs + "# new\n", theirs.replace("\n", "\r\n")).left_out == ()


ADOPTED = {
    "a comment above a key": ("title: A plan", "# theirs\ntitle: A plan"),
    "a comment within a row": ("    due: 2013-12\n", "    # theirs\n    due: 2013-12  # moved\n"),
    "a comment within a list": ("      - role: Nurse\n", "      # theirs\n      - role: Nurse\n"),
    "a comment gone": ("    # Who answers for it.\n", ""),
    "another fold": ("what it is\n      done, with", "what it is done,\n      with"),
    "another order of keys": (
        "    rag: amber   # as stated\n    due: 2013-12\n",
        "    due: 2013-12\n    rag: amber   # as stated\n",
    ),
    "other quotes": ("- ref: '3'", '- ref: "3"'),
    "a comment above a row": ("  # The third came late.\n  - ref: '3'", "  # The third came\n  # late.\n  - ref: '3'"),
}


@pytest.mark.parametrize(("was", "now"), ADOPTED.values(), ids=ADOPTED)
def test_what_ours_left_alone_is_as_theirs_wrote_it(was: str, now: str) -> None:
    base = BASE.replace("tell the board of it when it is", "tell the board what it is")
    assert base.count(was) == 1
    theirs = base.replace(was, now)
    for mine in (("as_at: 2013-09", "as_at: 2013-10"), ("Do more", "Do much more")):
        found = merged_of(base, base.replace(*mine), theirs)
        assert (found.text, found.left_out) == (theirs.replace(*mine), ())


def test_a_row_that_both_changed_takes_the_comments_of_the_keys_that_ours_left_alone() -> None:
    ours = BASE.replace("due: 2013-12", "due: 2014-01").replace("    text: >-", "    text: >")
    theirs = BASE.replace("    leads:\n", "    leads:  # by phone\n").replace("text: begun}", "text: begun}  # theirs")
    found = merged_of(BASE, ours, theirs)
    assert (found.text, found.left_out) == (
        theirs.replace("due: 2013-12", "due: 2014-01").replace("text: >-", "text: >"),
        (),
    )


def test_layout_of_theirs_is_left_where_it_does_not_fit() -> None:
    theirs = BASE.replace("\n  - ", "\n- ").replace("\n    ", "\n  ")
    ours = BASE.replace("as_at: 2013-09", "as_at: 2013-10")
    found = merged_of(BASE, ours, theirs)
    assert data(found.text) == data(ours)
    assert document(found.text).problems == ()


def test_a_file_that_both_added_has_an_empty_base() -> None:
    ours, theirs = BASE, BASE.replace("    due: 2013-12\n", "    due: 2014-02\n")
    found = merged_of("", ours, theirs)
    assert [conflict.name for conflict in found.conflicts] == ["recommendation 1: due"]


UNMERGEABLE = {
    "no YAML": ("a: 'x\n", "ours cannot be read (line 1: a quote is opened and never closed)"),
    "a merge that was not finished": ("<<<<<<< x\na: 1\n", "ours cannot be read (line 1: a merge was not finished"),
    "emptied": ("", "ours cannot be read (line 1: the file holds nothing)"),
    "a list": ("- a\n", "ours is no plan"),
    "a word": ("word\n", "ours is no plan"),
}


@pytest.mark.parametrize(("text", "why"), UNMERGEABLE.values(), ids=UNMERGEABLE)
def test_what_is_no_plan_is_not_merged_as_one(text: str, why: str) -> None:
    with pytest.raises(Unmergeable) as raised:
        merged_of(BASE, text, BASE)
    assert why in str(raised.value)


def test_a_base_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Unmergeable, match="the version before cannot be read"):
        merged_of("a: 'x\n", BASE, BASE)


def test_a_comment_of_ours_stays_in_the_list_from_which_theirs_took_its_entry() -> None:
    theirs = BASE.replace("    # Who answers for it.\n    leads:\n      - {name: Ann, role: Chair}\n", "    leads:\n")
    ours = BASE.replace("- {name: Ann, role: Chair}", "- {name: Ann, # a word\n        role: Chair}")
    found = merged_of(BASE, ours, theirs)
    assert found.text == theirs.replace("unconfirmed: true\n", "unconfirmed: true\n      # a word\n")


def test_a_comment_of_ours_in_a_row_that_theirs_took_out_leaves_the_merge_to_lines() -> None:
    ours = COMMENTED.replace("# by hand", "# by hand, in court")
    theirs = BASE + COMMENTED[COMMENTED.index("\n  # The last.") :]
    with pytest.raises(Unmergeable, match="the comment '# by hand, in court' of ours is in what theirs took out"):
        merged_of(COMMENTED, ours, theirs)


COMMENTED = (
    BASE
    + """
  # The panel asked for it.
  - ref: "4"  # late
    agency: Health
    # In its words.
    text: Four
    evidence:
      - title: Letter
        # by hand
        on: 2013

  # The last.
  - ref: "5"
    agency: Health
    text: Five
"""
)


def test_comments_go_with_what_theirs_took_out() -> None:
    ours = COMMENTED.replace("Five", "The fifth")
    found = merged_of(COMMENTED, ours, BASE + COMMENTED[COMMENTED.index("\n  # The last.") :])
    assert found.text == BASE + ours[ours.index("\n  # The last.") :]


def test_comments_stay_where_theirs_kept_them() -> None:
    ours = COMMENTED.replace("Four", "The fourth")
    found = merged_of(
        COMMENTED,
        ours,
        COMMENTED.replace("    evidence:\n      - title: Letter\n", "    evidence:\n      - title: Audit\n"),
    )
    assert found.text == ours.replace("- title: Letter", "- title: Audit")


def test_a_conflict_may_hold_comments() -> None:
    ours = COMMENTED.replace("by hand\n        on: 2013\n", "by hand\n        on: 2014\n")
    theirs = COMMENTED.replace("      - title: Letter\n        # by hand\n        on: 2013\n", "      - title: Audit\n")
    found = merged_of(COMMENTED, ours, theirs)
    (conflict,) = found.conflicts
    assert conflict.name == "recommendation 4: evidence Letter"
    assert (
        "<<<<<<< ours\n      - title: Letter\n        # by hand\n        on: 2014\n=======\n>>>>>>> theirs"
        in found.text
    )


def test_ours_keeps_its_comments_where_theirs_put_others_in_the_place_of_a_lead() -> None:
    inside = "      # until May\n      - {name: Ann, role: Chair}\n"
    base = BASE.replace("      - {name: Ann, role: Chair}\n", inside)
    ours = base.replace("# until May\n      - {name: Ann, role: Chair}", "# from June\n      - {name: Bob, role: Head}")
    found = merged_of(base, ours, base.replace(inside, "      - {name: Cat, role: Nurse}\n"))
    mark = "<<<<<<< ours\n    leads:\n      # from June\n      - {name: Bob, role: Head}\n"
    assert mark in found.text
    assert [conflict.name for conflict in found.conflicts] == ["recommendation 1: leads"]


def test_more_conflicts_than_anyone_decides_are_not_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrplan.merge.text_merge.MOST_CONFLICTS", 1)
    ours = BASE.replace("due: 2013-12", "due: 2015").replace("rag: amber", "rag: red")
    theirs = BASE.replace("due: 2013-12", "due: 2016").replace("rag: amber", "rag: green")
    with pytest.raises(Unmergeable, match="there are 2 conflicts"):
        merged_of(BASE, ours, theirs)


PLAIN = BASE.replace("   # as stated", "").replace("    # Who answers for it.\n", "")
LAYOUTS = st.sampled_from([PLAIN, PLAIN.replace("\n", "\r\n"), PLAIN.rstrip("\n"), json.dumps(data(BASE)), BASE])


@settings(max_examples=100)
@given(LAYOUTS, DEEDS, DEEDS, st.lists(st.booleans(), min_size=60, max_size=60))
def test_whatever_is_chosen_at_each_mark_a_plan_is_left(
    base: str, some: list[Deed], others: list[Deed], choices: list[bool]
) -> None:
    plan = data(base)
    assert isinstance(plan, dict)
    try:
        ours, theirs = changed(base, done(plan, some)), changed(base, done(plan, others))
        found = merged_of(base, ours, theirs)
    except (UnsafeEdit, Unmergeable):
        assume(base != BASE)  # where no comment is in the way, nothing is refused
        raise
    assert data(decided(found.text, lambda _: False)) == data(found.document.text)
    assert document(decided(found.text, lambda number: choices[number])).problems == ()
    assert bool(found.conflicts) == bool(document(found.text).problems)
