import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.characters import HARMFUL, harmless
from scrplan.content import Cell, Column, ColumnKind, Paragraph, Report, Table, table
from scrplan.errors import UsageProblem
from scrplan.render.csv_text import render_csv
from tests.render import COLUMNS, HOSTILE, records_of, report_of, row_of

FORMULAS = ("=", "+", "-", "@")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def made_of(*cells: Cell) -> str:
    columns = tuple(Column(f"c{place}", "C") for place in range(len(cells)))
    return render_csv(Report("T", records=Table(columns, (cells,)))).removeprefix(
        ",".join(column.key for column in columns) + "\n"
    )


def test_there_is_a_line_of_keys_and_a_line_a_record_and_nothing_else() -> None:
    report = Report("T", head=(Paragraph("said"),), records=records_of("a", "b"))
    assert render_csv(report) == "ref,days,lead,text\na,7,a,a\nb,7,b,b\n"


def test_an_empty_table_has_its_line_of_keys() -> None:
    assert render_csv(Report("T", records=records_of())) == "ref,days,lead,text\n"


def test_what_is_no_table_is_refused_with_a_way_out() -> None:
    with pytest.raises(UsageProblem, match="this answer is no table, so there is no csv of it") as caught:
        render_csv(Report("T"))
    assert caught.value.hint == "use --format json"


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (Cell("words"), "words"),
        (Cell("words for people", "value"), "value"),
        (Cell("none", ""), '""'),
        (Cell("273 days", 273), "273"),
        (Cell("", 0), "0"),
        (Cell("-30", -30), "-30"),
        (Cell("a, b"), '"a, b"'),
        (Cell('say "a"'), '"say ""a"""'),
        (Cell("one\ntwo"), '"one\ntwo"'),
        (Cell("one\r\ntwo"), '"one\ntwo"'),
        (Cell("a\tb"), "a b"),
        (Cell(" a "), " a "),
    ],
    ids=[
        "words",
        "value",
        "nothing",
        "number",
        "naught",
        "negative",
        "comma",
        "quote",
        "lines",
        "crlf",
        "tab",
        "blank",
    ],
)
def test_a_value_is_bare_or_quoted_where_it_must(cell: Cell, line: str) -> None:
    assert made_of(cell) == f"{line}\n"


@pytest.mark.parametrize("sign", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "\r\n", "\N{NO-BREAK SPACE}", " \t "], ids=ascii)
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(sign: str, before: str) -> None:
    text = f'{before}{sign}HYPERLINK("http://x")'
    for cell in (Cell(text), Cell("shown", text)):
        ((value,),) = read(made_of(cell))
        assert value == f"'{harmless(text)}"


@pytest.mark.parametrize("text", ["a=b", "1-2", "x@y.z", "'=1", "1+1", "\a=1"])
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    ((value,),) = read(made_of(Cell(text)))
    assert value == harmless(text)


@pytest.mark.parametrize("key", ["=1+1", "+a", "-a", "@a", " =a"])
def test_a_rating_called_like_a_formula_is_text_in_the_line_of_keys(key: str) -> None:
    ((value,),) = read(render_csv(Report("T", records=table([Column(key, key, ColumnKind.NUMBER)], []))))
    assert value == f"'{key}"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_come_back_as_they_were(text: str) -> None:
    made = render_csv(report_of(text))
    guarded = f"'{harmless(text)}" if text.startswith(FORMULAS) else harmless(text)
    assert read(made)[1] == [guarded, "7", guarded, guarded]
    assert not HARMFUL.search(made)


@pytest.mark.parametrize("text", ["a\x1bb", "a\tb", "a\nb"], ids=ascii)
def test_a_key_holds_nothing_harmful(text: str) -> None:
    made = render_csv(Report("T", records=table([Column(text, text)], [])))
    assert not HARMFUL.search(made)
    assert "\t" not in made


@settings(max_examples=100)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    made = render_csv(Report("T", records=table(COLUMNS, map(row_of, texts))))
    rows = read(made)[1:]
    assert [row[1] for row in rows] == ["7"] * len(texts)
    for text, row in zip(texts, rows, strict=True):
        assert row[0] in {harmless(text), f"'{harmless(text)}"}
        assert not row[0].strip().startswith(FORMULAS)
