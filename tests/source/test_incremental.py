"""A plan that is read in pieces is the plan that is read as a whole: each test compares the two."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrplan.source import incremental
from scrplan.source.incremental import Versions
from scrplan.source.reader import read_plan
from scrplan.yamltext import document
from scrplan.yamltext.document import Document
from tests.building import HEAD, ROOT, ROW, plan_of, plan_text

RICH_ROW = """\
  - ref: "2"
    agency: NHS
    text: >-
      Fold this
      and this

      - ref: not a row
    rag: amber
    due: 2013-12
    leads: [{name: A Person}]   # who
    actions:
      - {part: a, text: "one", due: 2013-10}
      - part: b
        text: |
          a block

            - with a list
    note: 'it''s quoted
      over lines'
  # a comment between

"""
TAIL = "board_asked_to:\n  - Read this\nnote: The end\n"
TEXTS = {
    "one row": plan_text(),
    "three rows": plan_text(f"{ROW}{RICH_ROW}{ROW.replace('1', '3')}"),
    "a tail": plan_text(f"{RICH_ROW}{ROW}") + TAIL,
    "no indentation": plan_text("".join(line.removeprefix("  ") for line in f"{ROW}{RICH_ROW}".splitlines(True)))
    + TAIL,
    "deep indentation": plan_text("".join(f"   {line}" for line in f"{ROW}{RICH_ROW}".splitlines(keepends=True))),
    "comments around": plan_text(f"\n# above\n\n{ROW}\n# between\n\n{RICH_ROW}# below\n\n") + TAIL + "# last\n",
    "colons that libyaml refuses": plan_text(f"{ROW}    themes: [12:30]\n{RICH_ROW}"),
    "Windows line ends": plan_text(f"{ROW}{RICH_ROW}").replace("\n", "\r\n"),
    "agencies below the rows": plan_text(f"{ROW}{RICH_ROW}", HEAD.split("agencies:")[0])
    + f"agencies:{HEAD.split('agencies:')[1]}",
}


def whole(text: str, name: str = "sample") -> incremental.Answer:
    return read_plan(Document.from_text(text, f"plans/{name}.yaml"), name)


def pieced(known: Versions, text: str, name: str = "sample") -> incremental.Answer:
    return known.read(text, f"plans/{name}.yaml", name)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that are parsed from here on."""
    texts: list[str] = []
    from_text = Document.from_text

    def noted(text: str, path: str, events: document.Events | None = None) -> Document:
        texts.append(text)
        return from_text(text, path, events)

    monkeypatch.setattr(Document, "from_text", noted)
    return texts


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_plan_without_problems_is_read_in_pieces(text: str, parsed: list[str]) -> None:
    answer = pieced(Versions(), text)
    assert answer[0] is not None, answer[1]
    assert text not in parsed
    assert answer == whole(text)


