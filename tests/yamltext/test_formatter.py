import os
from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.errors import BrokenPlans, UnsafeLayout
from scrplan.source.key_orders import plan_order, settings_order
from scrplan.source.reader import read_plan
from scrplan.yamltext import formatter as normal
from scrplan.yamltext.document import Document, Events, c_events, pure_events
from scrplan.yamltext.formatter import normal_form, same_data
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from scrplan.yamltext.scalars import WIDTH
from tests.building import HEAD, ROOT, ROW, plan_text
from tests.yamltext.untidy import Untidy

VALID = sorted((ROOT / "tests" / "cases" / "valid").glob("*.yaml"))
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
LONG = "one two three four five " * 8 + "end"  # 195 characters
FIVE = "one two three four five"
FOLDED_AT_120 = f"  {FIVE} {FIVE} {FIVE} {FIVE} one two three four\n  five {FIVE} {FIVE} {FIVE} end\n"
URL = "https://example.org/" + "x" * 120


def formatted(text: str, *, settings: bool = False) -> str:
    """Return the normal form, which both parsers must agree on and which must be final."""
    order = settings_order() if settings else plan_order()
    by_parser = [
        normal_form(Document.from_text(text, "sample.yaml", events), order, events)
        for events in (c_events, pure_events)
    ]
    assert by_parser[0] == by_parser[1]
    assert normal_form(Document.from_text(by_parser[0], "sample.yaml"), order) == by_parser[0]
    return by_parser[0]


