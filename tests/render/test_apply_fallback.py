"""A report is spelled in all its words, before anything is measured."""

from scrplan.content import Cell, Chart, Column, Report, Series, Tone, table
from scrplan.render.apply_fallback import spelled, spelled_chart
from scrplan.render.glyph_fallback import safely_lettered
from tests.render.documents import CHART, attacked, texts_of, whole


def test_every_text_is_spelled() -> None:
    assert texts_of(spelled(whole(), str.upper)) == [text.upper() for text in texts_of(whole())]
    assert spelled(whole(), str.upper).records == spelled(Report("T", records=whole().records), str.upper).records


def test_what_stands_for_a_control_is_spelled_too() -> None:
    report = spelled(attacked("\x07"), lambda text: text.replace("\ufffd", "?"))
    assert set(texts_of(report)) >= {"?"}
    assert not [text for text in texts_of(report) if "\x07" in text or "\ufffd" in text]


def test_what_machines_read_stays() -> None:
    said = table([Column("key", "Heading")], [[Cell("a", "a", Tone.BAD)]], has_total=True)
    (shouted,) = spelled(Report("T", (said,)), str.upper).head
    assert shouted == table([Column("key", "HEADING")], [[Cell("A", "a", Tone.BAD)]], has_total=True)
    assert spelled(whole(), lambda text: text) == whole()


def test_a_chart_is_spelled_as_one_since_its_words_share_lines() -> None:
    chart = Chart("T", ("\u05d0",), (Series("\u2705", (1,)), Series("b", (2,))), "in\nwords")
    drawn = spelled_chart(chart, safely_lettered)
    assert drawn.series[0].name == "[white heavy check mark]"
    assert (drawn.title, drawn.labels, drawn.alternative) == ("T", ("\u05d0",), "in words")
    assert spelled_chart(CHART, lambda text: text) == CHART
