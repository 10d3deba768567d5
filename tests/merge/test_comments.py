"""Comments are part of what each side did: they are merged with the entries that they belong to.

Each comment of these plans has a number of its own, so that it is found in any text without asking how it is read.
"""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.merge import MergedText, Unmergeable, merged_text
from tests.merge.texts import data, document

HEAD = """\
# c1
title: A plan  # c2
as_at: 2013-09
# c3
review: {kind: other, published: 2012}

ratings:  # c4
  # c5
  green: {state: complete, meaning: Done}
  amber: {state: in_progress, meaning: In hand}  # c6
  # c7
agencies:
  - {name: Health, aliases: [NHS]}
  # c8
  - name: Police

# c9
recommendations:
"""
ROW = """\
  # c{n}1
  - ref: "{n}"
    agency: Health  # c{n}2
    text: Do the thing of number {n} with all its words
    # c{n}3
    rag: amber
    due: 2013-12
    leads:  # c{n}4
      - {{name: Ann, role: Chair}}  # c{n}5
      # c{n}6
      - role: Nurse
        unconfirmed: true
    updates:
      - {{on: 2013-06, by: Health, text: begun}}
      # c{n}7
    evidence: [
      {{title: Minutes, on: 2013-06}},  # c{n}8
      # c{n}9
      {{title: Letter}}
      # c{n}10
    ]
    # c{n}11

"""
COMMENT = re.compile(r"# c[0-9a-z]+")
VALUE = re.compile(r"^( *(?:- )?(?:title|as_at|rag|due|text|unconfirmed|agency): )([^#{\[]+?)( *#.*)?$")
WORDS = ("green", "red", "2014", "Do another thing with all its words")


class Deed(NamedTuple):
    """One change of a side's text: what is done, in which part of the file, on which line, with which words."""

    what: str
    part: int
    line: int
    word: int


def base_parts(rows: int = 4) -> list[str]:
    """Return the head of a plan and its rows, as texts."""
    return [HEAD, *(ROW.format(n=n) for n in range(20, 20 + rows))]


def done(parts: list[str], deeds: list[Deed], side: str) -> str:
    """Return the text of a plan after a side's deeds."""
    parts = [*parts]
    for number, (what, part, line, word) in enumerate(deeds):
        at = part % len(parts)
        new = f"# c{number}{side}"
        if what in OF_LINES:
            lines = parts[at].splitlines()
            OF_LINES[what](lines, line, WORDS[word % len(WORDS)], new)
            parts[at] = "\n".join(lines) + "\n"
        elif at and what == "renumber":
            parts[at] = re.sub(r'ref: "', f'ref: "{word}{side}', parts[at], count=1)
        elif at and what == "move":
            parts.insert(1 + line % (len(parts) - 1), parts.pop(at))
        elif at and what == "remove" and len(parts) > 3:
            del parts[at]
        elif what == "add row":
            parts.insert(at + 1, f'  {new}\n  - ref: "{side}{number}"\n    agency: Police\n    text: New of {side}\n\n')
    return "".join(parts)


def _set_value(lines: list[str], line: int, word: str, _: str) -> None:
    places = [at for at, text in enumerate(lines) if VALUE.match(text)]
    at = places[line % len(places)]
    lines[at] = VALUE.sub(lambda found: f"{found[1]}{word}{found[3] or ''}", lines[at])


def _add_note(lines: list[str], line: int, word: str, _: str) -> None:
    places = [at for at, text in enumerate(lines) if text.startswith(("    due: ", "    rag: "))]
    if places and not any("note: " in text for text in lines):
        lines.insert(places[line % len(places)] + 1, f"    note: {word}")


def _add_update(lines: list[str], line: int, word: str, _: str) -> None:
    places = [at for at, text in enumerate(lines) if text.startswith("    updates:")]
    for at in places:
        lines.insert(at + 1 + line % 2, f"      - {{on: 2013-08, by: Police, text: {word}}}")


def _comment_above(lines: list[str], line: int, _: str, new: str) -> None:
    at = line % len(lines)
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    lines.insert(at, f"{' ' * indent}{new}")


def _comment_beside(lines: list[str], line: int, _: str, new: str) -> None:
    places = [at for at, text in enumerate(lines) if text.strip() and "#" not in text]
    lines[places[line % len(places)]] += f"  {new}"


def _reword_comment(lines: list[str], line: int, _: str, new: str) -> None:
    places = [at for at, text in enumerate(lines) if "#" in text]
    if places:
        at = places[line % len(places)]
        lines[at] = COMMENT.sub(new, lines[at])


def _remove_comment(lines: list[str], line: int, _: str, _new: str) -> None:
    places = [at for at, text in enumerate(lines) if "#" in text]
    if places:
        at = places[line % len(places)]
        lines[at] = COMMENT.sub("", lines[at]).rstrip()
        if not lines[at]:
            del lines[at]


OF_LINES = {
    "set value": _set_value,
    "add note": _add_note,
    "add update": _add_update,
    "comment above": _comment_above,
    "comment beside": _comment_beside,
    "reword comment": _reword_comment,
    "remove comment": _remove_comment,
}
DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from([*OF_LINES, "renumber", "move", "remove", "add row"]),
        st.integers(0, 6),
        st.integers(0, 30),
        st.integers(0, 5),
    ),
    max_size=6,
)


