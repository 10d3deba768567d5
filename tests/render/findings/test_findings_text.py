import re
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.diagnostics import Diagnostic, FileFindings, Position, RulePage, Severity
from scrplan.render.findings import About
from scrplan.render.findings.findings_text import MANY, render_text
from scrplan.render.text_width import cell_width
from tests.render.findings import ABOUT, ATTACKS, PLAN, counted, file_of, one_of_each

SGR = re.compile(r"\x1b\[[0-9;]*m")
LONG = (
    "    text: Southampton LSCB to support the recommendation that new arrangements: are required at a national level"
)
GOLDEN = (
    FileFindings("plans/fine.yaml"),
    FileFindings(
        PLAN,
        (
            Diagnostic(
                PLAN,
                Position(17, 10),
                "bad-date",
                "due: '31/12/2012' is not a date of the format",
                "dates are written year first; if it means 31 December 2012, write 2012-12-31",
                end=Position(17, 20),
            ),
            Diagnostic(PLAN, Position(23, 79), "syntax", "there is a colon inside unquoted text", "put it in quotes"),
            Diagnostic(PLAN, Position(31, 5), "missing-key", "a recommendation has no text", "add a line text:"),
            Diagnostic(PLAN, Position(31, 5), "missing-key", "a recommendation has no agency", "add a line agency:"),
            Diagnostic(PLAN, Position(112, 8), "stale", "漢字 was never updated", "", Severity.WARNING),
        ),
        {17: "    due: 31/12/2012", 23: LONG, 31: '  - ref: "14"', 112: "  é漢字: 漢字 👩‍👩‍👧 x"},
    ),
    FileFindings("plans/b.yaml", (Diagnostic("plans/b.yaml", Position(3, 11), "not-utf-8", "byte 0xE9 is not UTF-8"),)),
)


def shown(*files: FileFindings, about: About = ABOUT) -> str:
    return "".join(render_text(files, about))


def test_at_60_columns() -> None:
    assert shown(*GOLDEN, about=ABOUT._replace(width=60)) == dedent("""\
        plans/child-g.yaml
          17:10  error  due: '31/12/2012' is not a date of the
                 format  [bad-date]
                 To fix: dates are written year first; if it means
                 31 December 2012, write 2012-12-31
                 17 |     due: 31/12/2012
                    |          ^^^^^^^^^^

          23:79  error  there is a colon inside unquoted text
                 [syntax]
                 To fix: put it in quotes
                 23 | …that new arrangements: are required at a nat…
                    |                       ^

          31:5   error  a recommendation has no text  [missing-key]
                 To fix: add a line text:
          31:5   error  a recommendation has no agency
                 [missing-key]
                 To fix: add a line agency:
                 31 |   - ref: "14"
                    |     ^^^

          112:8  warning  漢字 was never updated  [stale]
                 112 |   é漢字: 漢字 👩‍👩‍👧 x
                     |          ^^^^

        plans/b.yaml
          3:11  error  byte 0xE9 is not UTF-8  [not-utf-8]

        3 files checked: 5 errors in 2 files, 1 warning
        """)


def test_at_100_columns() -> None:
    assert shown(*GOLDEN, about=ABOUT._replace(width=100)) == dedent("""\
        plans/child-g.yaml
          17:10  error  due: '31/12/2012' is not a date of the format  [bad-date]
                 To fix: dates are written year first; if it means 31 December 2012, write 2012-12-31
                 17 |     due: 31/12/2012
                    |          ^^^^^^^^^^

          23:79  error  there is a colon inside unquoted text  [syntax]
                 To fix: put it in quotes
                 23 |     text: Southampton LSCB to support the recommendation that new arrangements: are r…
                    |                                                                               ^

          31:5   error  a recommendation has no text  [missing-key]
                 To fix: add a line text:
          31:5   error  a recommendation has no agency  [missing-key]
                 To fix: add a line agency:
                 31 |   - ref: "14"
                    |     ^^^

          112:8  warning  漢字 was never updated  [stale]
                 112 |   é漢字: 漢字 👩‍👩‍👧 x
                     |          ^^^^

        plans/b.yaml
          3:11  error  byte 0xE9 is not UTF-8  [not-utf-8]

        3 files checked: 5 errors in 2 files, 1 warning
        """)


def test_off_a_terminal_nothing_is_wrapped_or_cut() -> None:
    lines = shown(*GOLDEN).splitlines()
    assert lines[1:6] == [
        "  17:10  error  due: '31/12/2012' is not a date of the format  [bad-date]",
        "         To fix: dates are written year first; if it means 31 December 2012, write 2012-12-31",
        "         17 |     due: 31/12/2012",
        "            |          ^^^^^^^^^^",
        "",
    ]
    assert lines[8:10] == [f"         23 | {LONG}", f"            | {' ' * 78}^"]


