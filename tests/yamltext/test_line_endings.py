import pytest

from scrplan.yamltext.line_endings import Lines, Splice


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\n", "a\r\nb\nc", "\r\n\r\n\n", "a\nb\r\n"])
def test_text_without_splices_stays_itself(text: str) -> None:
    assert Lines.of(text).written() == text
    assert Lines.of(text).text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("before", "splices", "after"),
    [
        ("a\r\nb\r\n", [Splice(2, 3, "x")], "a\r\nx\r\n"),
        ("a\r\nb\r\nc\n", [Splice(1, 1, "\nx")], "a\r\nx\r\nb\r\nc\n"),
        ("a\nb\nc\r\n", [Splice(5, 5, "\nx\ny")], "a\nb\nc\nx\ny\r\n"),
        ("a\r\nb\nc\r\n", [Splice(2, 4, "")], "a\r\nc\r\n"),
        ("a\r\nb\nc\r\n", [Splice(0, 4, "x\n")], "x\r\nc\r\n"),
        ("a\nb\r\nc\r\n", [Splice(4, 5, "z"), Splice(0, 3, "x\ny")], "x\ny\r\nz\r\n"),
        ("a\r\nb", [Splice(3, 3, "\nc")], "a\r\nb\r\nc"),
        ("a\nb\n", [Splice(1, 1, "\nx")], "a\nx\nb\n"),
    ],
)
def test_line_ends_outside_a_splice_stay(before: str, splices: list[Splice], after: str) -> None:
    assert Lines.of(before).spliced(splices).written() == after