@pytest.mark.parametrize("path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda path: path.stem)
def test_of_a_plan_in_which_one_row_changed_only_that_is_read(path: Path, parsed: list[str]) -> None:
    text = path.read_text(encoding="utf-8")
    changed = text.replace('ref: "2"\n', 'ref: "2"\n    impact: changed\n')
    known = Versions()
    before, _ = pieced(known, text, path.stem)
    parsed.clear()
    after, _ = pieced(known, changed, path.stem)
    assert before is not None
    assert after is not None
    assert sum(map(len, parsed)) < len(text) / 10
    same = [one is other for one, other in zip(before.recommendations, after.recommendations, strict=True)]
    assert [row.ref for row, kept in zip(after.recommendations, same, strict=True) if not kept] == ["2"]
    assert after == whole(changed, path.stem)[0]


def test_equal_texts_are_the_same_plan() -> None:
    known = Versions()
    assert pieced(known, TEXTS["a tail"])[0] is pieced(known, str(TEXTS["a tail"]))[0]


def test_a_row_that_moves_or_comes_back_is_the_same_row(parsed: list[str]) -> None:
    known = Versions()
    first, _ = pieced(known, plan_text(f"{ROW}{RICH_ROW}"))
    pieced(known, plan_text(ROW))
    parsed.clear()
    moved, _ = pieced(known, plan_text(f"{RICH_ROW}{ROW}"))
    assert parsed == []
    assert first is not None
    assert moved is not None
    assert moved.recommendations[0] is first.recommendations[1]
    assert moved.recommendations[1] is first.recommendations[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [NHS]", "aliases: []"),
        ("{name: Health, full_name: The Health Trust, aliases: [NHS]}", "{name: NHS, aliases: [Health]}"),
        ("  amber: {state: in_progress, meaning: In hand}\n", ""),
        ("as_at: 2013-09", "as_at: 2013-12"),
        ("id: sample", "id: other"),
        ("board: A board\n", ""),
        ("title: A sample plan", "title: A sample plan\ntitle: again"),
        ("format: 1\n", "format: 1\nboard_asked_to: [x]\n"),
    ],
    ids=["alias", "agency", "rating", "date", "id", "missing key", "doubled key", "key that the tail has too"],
)
def test_rows_mean_what_the_keys_above_them_say(before: str, after: str) -> None:
    known = Versions()
    text = TEXTS["a tail"]
    pieced(known, text)
    changed = text.replace(before, after)
    assert changed != text
    assert pieced(known, changed) == whole(changed)
    assert pieced(known, text) == whole(text)


def test_a_family_of_other_agencies_has_rows_of_its_own() -> None:
    known = Versions()
    text = plan_text(RICH_ROW)
    other = text.replace(
        "{name: Health, full_name: The Health Trust, aliases: [NHS]}", "{name: NHS, aliases: [Health]}"
    )
    agencies = []
    for one in (text, other, text, other):
        plan, _ = pieced(known, one)
        assert plan is not None
        agencies.append(plan.recommendations[0].agency)
    assert agencies == ["Health", "NHS", "Health", "NHS"]


@pytest.mark.parametrize("name", ["sample", "other"])
def test_the_id_is_held_against_the_name_of_each_file(name: str) -> None:
    known = Versions()
    pieced(known, plan_text())
    assert pieced(known, plan_text(), name) == whole(plan_text(), name)


def test_problems_have_the_path_that_is_asked_for() -> None:
    known = Versions()
    text = plan_text("  - ref: 1\n")
    assert [known.read(text, path, "sample")[1][0].path for path in ("a", "b")] == ["a", "b"]