def merged_of(base: str, ours: str, theirs: str) -> MergedText:
    return merged_text(document(base), document(ours), document(theirs))


def comments_of(text: str) -> set[str]:
    return set(COMMENT.findall(text))


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for was, now in pairs:
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    return text


BASE = "".join(base_parts(2))
OTHER_FIELDS = (  # of every entry that the comments below are at
    ("title: A plan", "title: The plan"),
    ("published: 2012", "published: 2013"),
    ("meaning: Done", "meaning: All done"),
    ("  - name: Police\n", "  - name: Police\n    aliases: [PC]\n"),
)
OTHER_FIELDS_OF_ROW = tuple(
    (was.format(n=20), now.format(n=20))
    for was, now in (
        ("number {n} with", "number {n} and with"),
        ('\n  - ref: "{n}"\n    agency: Health', '\n  - ref: "{n}"\n    agency: Police'),
    )
)
CHANGED = {
    "the first line of the file": ("# c1\n", "# new\n"),
    "one more above the first key": ("# c1\n", "# c1\n# new\n"),
    "at the end of a line": ("title: A plan  # c2", "title: A plan  # new"),
    "new at the end of a line": ("as_at: 2013-09", "as_at: 2013-09  # new"),
    "gone from the end of a line": ("A plan  # c2", "A plan"),
    "above a key": ("# c3\n", "# new\n"),
    "above a key, of several lines": ("# c3\n", "# new\n# more\n"),
    "gone from above a key": ("# c3\n", ""),
    "behind a key": ("ratings:  # c4", "ratings:  # new"),
    "above the first entry of a mapping": ("  # c5\n", "  # new\n"),
    "below the last entry of a mapping": ("  # c7\n", "  # c7\n  # new\n"),
    "above an item": ("  # c8\n", "  # new\n"),
    "above a row": ("  # c201\n", "  # c201\n  # new\n"),
    "between the keys of a row": ("    # c203\n", "    # new\n"),
    "behind a list": ("leads:  # c204", "leads:  # new"),
    "behind an item in brackets": ("Chair}  # c205", "Chair}  # new"),
    "above a lead": ("      # c206\n", "      # new\n"),
    "below a list": ("      # c207\n", "      # c207\n      # new\n"),
    "in brackets, at the end of a line": ("  # c208\n", "  # new\n"),
    "in brackets, above an item": ("      # c209\n", "      # new\n"),
    "in brackets, below the last item": ("      # c2010\n", "      # c2010\n      # new\n"),
    "gone from brackets": ("      # c2010\n", ""),
    "below a row": ("    # c2011\n", "    # new\n"),
    "at the end of the file": ("    # c2111\n\n", "    # c2111\n    # new\n"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("fields", [OTHER_FIELDS, OTHER_FIELDS_OF_ROW], ids=["fields", "fields of the row"])
@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_what_theirs_did_to_a_comment_is_done_beside_what_ours_did_to_fields(
    change: tuple[str, str], fields: tuple[tuple[str, str], ...], newline: str
) -> None:
    theirs = replaced(BASE, change)
    found = merged_of(BASE, replaced(BASE, *fields).replace("\n", newline), theirs)
    # The blank lines at the end of the file are ours.
    assert found.text.replace(newline, "\n").rstrip() == replaced(theirs, *fields).rstrip()
    assert found.text.count(newline) == found.text.count("\n")
    assert (found.left_out, found.both) == ((), ())


BOTH = {
    "above a key": (
        ("    # c203\n", "    # mine\n"),
        ("    # c203\n", "    # hers\n"),
        ("    # c203\n", "    # mine\n    # hers\n"),
    ),
    "at the end of a line": (
        ("leads:  # c204", "leads:  # mine"),
        ("leads:  # c204", "leads:  # hers"),
        ("    leads:  # c204", "    # hers\n    leads:  # mine"),
    ),
    "changed, where the other side took it out": (
        ("    # c203\n", ""),
        ("    # c203\n", "    # hers\n"),
        ("    # c203\n", "    # hers\n"),
    ),
    "taken out, where the other side changed it": (
        ("    # c203\n", "    # mine\n"),
        ("    # c203\n", ""),
        ("    # c203\n", "    # mine\n"),
    ),
}


@pytest.mark.parametrize(("mine", "hers", "meant"), BOTH.values(), ids=BOTH)
def test_a_comment_that_both_sides_changed_is_kept_as_each_has_it(
    mine: tuple[str, str], hers: tuple[str, str], meant: tuple[str, str]
) -> None:
    found = merged_of(BASE, replaced(BASE, mine), replaced(BASE, hers))
    assert found.text == replaced(BASE, meant)
    assert found.left_out == ()
    assert found.both == tuple(sorted(word for word in ("# hers", "# mine") if word in meant[1]))


def test_a_comment_that_both_sides_added_alike_is_there_once() -> None:
    ours = replaced(BASE, ("as_at: 2013-09\n", "# new\nas_at: 2013-09\n"), ("title: A", "title: The"))
    found = merged_of(BASE, ours, replaced(BASE, ("as_at: 2013-09\n", "# new\nas_at: 2013-10\n")))
    assert found.text == ours.replace("2013-09", "2013-10")


RENUMBERED = ('ref: "20"', 'ref: "7"')
REWORDED = (("# c201\n", "# above\n"), ("# c203\n", "# inside\n"), ("# c2011\n", "# below\n"))


@pytest.mark.parametrize("is_ours", [True, False])
def test_comments_go_with_a_row_that_one_side_renumbered(is_ours: bool) -> None:
    sides = replaced(BASE, RENUMBERED), replaced(BASE, *REWORDED)
    found = merged_of(BASE, *(sides if is_ours else sides[::-1]))
    assert found.text == replaced(BASE, RENUMBERED, *REWORDED)


@pytest.mark.parametrize("is_ours", [True, False])
def test_comments_go_with_a_row_that_one_side_moved(is_ours: bool) -> None:
    head, *rows = base_parts(4)
    changed = replaced(rows[0], *REWORDED)
    sides = "".join([head, *rows[1:], rows[0]]), "".join([head, changed, *rows[1:]])
    found = merged_of("".join([head, *rows]), *(sides if is_ours else sides[::-1]))
    assert found.text.rstrip() == "".join([head, *rows[1:], changed]).rstrip()
    assert found.left_out == ()


def test_a_comment_on_a_row_that_ours_took_out_is_named() -> None:
    head, *rows = base_parts(3)
    theirs = "".join([head, replaced(rows[0], ("rag: amber", "# new\n    rag: amber")), *rows[1:]])
    found = merged_of("".join([head, *rows]), "".join([head, *rows[1:]]), theirs)
    assert (found.text, found.left_out) == ("".join([head, *rows[1:]]), ("# new",))


def test_a_comment_on_a_field_that_ours_took_out_stays_in_its_row() -> None:
    ours = replaced(
        BASE, ("number 20 with all its words\n    # c203\n    rag: amber\n", "number 20 with all its words\n")
    )
    found = merged_of(BASE, ours, replaced(BASE, ("    # c203\n", "    # why amber\n")))
    assert found.text == replaced(ours, ("    # c2011\n", "    # c2011\n    # why amber\n"))


# Against what was done, and against what git does.


def merged_by_git(folder: Path, *texts: str) -> str | None:
    """Return what git makes of ours, base and theirs, line by line; None where it finds a conflict."""
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, text in zip(names, texts, strict=True):
        name.write_text(text)
    run = subprocess.run(["git", "merge-file", "-p", *map(str, names)], capture_output=True, check=False, text=True)
    return None if run.returncode else run.stdout


def sides_of(some: list[Deed], others: list[Deed]) -> tuple[str, str, str]:
    """Return the base, ours and theirs; deeds that leave no plan count for nothing."""
    parts = base_parts()
    ours, theirs = done(parts, some, "a"), done(parts, others, "b")
    assume(not document(ours).problems and not document(theirs).problems)
    return "".join(parts), ours, theirs


@settings(max_examples=150, deadline=None)
@given(DEEDS, DEEDS)
def test_each_comment_is_there_that_a_side_added_or_both_kept(some: list[Deed], others: list[Deed]) -> None:
    base, ours, theirs = sides_of(some, others)
    try:
        found = merged_of(base, ours, theirs)
    except Unmergeable:  # git merges the lines then
        assume(False)
        raise
    assume(not found.conflicts)
    before, mine, hers = map(comments_of, (base, ours, theirs))
    due = (mine & hers) | (mine - before) | (hers - before)
    assert comments_of(found.text) == due - set(found.left_out)
    assert len(COMMENT.findall(found.text)) == len(due) - len(found.left_out)


@settings(max_examples=150, deadline=None)
@given(DEEDS, DEEDS)
def test_comments_are_those_of_git_where_it_merges_lines_well(
    tmp_path_factory: pytest.TempPathFactory, some: list[Deed], others: list[Deed]
) -> None:
    base, ours, theirs = sides_of(some, others)
    by_git = merged_by_git(tmp_path_factory.getbasetemp(), ours, base, theirs)
    assume(by_git is not None and not document(by_git).problems)
    assert by_git is not None
    try:
        found = merged_of(base, ours, theirs)
    except Unmergeable:  # which gives what git has
        assume(False)
        raise
    assume(not found.conflicts and data(by_git) == data(found.text))
    assert comments_of(found.text) >= comments_of(by_git)
    assert found.left_out == ()


def test_an_entry_in_conflict_that_theirs_took_out_keeps_the_comments_of_ours() -> None:
    row = base_parts(2)[1]
    ours = replaced(BASE, ("number 20 with", "number 20 and with"), ("# c203\n", "# new\n"))
    found = merged_of(BASE, ours, replaced(BASE, (row, "")))
    assert [conflict.name for conflict in found.conflicts] == ["recommendation 20"]
    assert found.document.text == ours
    assert comments_of(found.text) >= comments_of(row) - {"# c203"}
