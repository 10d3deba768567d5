"""The whole report of a board all of whose words attack: each format says the words, and nothing else happens."""

import csv
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from pypdf.generic import IndirectObject, NameObject
from python_calamine import CalamineWorkbook

from scrplan.characters import HARMFUL, harmless, one_line
from scrplan.cli.app import run
from tests.building import call, in_git
from tests.cli.attack_plans import TEXTS, Words, attacking, board_of, harmless_words
from tests.cli.page_in_browser import Seen, look_at
from tests.render.test_markdown import LIVE
from tests.render.word_reading import W, words
from tests.tools import needs_browser

QUARTER = ("report", "--quarter", "2013/14-Q2")
ENDINGS = ("html", "docx", "pdf", "xlsx", "md", "json", "csv", "txt")
FOLDERS = {"attacked": "<b>=1+1 $(touch stolen) 'x", "twin": "twin"}
SAYINGS: dict[str, Words] = {"attacked": attacking, "twin": harmless_words}


class Papers(NamedTuple):
    """The report of a board and of its harmless twin, in each format by its ending."""

    attacked: dict[str, bytes]
    twin: dict[str, bytes]


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("boards")
    found = {name: folder / below for name, below in FOLDERS.items()}
    for name, root in found.items():
        board_of(root, SAYINGS[name], hostile_git=name == "attacked")
    return found


def typed(words: Words) -> list[str]:
    """Return what is typed for the paper itself; blanks are tidied there, so that each text is on one line."""
    every = [one_line(words(at)) for at in range(len(TEXTS))]
    return ["--board", every[1], "--purpose", every[5], *(part for one in every for part in ("--ask", one))]


@pytest.fixture(scope="module")
def papers(boards: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Papers:
    made: dict[str, dict[str, bytes]] = {}
    for name, root in boards.items():
        out = tmp_path_factory.mktemp(name)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(root)
            for ending in ENDINGS:
                assert run([*QUARTER, *typed(SAYINGS[name]), "-o", str(out / f"paper.{ending}")]) == 0
        made[name] = {ending: (out / f"paper.{ending}").read_bytes() for ending in ENDINGS}
        assert sorted(path.name for path in out.iterdir()) == sorted(f"paper.{ending}" for ending in ENDINGS)
    return Papers(made["attacked"], made["twin"])


def squeezed(text: str) -> str:
    """Return a text without blanks and without the marks of no width that let long words break."""
    return re.sub(r"[\s\u200b\u2060]+", "", re.sub(_COMMIT, "commit", harmless(text)))


_COMMIT = re.compile(r"\b[0-9a-f]{7}(?:[0-9a-f]{33})?\b")  # which differs from that of the twin


def counted(texts: Iterable[str]) -> Counter[str]:
    """Return how often each text is said."""
    return Counter(filter(None, map(squeezed, texts)))


def expected(texts: Iterable[str]) -> Counter[str]:
    """Return how often each text of the twin is said, with the attacks in the place of its words."""
    return counted(re.sub(r"Word(\d{3})", lambda found: attacking(int(found[1])), text) for text in texts)


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


# -- the board itself -------------------------------------------------------------------------------------------------


def test_the_report_has_a_past_to_tell(papers: Papers) -> None:
    told = papers.twin["md"].decode()
    assert re.search(r"Open: .*\d closed", told), told[:3000]


# -- html -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seen(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Seen]]:
    path, folder = needs_browser(), tmp_path_factory.mktemp("pages")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found = {}
        for name, data in (("attacked", papers.attacked["html"]), ("twin", papers.twin["html"])):
            (folder / f"{name}.html").write_bytes(data)
            address = (folder / f"{name}.html").as_uri()
            found[name] = look_at(browser.new_page(), address)
            assert found[name].happened[0] == address
        browser.close()
        yield found


class TestPage:
    def test_nothing_happens(self, seen: dict[str, Seen]) -> None:
        assert [one for one in seen["attacked"].happened[1:] if not one.startswith(seen["attacked"].happened[0])] == []

    def test_it_has_the_elements_of_its_twin(self, seen: dict[str, Seen]) -> None:
        assert seen["attacked"].elements == seen["twin"].elements

    def test_nothing_hangs_on_an_element(self, seen: dict[str, Seen]) -> None:
        assert seen["attacked"].hooks == seen["twin"].hooks == []

    def test_every_text_is_said_as_often_as_in_its_twin(self, seen: dict[str, Seen]) -> None:
        assert counted(seen["attacked"].texts) == expected(seen["twin"].texts)


# -- word -------------------------------------------------------------------------------------------------------------

OUR_FIELDS = {r'TOC \o "1-2" \h \z \u', "PAGE", "NUMPAGES"}


class TestWord:
    def test_it_has_no_field_but_ours_and_no_way_out(self, papers: Papers) -> None:
        for name, markup in parts_of(papers.attacked["docx"]).items():
            root = ET.fromstring(markup)  # noqa: S314  (made by the program itself)
            assert {(one.text or "").strip() for one in root.iter(f"{W}instrText")} <= OUR_FIELDS
            assert "External" not in {one.get("TargetMode") for one in root.iter()}, name
            assert {f"{W}fldSimple", f"{W}object", f"{W}altChunk"} & {one.tag for one in root.iter()} == set(), name
            assert [one for one in root.iter(f"{W}hyperlink") if one.get(f"{W}anchor") is None] == []
            assert not HARMFUL.search(markup.replace("\r\n", "\n")), name

    def test_it_has_the_parts_of_its_twin_but_for_charts_whose_longer_names_need_more_pictures(
        self, papers: Papers
    ) -> None:
        attacked, twin = (zipfile.ZipFile(io.BytesIO(one["docx"])).namelist() for one in papers)
        pictures = re.compile(r"word/media/image\d+\.png")
        assert [name for name in attacked if not pictures.fullmatch(name)] == [
            name for name in twin if not pictures.fullmatch(name)
        ]

    def test_every_text_is_said_as_often_as_in_its_twin(self, papers: Papers) -> None:
        def said(data: bytes) -> list[str]:
            body = docx.Document(io.BytesIO(data)).element.body
            apart = [one for one in body.iter(f"{W}p") if next(one.iterancestors(f"{W}tc"), None) is None]
            return [words(one) for one in (*apart, *body.iter(f"{W}tc"))]

        assert counted(said(papers.attacked["docx"])) == expected(said(papers.twin["docx"]))


# -- pdf --------------------------------------------------------------------------------------------------------------


class TestPdf:
    def test_it_does_nothing_and_leads_nowhere(self, papers: Papers) -> None:
        reader = PdfReader(io.BytesIO(papers.attacked["pdf"]))
        root: Any = reader.root_object
        notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
        assert {one["/Subtype"] for one in notes} <= {"/Link"}
        assert [one for one in notes if "/A" in one and one["/A"].get("/S") != "/GoTo"] == []
        assert [one for one in notes if "/AA" in one] == []
        assert {"/OpenAction", "/AA", "/AcroForm"} & set(root) == set()
        assert {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {})) == set()
        assert not reader.attachments

    def test_nowhere_in_it_is_an_action_or_a_file(self, papers: Papers) -> None:
        names = _names_in(PdfReader(io.BytesIO(papers.attacked["pdf"])))
        assert {"/Page", "/Font", "/StructTreeRoot"} <= names
        acting = "URI JS JavaScript Launch EmbeddedFile RichMedia GoToR SubmitForm ImportData AcroForm OpenAction AA"
        assert {f"/{name}" for name in acting.split()} & names == set()

    def test_every_text_is_said(self, papers: Papers) -> None:
        found = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(papers.attacked["pdf"])).pages))
        plain = {word for text in TEXTS for word in re.sub(r"[^ -~]+", " ", text).split()}
        assert {word for word in plain if word not in found} == set()