# Where a row seems to begin and does not, or where what stands above and below it makes it something else.
HOSTILE = {
    "a quote opens in one row and ends in the next": (
        '  - ref: "1"\n    agency: Health\n    text: "Do\n  - ref: not one\n    or two"\n'
    ),
    "a quote opens in the head": f'{ROW}    note: "x\n  - ref: "2"\n',
    "a block holds what looks like a row": f"{ROW}    note: |\n      x\n      - ref: 2\n  # no\n",
    "a row that is a text": f"{ROW}  - just words\n",
    "a row in brackets": f"{ROW}  - {{ref: '2', agency: Health, text: Flow}}\n",
    "a bracket that is not closed": f"{ROW}    themes: [a,\n  - b]\n",
    "a ref that stands twice": f"{ROW}{ROW}",
    "a ref that is written twice in two ways": f"{ROW}{ROW.replace(chr(34), chr(39))}",
    "a part that stands twice": f"{ROW}    actions:\n      - {{part: a, text: x}}\n      - {{part: a, text: y}}\n",
    "a list in a list": f"{ROW}  - - ref: 2\n",
    "a dash alone": f"{ROW}  -\n    ref: 2\n    agency: Health\n    text: x\n",
    "a dash and blanks": f"{ROW}  -   ref: 2\n      agency: Health\n      text: x\n",
    "another indentation": f"{ROW} - ref: 2\n   agency: Health\n   text: x\n",
    "a document mark between": f"{ROW}---\n{RICH_ROW}",
    "an end mark between": f"{ROW}...\n{RICH_ROW}",
    "an end mark below": f"{ROW}...\n",
    "a second list": f"{ROW}recommendations:\n{RICH_ROW}",
    "a tab": f"{ROW}    note: a\tb\n",
    "a control character": f"{ROW}    note: a\u202eb\n",
    "a merge that is not finished": f"{ROW}<<<<<<< x\n{RICH_ROW}>>>>>>> y\n",
    "half a merge": f'{ROW}    note: "x\n||||||| y"\n{ROW.replace("1", "2")}    note: "<<<<<<<x"\n',
    "an anchor": f"{ROW}    note: &x a\n",
    "an alias": f"{ROW}    note: *x\n",
    "a tag": f"{ROW}    note: !x a\n",
    "a carriage return": f"{ROW}    note: a\rb\n",
    "mixed line ends": f"{ROW}{RICH_ROW}".replace("\n", "\r\n", 3),
    "no last line end": f"{ROW}    note: |\n      x",
    "a block that keeps its line ends": f"{ROW}    note: |+\n      x\n\n\n{RICH_ROW}",
    "a block that keeps its line ends at the end": f"{ROW}    note: |+\n      x\n\n\n",
    "an empty block before a row": f"{ROW}    note: |\n\n{RICH_ROW}",
    "a quote of many lines at no indentation": f'{ROW}    note: "x\ny"\n{RICH_ROW}',
    "the sentinel itself": f"{ROW}  - end\n",
    "a comment that looks like a row": f"{ROW}#  - ref: 2\n  #- ref: 3\n{RICH_ROW}",
    "a question mark": f"{ROW}  - ? ref\n    : 2\n",
    "too deep": f"{ROW}    note: {'[' * 60}{']' * 60}\n",
    "a long key": f"{ROW}    {'x' * 1100}: y\n",
    "nothing in a row": f"{ROW}  - \n",
    "a null": f"{ROW}  - ~\n",
    "directive": f"{ROW}%YAML 1.2\n",
}


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "tail", ["", TAIL, "# comment\n", "\n\n", "...\n"], ids=["", "tail", "comment", "blank", "mark"]
)
def test_what_only_looks_like_rows_is_read_as_it_is(rows: str, tail: str) -> None:
    known = Versions()
    pieced(known, plan_text(f"{ROW}{RICH_ROW}"))
    for text in (plan_text(rows) + tail, plan_text(f"{RICH_ROW.replace('2', '7')}{rows}") + tail, plan_text()):
        assert pieced(known, text) == whole(text)