# name: before, after; where there is no after, nothing may change
GOLDEN: dict[str, tuple[str, str | None]] = {
    "keys in the order of the format": ("title: T\nformat: 1\nid: x\n", "format: 1\nid: x\ntitle: T\n"),
    "keys of a review": ("review: {subject: S, kind: other}\n", "review: {kind: other, subject: S}\n"),
    "actions before the updates on them": (
        "recommendations:\n  - updates:\n      - {text: x, on: 2012}\n    ref: 1\n    actions:\n      - text: y\n",
        "recommendations:\n  - ref: 1\n    actions:\n      - text: y\n    updates:\n      - {on: 2012, text: x}\n",
    ),
    "unknown keys go last in their order": ("zeta: 1\nalpha: 2\nformat: 1\n", "format: 1\nzeta: 1\nalpha: 2\n"),
    "names of ratings keep their order, their keys do not": (
        "ratings:\n  red: {meaning: Late, state: in_progress}\n  amber: {off_track: true, state: other}\n",
        "ratings:\n  red: {state: in_progress, meaning: Late}\n  amber: {state: other, off_track: true}\n",
    ),
    "keys where nobody knows their order": ("own: {review: {subject: S, kind: other}, b: 1, a: 2}\n", None),
    "keys in quotes": ("'title': T\n\"format\": 1\n", "\"format\": 1\n'title': T\n"),
    "indentation": ("review:\n      kind: other\n      subject: S\n", "review:\n  kind: other\n  subject: S\n"),
    "list at the column of its key": ("board_asked_to:\n- a\n- b\n", "board_asked_to:\n  - a\n  - b\n"),
    "blanks around colons and at line ends": ("format  :   1  \nid :\tx\t\n", "format: 1\nid: x\n"),
    "dash far from its item": ("leads:\n-   name: A\n    role: B\n", "leads:\n  - name: A\n    role: B\n"),
    "key on the line below its dash": ("leads:\n  -\n    name: A\n", "leads:\n  - name: A\n"),
    "value on the line below its key": ("id:\n  x\ntitle:\n  'T'\n", "id: x\ntitle: 'T'\n"),
    "one blank line between recommendations": (
        "recommendations:\n  - ref: 1\n  - ref: 2\n\n\n\n  - ref: 3\n",
        "recommendations:\n  - ref: 1\n\n  - ref: 2\n\n  - ref: 3\n",
    ),
    "a blank line before the comment on a recommendation": (
        "recommendations:\n  - ref: 1\n  # the second\n  - ref: 2\n",
        "recommendations:\n  - ref: 1\n\n  # the second\n  - ref: 2\n",
    ),
    "single blank lines stay, doubled ones do not": (
        "\n\nformat: 1\n\nid: x\n\n\n  \ntitle: T\nlist:\n\n  - a\n\n  - b\n\n\n",
        "format: 1\n\nid: x\n\ntitle: T\nlist:\n\n  - a\n\n  - b\n",
    ),
    "no line end at the end": ("id: x", "id: x\n"),
    "short brackets on one line": ("a: {x: 1,\n    y: [ 2,3 ]  }\n", "a: {x: 1, y: [2, 3]}\n"),
    "long brackets become lines": (
        f"a: {{x: '{'b c ' * 28}', y: [1, {{z: 2}}]}}\n",
        f"a:\n  x: '{'b c ' * 28}'\n  y: [1, {{z: 2}}]\n",
    ),
    "long brackets in a list become lines": (
        f"agencies:\n  - {{full_name: {'b ' * 50}c, name: A}}\n",
        f"agencies:\n  - name: A\n    full_name: {'b ' * 50}c\n",
    ),
    "brackets that fit to the last column": (f"ab: [{'x' * 114}]\n", None),
    "brackets one column too long": (f"abc: [{'x' * 114}]\n", f"abc:\n  - {'x' * 114}\n"),
    "lists in a list": (
        f"a: [[1, 2], [{'x, ' * 40}y]]\n",
        "a:\n  - [1, 2]\n  - - x\n" + "    - x\n" * 39 + "    - y\n",
    ),
    "empty brackets": ("a: [ ]\nb: {\n  }\nc:\n  []\n", "a: []\nb: {}\nc: []\n"),
    "a comma and blank lines before the bracket": ("a: [x,\n\n  y,\n\n  ]\n", "a: [x, y]\n"),
    "pairs in a list": ("a: [x: 1, y]\n", "a: [{x: 1}, y]\n"),
    "lines stay lines": ("review:\n  kind: other\naliases:\n  - a\n", None),
    "the whole file in braces": ("{title: T, format: 1}\n", "format: 1\ntitle: T\n"),
    "marked keys": ("? format\n: 1\n? id\n: x\n", "format: 1\nid: x\n"),
    "empty values": ("a:\nb: ~\nc: null\nd: \"\"\ne: ''\nf: {g: , h: i}\n", None),
    "empty items": ("a:\n  -\n  - ~\n  -\n", None),
    "numbers and words keep their quotes": (
        'a: "5"\nb: 5\nc: \'no\'\nd: no\ne: "null"\nf: \'~\'\ng: 1.10\nh: 0x1F\ni: "2012"\nj: {k: "5", l: 5}\n',
        None,
    ),
    "a text that fits stays as it is": (f'a: {"x " * 58}y\nb: "{"x " * 57}y"\nc: it\'s # no\n', None),
    "a text that is too long is folded": (f"a: {LONG}\n", f"a: >-\n{FOLDED_AT_120}"),
    "a long text loses its quotes in the fold": (f"a: '{LONG}'\n", f"a: >-\n{FOLDED_AT_120}"),
    "a long text fits without its quotes": (f"a: '{'x ' * 58}y'\n", f"a: {'x ' * 58}y\n"),
    "a long text with paragraphs in quotes": (f'a: "{LONG}\\nx"\n', f"a: >-\n{FOLDED_AT_120}\n  x\n"),
    "a plain text on several lines": (
        "a: one\n   two\n\n   three\nb: x\n  y\n",
        "a: >-\n  one two\n\n  three\nb: x y\n",
    ),
    "a quoted text on several lines": ("a: 'it''s\n  so'\nb: \"say\n  \\u00e9\"\n", "a: 'it''s so'\nb: \"say é\"\n"),
    "a fold that fits on its line": ("a: >-\n  one\n  two\n", "a: one two\n"),
    "a fold that needs its fold": ("a: >-\n  one: two\nb: >-\n  12\nc: >-\n  no\nd: >\n  x y\ne: >-\n  'x'\n", None),
    "a long fold that is ragged": (f"a: >-\n  {LONG[:47]}\n  {LONG[48:]}\n", f"a: >-\n{FOLDED_AT_120}"),
    "a fold of nearly the full width stays": (
        "a: >-\n  " + "one two three four five " * 4 + "one two\n  " + LONG[100:] + "\n",
        None,
    ),
    "paragraphs": (f"a: >-\n  {LONG}\n\n\n  x\n", f"a: >-\n{FOLDED_AT_120}\n\n  x\n"),
    "a fold with more indented lines": ("a: >-\n   one\n     two\n   three\n", "a: >-\n  one\n    two\n  three\n"),
    "blanks at the end of a block are text": ("a: >-\n  one: \n\n  two \nb: |\n  three \n   \n  four\n", None),
    "line ends at the end of a block": ("a: >\n  x\n\nb: >+\n  x\n\n\nc: |\n  x\n\nd: |+\n  x\n\n\ne: |-\n  x\n", None),
    "more signs than needed": ("a: |+\n  x\nb: >2+\n  x: y\nc: |2-\n  x\n", "a: |\n  x\nb: >\n  x: y\nc: |-\n  x\n"),
    "no blank line after a block that would take it in": (
        "recommendations:\n  - a: |+\n      x\n\n  - b: 1\n",
        None,
    ),
    "literal blocks are moved and nothing else": (
        f"a: |\n      {LONG}\n\n        x: # no comment\n      y\n",
        f"a: |\n  {LONG}\n\n    x: # no comment\n  y\n",
    ),
    "a block that begins with blanks": (
        "a: |2\n    x\n  y\nb: >3-\n     x\n   y\n",
        "a: |2\n    x\n  y\nb: >2-\n    x\n  y\n",
    ),
    "a block that begins with blank lines": ("a: |\n\n\n  x\nb: >-\n\n  x\n", None),
    "an empty block": ("a: |\nb: >-\n\nc: |+\n\n\nd: x\n", 'a: ""\nb: ""\n\nc: "\\n\\n"\nd: x\n'),
    "a word without a blank cannot be folded": (f"a: {URL}\nb: '{URL}'\nc: >-\n  {URL}\n", None),
    "a long word in a text": (f"a: see {URL} there\n", f"a: >-\n  see\n  {URL}\n  there\n"),
    "two blanks are no place for a fold": (
        f"a: {'x  ' * 38}y z\n",
        None,
    ),
    "a tab in a text": ('a: x\ty\nb: |\n  x\ty\nc: "x\\ty"\n', None),
    "a no-break space is text": (f"a: {'x' * 60}\N{NO-BREAK SPACE}{'y' * 60}\nb: \N{NO-BREAK SPACE}\n", None),
    "letters of every script": ("a: é 😀 漢字 # 😀\nb: {c: 😀, d: ü}\n", None),
    "a text that ends in blanks stays in its quotes": (f"a: '{LONG} '\n", None),
    "a quoted text of several lines that cannot be folded": (
        "a: ' one\n\n      two'\nb: \"x\\ty\n   z \\\n   \\ w\"\n",
        "a: ' one\n\n  two'\nb: \"x\\ty\n  z \\\n  \\ w\"\n",
    ),
    "a key over several lines": ("? a\n  b\n: c\n? |\n  x\n: y\n", 'a b: c\n"x\\n": y\n'),
    "document marks": ("# a\n---\nid: x\n...\n# b\n", None),
    "line ends of Windows": ("id: x\r\nlist:\r\n- a # c\r\n", "id: x\r\nlist:\r\n  - a # c\r\n"),
    "line ends of most lines": ("id: x\r\nlist:\n  - a\n  - b\n", "id: x\nlist:\n  - a\n  - b\n"),
    "a text alone": ("hello\n\n\n", None),
    "empty braces alone": ("{ }\n", None),
    "a list alone": ("-   a\n-   b: 1\n", "- a\n- b: 1\n"),
}