def _names_in(reader: PdfReader) -> set[str]:
    """Return every key and name of a file, however deep."""
    names: set[str] = set()
    waiting: list[Any] = [reader.trailer]
    known: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            waiting += [] if one.idnum in known else [one.get_object()]
            known.add(one.idnum)
        elif isinstance(one, dict):
            names |= set(map(str, one))
            waiting += dict.values(one)
        elif isinstance(one, list):
            waiting += list.__iter__(one)
        elif isinstance(one, NameObject):
            names.add(str(one))
    return names


# -- workbook ---------------------------------------------------------------------------------------------------------


class TestWorkbook:
    def test_it_has_no_formula_no_link_and_nothing_harmful(self, papers: Papers) -> None:
        active = r"<f[ >/]|<hyperlink|TargetMode=\"External\"|<r>|calculatedColumnFormula|externalLink|<ddeLink|oleLink"
        for name, markup in parts_of(papers.attacked["xlsx"]).items():
            ET.fromstring(markup)  # noqa: S314  (made by the program itself)
            assert re.findall(active, markup) == [], name
            assert not HARMFUL.search(markup), name

    def test_names_of_sheets_are_legal(self, papers: Papers) -> None:
        names = CalamineWorkbook.from_filelike(io.BytesIO(papers.attacked["xlsx"])).sheet_names
        assert len({name.casefold() for name in names}) == len(names) > 5
        for name in names:
            assert 0 < len(name.encode("utf-16-le")) / 2 <= 31
            assert not re.search(r"[\[\]:*?/\\]|^'|'$|^history$", name, re.IGNORECASE)

    def test_every_text_is_said_as_often_as_in_its_twin(self, papers: Papers) -> None:
        def said(data: bytes) -> list[str]:
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            return [
                str(cell)
                for name in book.sheet_names
                for row in book.get_sheet_by_name(name).to_python()
                for cell in row
                if not str(cell).startswith("See the sheet ")  # whose name is shorter than the heading
            ]

        assert counted(said(papers.attacked["xlsx"])) == expected(said(papers.twin["xlsx"]))