def test_colours_only_help() -> None:
    coloured = shown(*one_of_each(), about=ABOUT._replace(colour=True))
    assert SGR.sub("", coloured) == shown(*one_of_each())
    assert "\x1b" not in shown(*one_of_each())
    assert coloured.splitlines()[:4] == [
        "\x1b[1mplans/child-g.yaml\x1b[0m",
        "  3:8  \x1b[31merror\x1b[0m  due: no date  [bad-date]",
        "       To fix: write 2012",
        "       3 |   due: soon",
    ]
    assert "\x1b[33mwarning\x1b[0m  silent" in coloured
    assert "\x1b[36madvice\x1b[0m  nobody leads" in coloured
    assert "         |   \x1b[36m^^^^^\x1b[0m\n" in coloured


def test_a_place_without_its_line_has_no_excerpt() -> None:
    file = FileFindings("a.yaml", (Diagnostic("a.yaml", Position(), "empty", "the file holds nothing", "delete it"),))
    assert shown(file) == (
        "a.yaml\n  1:1  error  the file holds nothing  [empty]\n       To fix: delete it\n\n"
        "1 file checked: 1 error in 1 file\n"
    )


@pytest.mark.parametrize(("files", "words"), [(0, "0 files"), (1, "1 file"), (1200, "1,200 files")])
def test_without_findings_there_is_only_the_count(files: int, words: str) -> None:
    assert shown(*[FileFindings("a.yaml")] * files) == f"{words} checked: no problems\n"


class TestHowOften:
    TITLES = (RulePage("b", Severity.WARNING, "B is about this"), RulePage("long-name", Severity.ADVICE, "T"))

    def made(self, times: int, about: About = ABOUT) -> str:
        found = [Diagnostic("a.yaml", Position(), "a", "m")] * times
        found += [Diagnostic("a.yaml", Position(), "b", "m", severity=Severity.WARNING)] * 2
        found += [Diagnostic("a.yaml", Position(), "long-name", "m", severity=Severity.ADVICE)]
        return shown(FileFindings("a.yaml", tuple(found)), about=about).partition("How often")[2]

    def test_many_findings_are_also_counted_by_rule(self) -> None:
        assert self.made(MANY - 2) == (
            " each rule was found:\n  18  error    a\n   2  warning  b\n   1  advice   long-name\n\n"
            "1 file checked: 18 errors in 1 file, 2 warnings, 1 piece of advice\n"
        )

    def test_few_are_not(self) -> None:
        assert self.made(MANY - 3) == ""

    def test_nor_is_a_single_rule(self) -> None:
        one = FileFindings("a.yaml", (Diagnostic("a.yaml", Position(), "a", "m"),) * 30)
        assert "How often" not in shown(one)

    @pytest.mark.parametrize(("width", "told"), [(None, True), (41, True), (40, False)])
    def test_titles_stand_beside_them_where_there_is_room(self, width: int | None, told: bool) -> None:
        lines = self.made(18, ABOUT._replace(rules=self.TITLES, width=width)).splitlines()[1:4]
        assert lines == [
            "  18  error    a",
            f"   2  warning  b{'          B is about this' if told else ''}",
            f"   1  advice   long-name{'  T' if told else ''}",
        ]

    def test_colours_do_not_shift_them(self) -> None:
        about = ABOUT._replace(rules=self.TITLES, colour=True)
        assert "   2  \x1b[33mwarning\x1b[0m  b          B is" in self.made(18, about)
        assert "  18  \x1b[31merror\x1b[0m    a\n" in self.made(18, about)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_no_text_adds_or_shifts_a_line(text: str) -> None:
    lines = shown(file_of(text)).splitlines()
    assert len(lines) == 7
    assert [line[:11] for line in lines[1:5]] == ["  3:7  erro", "       To f", "       3 | ", "         | "]
    assert lines[4].strip("| ") in {"^^", "^^^"}
    assert cell_width(lines[3][:17]) == lines[4].index("^")
    assert lines[5:] == ["", "1 file checked: 1 error in 1 file"]


@settings(max_examples=100)
@given(st.text(max_size=80), st.text(max_size=80), st.integers(40, 140), st.integers(1, 90), st.integers(1, 9999))
def test_all_fits_the_screen_and_the_mark_is_on_it(words: str, line: str, width: int, column: int, number: int) -> None:
    finding = Diagnostic("a.yaml", Position(number, column), "some-rule", words, words)
    made = shown(FileFindings("a.yaml", (finding,), {number: line}), about=ABOUT._replace(width=width))
    assert max(map(cell_width, made.splitlines())) <= width
    marks = [row for row in made.splitlines() if re.fullmatch(r" +\|  *\^+", row)]
    assert len(marks) >= 1
    whole = shown(FileFindings("a.yaml", (finding,)))
    kept = shown(FileFindings("a.yaml", (finding,)), about=ABOUT._replace(width=width))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", whole)


def test_files_come_as_they_are_checked() -> None:
    taken: list[str] = []
    chunks = render_text(counted(GOLDEN, taken), ABOUT)
    assert next(chunks) == f"{PLAN}\n"
    assert taken == ["plans/fine.yaml", PLAN]
    assert next(chunks).startswith("  17:10")
    assert taken == ["plans/fine.yaml", PLAN]
    assert list(chunks)[-1] == "3 files checked: 5 errors in 2 files, 1 warning\n"
