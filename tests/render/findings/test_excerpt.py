import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.characters import harmless
from scrplan.diagnostics import Diagnostic, Position, Severity
from scrplan.render.findings.excerpt import excerpt_rows, in_place
from scrplan.render.text_width import cell_edges, cell_width
from tests.render.findings import ATTACKS

LONG = "0123456789" * 10


def at(column: int, end: int | None = None, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("a.yaml", Position(3, column), "r", "m", "", severity, Position(3, end) if end else None)


def shown(text: str, *found: Diagnostic, room: int | None = None) -> list[str]:
    rows = excerpt_rows(text, found, room, lambda mark, _: mark)
    return [row for pair in rows for row in pair]


@pytest.mark.parametrize(
    ("text", "finding", "marks"),
    [
        ("  due: soon", at(8, 12), "       ^^^^"),
        ("  due: soon", at(8), "       ^^^^"),
        ("  raq: red", at(3), "  ^^^"),
        ("due: 31/12/2012, x", at(6), "     ^^^^^^^^^^"),
        ("due: 2012-13", at(6), "     ^^^^^^^"),
        ('due: "31 Dec"', at(6), "     ^^^"),
        ("a: &name x", at(4), "   ^^^^^"),
        ("- ref: 1", at(1), "^"),
        ("a: << b", at(4), "   ^^"),
        ("a: b", at(2, 2), " ^"),
        ("a:", at(3), "  ^"),
        ("a:", at(3, 3), "  ^"),
        ("a:", at(99, 120), "  ^"),
        ("", at(1), "^"),
        ("a: b", at(2, 99), " ^^^"),
        ("漢字: 漢字 x", at(5, 7), "      ^^^^"),
        ("e\u0301\u0301: no", at(6), "   ^^"),
        ("ae\u0301\u0301: no", at(4, 5), " ^"),
        ("👩‍👩‍👧 ❤️ x", at(10), "      ^"),
        ("a\tb: c", at(3), "  ^"),
        ("\ta: \x1b[31mc", at(5, 6), "    ^"),
        ("a\r\nb c", at(6), "     ^"),
    ],
    ids=ascii,
)
def test_the_mark_is_under_the_place(text: str, finding: Diagnostic, marks: str) -> None:
    assert shown(text, finding) == [in_place(text).rstrip(), marks]


def test_an_end_on_another_line_marks_the_word() -> None:
    finding = at(3)._replace(end=Position(9, 1))
    assert shown("  updates:", finding) == ["  updates:", "  ^^^^^^^"]


def test_several_marks_stand_under_one_line() -> None:
    assert shown("  due: soon, raq: x", at(14, 17), at(8, 12), at(8, 12)) == [
        "  due: soon, raq: x",
        "       ^^^^  ^^^",
    ]


def test_what_is_marked_already_is_not_marked_again() -> None:
    assert shown("{due: soon}", at(1, 12), at(2, 5)) == ["{due: soon}", "^^^^^^^^^^^"]
    assert shown("{due: soon}", at(1, 5), at(2, 8)) == ["{due: soon}", "^^^^^^^"]


def test_each_mark_is_painted_by_its_severity() -> None:
    found = [at(1, 2), at(3, 5, Severity.ADVICE)]
    ((_, marks),) = excerpt_rows("a bc", found, None, lambda mark, grave: f"<{grave}{mark}>")
    assert marks == "<error^> <advice^^>"


def test_of_two_at_one_place_the_graver_gives_the_colour() -> None:
    found = [at(1, 2, Severity.ADVICE), at(1, 2), at(1, 4, Severity.WARNING)]
    ((_, marks),) = excerpt_rows("abc", found, None, lambda mark, grave: f"<{grave}{mark}>")
    assert marks == "<error^><warning^^>"


@pytest.mark.parametrize(
    ("column", "end", "rows"),
    [
        (1, 3, ["012345678901234567…", "^^"]),
        (17, 19, ["012345678901234567…", "                ^^"]),
        (18, 20, ["…01234567890123456…", "        ^^"]),
        (50, 53, ["…23456789012345678…", "        ^^^"]),
        (91, 93, ["…234567890123456789", "         ^^"]),
        (99, 101, ["…234567890123456789", "                 ^^"]),
        (101, 102, ["…34567890123456789", "                  ^"]),
        (40, 90, ["…90123456789012345…", " ^^^^^^^^^^^^^^^^^"]),
        (1, 90, ["012345678901234567…", "^^^^^^^^^^^^^^^^^^"]),
    ],
)
def test_a_long_line_is_cut_around_the_place(column: int, end: int, rows: list[str]) -> None:
    assert shown(LONG, at(column, end), room=19) == rows


def test_a_line_that_just_fits_is_whole() -> None:
    assert shown(LONG, at(50, 51), room=100)[0] == LONG
    assert shown(LONG, at(50, 51), room=99)[0] != LONG


def test_places_too_far_apart_for_the_room_are_shown_one_after_the_other() -> None:
    assert shown(LONG, at(2, 4), at(9, 11), at(80, 82), room=19) == [
        "012345678901234567…",
        " ^^     ^^",
        "…23456789012345678…",
        "        ^^",
    ]


def test_a_cut_does_not_part_a_character_from_its_marks() -> None:
    text = "e\u0301" * 40
    source, marks = shown(text, at(41, 43), room=19)
    assert source == "…" + "e\u0301" * 17 + "…"
    assert marks == f"{' ' * 9}^"


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_every_character_keeps_its_column(text: str) -> None:
    made = in_place(text)
    assert len(made) == len(text)
    assert "\n" not in made
    assert harmless(made) == made


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("ab cd:漢é🙂\u0301\u200d\ufe0f❤"), max_size=80),
    st.integers(1, 90),
    st.integers(0, 30),
    st.integers(16, 50),
)
def test_whatever_is_cut_the_marked_characters_stand_above_the_mark(
    text: str, column: int, length: int, room: int
) -> None:
    source, marks = shown(text, at(column, column + length or None), room=room)
    assert cell_width(source) <= room
    assert len(marks) <= room
    start = min(column - 1, len(text))
    first, cells = marks.index("^"), cell_edges(source)
    if start == len(text):
        assert first >= cell_width(source) or not text[start - 1 :].strip()
        return
    place = max(place for place, cell in enumerate(cells) if cell <= first)
    above = source[place : place + 1] or " "
    assert above == text[start] or cell_edges(text)[start] == cell_edges(text)[start + 1]