HEADS = {
    "a quote that ends in the rows": HEAD.replace("A board", '"A board'),
    "a block": HEAD.replace("A board", "|"),
    "a comment behind the key": f"{HEAD}note: x # y\n",
    "the key is quoted": f"{HEAD}'recommendations': []\n",
    "the key stands in a text": HEAD.replace("board: A board", 'board: "A\nrecommendations:\n  - ref"'),
    "a document mark": f"---\n{HEAD}",
    "a directive": f"%YAML 1.2\n---\n{HEAD}",
    "a byte order mark": f"\ufeff{HEAD}",
    "a merge key": f"{HEAD}<<: {{}}\n",
    "an unknown key": f"{HEAD}unknown: x\n",
    "indented": "".join(f"  {line}" for line in HEAD.splitlines(keepends=True)),
    "in brackets": "{\n",
    "nothing": "",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("tail", ["", TAIL, 'x"\n', "}\n"])
def test_any_head_is_read_as_it_is(head: str, tail: str) -> None:
    known = Versions()
    for text in (plan_text(f"{ROW}{RICH_ROW}", head) + tail, plan_text(RICH_ROW, head) + tail, plan_text()):
        assert pieced(known, text) == whole(text)


@pytest.mark.parametrize("text", ["", "\n", "a", "recommendations:\n", "recommendations:\n  - \n", "[]\n", "- x\n"])
def test_what_is_no_plan_is_told_as_ever(text: str) -> None:
    assert pieced(Versions(), text) == whole(text)


LINES = (
    *plan_text(f"{ROW}{RICH_ROW}").splitlines(),
    *TAIL.splitlines(),
    *("", "  ", "# comment", "  # - ref: 9", "    note: |", "    note: |+", "    note: >-", "    note: |2", "      x"),
    *('    note: "open', '  closed"', "    note: 'open", "  - closed'", '"', "'", "    themes: [a", "    b]", "]", "}"),
    *("  - ref: 4", '  - "', "  - |", "  - >-", "  - {ref: 5, agency: Police, text: x}", "  - [", "  - - ref: 6"),
    *("- ref: 7", " - ref: 8", "    - ref: 9", "  -", "  - ", "  - end", "recommendations:", "recommendations: []"),
    *("---", "...", "%YAML 1.2", "\tx", "    note: a\tb", "    note: a\x07b", "<<<<<<< x", "||||||| x", ">>>>>>>"),
    *("    note: &a x", "    note: *a", "    note: !t x", "  ? x", "  : y", "x", "x:", "    x", "ratings:", "<<: x"),
    *("    themes: [12:30]", "    rag: blue", "    agency: Nobody", "    due: 2013-13", "\ufeff", "a\r", "\r"),
)


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Draw versions of a plan, each made from the one before by a few changes of its lines."""
    text = draw(st.sampled_from(list(TEXTS.values())))
    found = [text]
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        for _ in range(draw(st.integers(1, 3))):
            change = draw(st.sampled_from(list(CHANGES)))
            change(lines, draw(st.integers(0, len(lines))), draw)
        # The version before may come back, so that one hostile line does not hide all that follow.
        found.append("\n".join(lines))
        text = draw(st.sampled_from([found[-1], text]))
    return found


def insert(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines.insert(at, draw(st.sampled_from(LINES)))


def delete(lines: list[str], at: int, _draw: st.DrawFn) -> None:
    del lines[at : at + 1]


def double(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines[at:at] = lines[at : at + draw(st.integers(1, 12))]


def move(lines: list[str], at: int, draw: st.DrawFn) -> None:
    some = lines[at : at + draw(st.integers(1, 6))]
    del lines[at : at + len(some)]
    to = draw(st.integers(0, len(lines)))
    lines[to:to] = some


def write(lines: list[str], at: int, draw: st.DrawFn) -> None:
    """Put or take a character somewhere in a line."""
    if at < len(lines):
        line = lines[at]
        place = draw(st.integers(0, len(line)))
        sign = draw(
            st.sampled_from(["", " ", "  ", '"', "'", "#", " #", ":", ": ", "-", "- ", "|", ">", "[", "}", "é"])
        )
        lines[at] = line[:place] + sign + line[place + draw(st.integers(0, 2)) :]


CHANGES: tuple[Callable[[list[str], int, st.DrawFn], None], ...] = (insert, delete, double, move, write)


@given(histories())
@example([plan_text(rows) for rows in HOSTILE.values()])
def test_every_version_is_read_as_if_it_stood_alone(texts: list[str]) -> None:
    known = Versions()
    for text in texts:
        assert pieced(known, text) == whole(text)


@settings(max_examples=20)
@given(histories())
def test_the_other_parser_reads_the_same(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (document, incremental):
            patch.setattr(module, "has_c_parser", lambda: False)
        known = Versions()
        for text in texts:
            assert pieced(known, text) == whole(text)


def numbered(number: int) -> str:
    return ROW.replace('"1"', f'"{number}"')


def many_texts() -> Iterator[str]:
    for number in range(40):
        rows = "".join(numbered(one) for one in range(number, number + 3))
        yield plan_text(rows, HEAD.replace("A sample plan", f"Version {number}"))


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_LAST", "MOST_FRAMES", "MOST_ROWS"):
        monkeypatch.setattr(incremental, name, 5)
    known = Versions()
    for text in many_texts():
        assert pieced(known, text) == (plan_of(text), ())
    kept = [one for one in vars(known).values() if isinstance(one, dict)]
    assert len(kept) == 5
    assert max(map(len, kept)) <= 5