COMMENTS: dict[str, tuple[str, str | None]] = {
    "at the top, whatever key is first": (
        "# top\n\n# more\ntitle: T\nformat: 1\n",
        "# top\n\n# more\nformat: 1\ntitle: T\n",
    ),
    "at the end of the file": ("list:\n  - a\n# end\n\n# more\n\n", "list:\n  - a\n# end\n\n# more\n"),
    "above a key that moves": (
        "id: x\n# of the board\nboard: B\ntitle: T\n",
        "id: x\ntitle: T\n# of the board\nboard: B\n",
    ),
    "behind a value that moves": ("format: 1 # f\nboard: B   # b\nid: x\n", "format: 1 # f\nid: x\nboard: B   # b\n"),
    "behind keys and dashes": (
        "recommendations: # a\n  - # b\n    ref: 1\n    leads: # c\n      -   # d\n        name: x # e\n",
        "recommendations: # a\n  # b\n  - ref: 1\n    leads: # c\n      # d\n      - name: x # e\n",
    ),
    "indented as the key below": (
        "a:\n# one\n    b: 1\n      # two\n    c: 2\n",
        "a:\n  # one\n  b: 1\n  # two\n  c: 2\n",
    ),
    "a key that was taken out stays where it was": (
        "recommendations:\n- ref: 1\n  # due: 2012\n- ref: 2\n  # due: 2013\nnote: x\n",
        "recommendations:\n  - ref: 1\n    # due: 2012\n\n  - ref: 2\n    # due: 2013\nnote: x\n",
    ),
    "above items": ("a:\n  # one\n  - x\n\n  # two\n  - y\n  # three\nb: 1\n", None),
    "above a first key that was not the first": (
        "agencies:\n  - aliases: [B]\n\n    # the name\n    name: N\n",
        "agencies:\n  # the name\n  - name: N\n    aliases: [B]\n",
    ),
    "behind blocks": ("a: >- # one\n  x: y\nb: |   # two\n  # text\n  z\n# three\nc: 1\n", None),
    "behind a text that is folded": (f"a: {LONG}  # c\n", f"a: >-  # c\n{FOLDED_AT_120}"),
    "behind a text that is unfolded": ("a: >- # c\n  x\n  y\n", "a: x y # c\n"),
    "between a key and its value": ("a: # one\n  # two\n  x # three\n", "# one\n# two\na: x # three\n"),
    "in brackets": (
        "a: {x: 1, # one\n  # two\n  y: [1, 2 # three\n  ], # four\n  z: {} # five\n  # six\n } # seven\nb: 1\n",
        "a: # seven\n  x: 1 # one\n  # two\n  y: # four\n    - 1\n    - 2 # three\n  z: {} # five\n  # six\nb: 1\n",
    ),
    "before a comma": ("a: [x # one\n  # two\n  , y]\n", "a:\n  # one\n  # two\n  - x\n  - y\n"),
    "in empty brackets": ("a: [ # none yet\n  ]\n", "# none yet\na: []\n"),
    "behind brackets": ("a: {x: 1}  # one\nb: [2] # two\n", None),
    "behind nested dashes": ("- # a\n  - # b\n    - x # c\n", "# a\n# b\n- - - x # c\n"),
    "behind marks": ("--- # a\nid: x\n... # b\n", None),
    "of marked keys": ("? # a\n  x # b\n# c\n: # d\n  y # e\n? z # f\n", "# a\n# b\n# c\n# d\nx: y # e\nz: # f\n"),
    "that look like text, and text that looks like one": (
        "a: 'x # y' # z\nb: x#y\nc: \"# x\" # '\nd: |\n  # x\n# : - [\ne: {f: '#'}\n",
        None,
    ),
    "without a blank after the sign": ("#a\nb: 1 #c\n", None),
    "with blanks at their end": ("# a  \nb: 1 # c\t\n", "# a\nb: 1 # c\n"),
    "after an empty value": ("a: # one\n# two\nb: 1\n", None),
}


