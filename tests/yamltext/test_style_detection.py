import pytest

from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.nodes import node_at
from scrplan.yamltext.style_detection import NORMAL, Layout, style_near

NARROW_TEXT = "a: >-\n  {0}\n  {0}\n  {0}\n  {0}\n".format("eight words of five letters each and more of it")


@pytest.mark.parametrize(
    ("text", "path", "style"),
    [
        ("a: b\n", (), NORMAL),
        ("a: [b]\nc: {d: e}\n", (), NORMAL),
        ("a:\n- b\n", (), Layout(dash=0)),
        ("a:\n    - b\n", (), Layout(dash=4)),
        ("a:\n    b: c\n", (), Layout(below=4)),
        ("a: |\n     b\n", (), Layout(below=5)),
        ("a: |\n\n  b\nc:\n   d: e\n", (), Layout(below=3)),
        ("a:\n-   b: c\n", (), Layout(dash=0)),
        ("a:\n-   b: c\n", ("a",), Layout(dash=0, item=4)),
        ("a:\n-\n    b: c\n", ("a",), Layout(dash=0)),
        ("a:\n- b:\n     c: d\n- e: f\n", ("a", 1), Layout(dash=0, below=3)),
        ("a:\n   b:\n     c: d\n   e:\n   - f\n", ("a",), Layout(below=2, dash=0)),
        (NARROW_TEXT, (), Layout(width=49)),
        (NARROW_TEXT + f"b: >-\n  {'x' * 110}\n  y\n", (), NORMAL),
        ("a: >-\n  b\n  c\n  d\n  e\n", (), Layout(width=40)),
        ("a: >-\n  b\n  c\n", (), NORMAL),
        ("a: |-\n  b\n  c\n  d\n  e\n", (), NORMAL),
    ],
)
def test_style_of_the_nearest_neighbours(text: str, path: Steps, style: Layout) -> None:
    root = Document.from_text(text, "x").root
    assert root is not None
    holders = [node_at(root, path[:length]) for length in range(len(path) + 1)]
    assert style_near(text, reversed(holders)) == style