# -- texts ------------------------------------------------------------------------------------------------------------

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class TestMarkdown:
    def test_a_reader_finds_words_and_no_markup(self, papers: Papers) -> None:
        tokens = READER.parse(papers.attacked["md"].decode())
        inner = [child for token in tokens for child in token.children or () if child.content != "<br>"]
        assert {token.type for token in tokens} == {token.type for token in READER.parse(papers.twin["md"].decode())}
        assert {child.type for child in inner} <= {"text", "strong_open", "strong_close", "softbreak"}

    def test_no_sign_of_markup_is_left_for_other_readers(self, papers: Papers) -> None:
        sums = "| **All** |"  # has numbers alone, in bold
        lines = [line for line in papers.attacked["md"].decode().splitlines() if not line.startswith(sums)]
        ours = re.compile(
            r"^(?:#+ |- (?:\*\*(?=.*\*\*: ))?|\| | \|$)|\*\*(?=: )| \| | \|$|<br>|(?<=[| ])-{3,}:?(?=[ |]|$)"
        )
        left = [re.sub(r"\\[!-/:-@\[-`{-~]", "·", ours.sub(" ", line)) for line in lines]
        assert [line for line in left if LIVE.search(line.replace("|", ""))] == []

    def test_every_text_is_said_as_often_as_in_its_twin(self, papers: Papers) -> None:
        assert counted(_of_markdown(papers.attacked["md"].decode())) == expected(
            _of_markdown(papers.twin["md"].decode())
        )

    @pytest.mark.parametrize(
        "asked", [["first", "--quarter", "2013/14-Q2"], ["--quarter", "2012/13-Q1"]], ids=["one plan", "before git"]
    )
    def test_so_it_is_of_other_papers(
        self,
        boards: dict[str, Path],
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        asked: list[str],
    ) -> None:
        told = {}
        for name, root in boards.items():
            monkeypatch.chdir(root)
            done = call(capsys, "report", *asked, "-f", "markdown")
            assert (done.code, done.err) == (0, "")
            told[name] = _of_markdown(done.out)
        assert counted(told["attacked"]) == expected(told["twin"])


def _of_markdown(text: str) -> list[str]:
    found = [token.children or () for token in READER.parse(text)]
    return ["".join(child.content for child in one if child.type == "text") for one in found]


def test_json_is_the_texts_themselves(papers: Papers) -> None:
    twin = json.dumps(json.loads(papers.twin["json"])["items"])
    filled = re.sub(r"Word(\d{3})", lambda found: json.dumps(attacking(int(found[1])))[1:-1], twin)
    assert json.loads(papers.attacked["json"])["items"] == json.loads(filled)


class TestCsv:
    def test_no_cell_is_a_formula(self, papers: Papers) -> None:
        rows = list(csv.reader(io.StringIO(papers.attacked["csv"].decode(), newline="")))
        cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+", cell)]
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
        assert len({len(row) for row in rows}) == 1

    def test_every_text_is_said_as_often_as_in_its_twin(self, papers: Papers) -> None:
        def said(data: bytes) -> list[str]:
            return [
                re.sub(r"^'(?=\s*[=+\-@])", "", cell)
                for row in csv.reader(io.StringIO(data.decode(), newline=""))
                for cell in row
            ]

        assert counted(said(papers.attacked["csv"])) == expected(said(papers.twin["csv"]))


def test_plain_lines_keep_their_columns(papers: Papers) -> None:
    def columns(data: bytes) -> list[int]:
        return [line.count("\t") for line in data.decode().split("\n") if not line.startswith("# ")]

    assert columns(papers.attacked["txt"]) == columns(papers.twin["txt"])
    assert not HARMFUL.search(papers.attacked["txt"].decode())


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_no_code_but_those_of_colour(boards: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.chdir(boards["attacked"])
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "240")
    assert run([*QUARTER, *typed(attacking), "-f", "terminal"]) == 0
    told = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert told != screen.getvalue()
    assert not HARMFUL.search(told)
    assert [text for text in TEXTS if squeezed(text) not in squeezed(told)] == []


# -- what was made ----------------------------------------------------------------------------------------------------


def test_nothing_was_written_beside_the_papers_and_git_is_as_it_was(boards: dict[str, Path], papers: Papers) -> None:
    assert papers
    for root in boards.values():
        assert {path.name for path in root.iterdir()} == {".git", "plans", "scrplan.yaml"}
        assert {path.name for path in (root / "plans").iterdir()} == {"first.yaml", "second.yaml"}
        assert in_git(root, "status", "--porcelain") == ""
        assert in_git(root, "stash", "list") == ""
    every = {path.name for path in boards["attacked"].parent.rglob("*")}
    assert {"stolen", "stolen.txt", "stolen.yaml"} & every == set()