@pytest.mark.parametrize(("before", "after"), [*GOLDEN.values()], ids=[*GOLDEN])
def test_text_comes_into_normal_form(before: str, after: str | None) -> None:
    assert formatted(before) == (before if after is None else after)


@pytest.mark.parametrize(("before", "after"), [*COMMENTS.values()], ids=[*COMMENTS])
def test_comment_stays_with_what_it_is_about(before: str, after: str | None) -> None:
    assert formatted(before) == (before if after is None else after)


def test_settings_have_their_own_order() -> None:
    before = "views:\n  late: {sort: due, agency: GP}\ndue_soon_days: 14\nboard: B\nglossary: {b: 1, a: 2}\n"
    after = "board: B\nglossary: {b: 1, a: 2}\ndue_soon_days: 14\nviews:\n  late: {agency: GP, sort: due}\n"
    assert formatted(before, settings=True) == after


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_published_plan_is_in_normal_form(path: os.PathLike[str]) -> None:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        text = file.read()
    assert formatted(text) == text


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_plan_stays_the_same_plan(path: os.PathLike[str]) -> None:
    with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        text = file.read()
    name = os.path.basename(path).removesuffix(".yaml")  # noqa: PTH119
    before, after = (read_plan(Document.from_text(one, "x"), name) for one in (text, formatted(text)))
    assert before == after
    assert before[0] is not None


@pytest.mark.parametrize(
    "text",
    ["a: [\n", "a: 1\na: 2\n", "a: &x 1\n", "a: !t 1\n", "<<<<<<< HEAD\na: 1\n", "a: 1\n---\nb: 2\n", "", "a: x\ry\n"],
    ids=["syntax", "doubled key", "anchor", "tag", "conflict", "second document", "empty", "lone return"],
)
def test_text_with_problems_is_refused_with_their_places_and_without_its_words(text: str) -> None:
    document = Document.from_text(text, "plans/x.yaml")
    with pytest.raises(BrokenPlans) as refused:
        normal_form(document, plan_order())
    assert refused.value.lines() == tuple(
        f"plans/x.yaml:{line}:{column}: error: not formatted, see scrplan validate [{problem.rule}]"
        for problem in document.problems
        for line, column in [problem.position]
    )


def test_mistakes_of_the_plan_do_not_keep_it_from_being_formatted() -> None:
    text = plan_text(f"{ROW}    raq: red\n    due: 2012-13\n    leads: none\n")
    ordered = plan_text(f"{ROW}    due: 2012-13\n    leads: none\n    raq: red\n")
    assert formatted(text) == ordered


BAD_LAYOUTS = {
    "a value changes": ("id: y\n", "a value would change"),
    "a text becomes a number": ("id: 5\n", "a value would change"),
    "a comment is lost": ('id: "5"\n', "a comment would be lost"),
    "it cannot be read": ("id: [\n", "the new text would be faulty (this is not YAML"),
    "nothing is left": ("", "the new text would be faulty (the file holds nothing)"),
}


@pytest.mark.parametrize(("wrong", "words"), BAD_LAYOUTS.values(), ids=BAD_LAYOUTS)
def test_layout_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str, words: str) -> None:
    monkeypatch.setattr(normal, "laid_out", lambda _tree: wrong)
    with pytest.raises(UnsafeLayout) as refused:
        normal_form(Document.from_text('id: "5" # c\n', "plans/x.yaml"), plan_order())
    (line,) = refused.value.lines()
    assert line.startswith(f"scrplan: plans/x.yaml: cannot be formatted safely and was left as it is: {words}")


def test_layout_that_is_not_final_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter(["id:  x\n", "id: x\n"])
    monkeypatch.setattr(normal, "laid_out", lambda _tree: next(texts))
    with pytest.raises(UnsafeLayout, match="left as it is") as refused:
        normal_form(Document.from_text("id:   x\n", "x.yaml"), plan_order())
    assert refused.value.hint == "the layout would change again"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("{a: 1, b: [x]}", "b: ['x']\na: 1\n", True),
        ("a: 1", "a: '1'", False),
        ("a: 1.10", "a: 1.1", False),
        ("a: .nan", "a: .nan", True),
        ("a: [x, y]", "a: [y, x]", False),
        ("a: [x]", "a: [x, y]", False),
        ("a: {b: 1}", "a: {c: 1}", False),
        ("a: {}", "a: []", False),
        ("a: ''", "a:", False),
    ],
)
def test_two_texts_are_told_to_say_the_same(one: str, other: str, same: bool) -> None:
    roots = [Document.from_text(text, "x").root for text in (one, other)]
    assert roots[0] is not None
    assert roots[1] is not None
    assert same_data(roots[0], roots[1]) is same


def texts_in(node: Node) -> list[str]:
    match node:
        case Scalar():
            return [node.text]
        case Sequence():
            return [text for item in node.items for text in texts_in(item)]
        case Mapping():
            return [text for key, (_, value) in node.entries.items() for text in (key, *texts_in(value))]


def check_untidy(random: Random, events: Events) -> None:
    untidy = Untidy(random)
    text = untidy.text()
    document = Document.from_text(text, "x", events)
    assume(document.root is not None and not document.problems)
    assert document.root is not None
    result = normal_form(document, plan_order(), events)
    again = Document.from_text(result, "x", events)
    assert again.problems == ()
    assert again.root is not None
    assert normal_form(again, plan_order(), events) == result
    assert same_data(document.root, again.root)
    # A comment that came to stand in a block is text.
    inside = "\n".join(texts_in(document.root))
    comments = [comment for comment in untidy.comments if comment not in inside]
    assert [comment for comment in comments if result.count(comment) != text.count(comment)] == []
    assert Counter(texts_in(document.root)) == Counter(texts_in(again.root))
    assert ("\r\n" in result) == ("\r\n" in text)


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_untidy_file_says_the_same_in_normal_form(random: Random) -> None:
    check_untidy(random, c_events)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_untidy_file_says_the_same_where_the_fast_parser_is_missing(random: Random) -> None:
    check_untidy(random, pure_events)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_both_parsers_lead_to_the_same_text(random: Random) -> None:
    text = Untidy(random).text()
    documents = [(Document.from_text(text, "x", events), events) for events in (c_events, pure_events)]
    assume(not any(document.problems for document, _ in documents))
    assert len({normal_form(document, plan_order(), events) for document, events in documents}) == 1


@given(st.lists(st.text("ab :#-'\"\\é😀", max_size=30), min_size=1, max_size=30), st.integers(0, 12))
def test_no_line_of_a_folded_text_is_too_long(words: list[str], depth: int) -> None:
    quoted = " ".join(words).replace("'", "''")
    text = "".join(f"{'  ' * level}a:\n" for level in range(depth)) + f"{'  ' * depth}a: '{quoted}'\n"
    lines = formatted(text).splitlines()
    longest_piece = max(len(word) for word in " ".join(words).split()) if any(map(str.split, words)) else 0
    if ">-" in lines[depth]:
        assert all(len(line) <= max(WIDTH, 2 * depth + 2 + longest_piece + 30) for line in lines)


def test_head_and_rows_of_the_other_tests_are_in_normal_form() -> None:
    assert formatted(plan_text(head=HEAD)) == plan_text(head=HEAD)
