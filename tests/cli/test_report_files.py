"""Where a report is written, and the template that it takes: a whole file or none, and one line where it cannot be."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from scrplan.characters import HARMFUL
from scrplan.cli.app import run
from tests.building import call
from tests.cli.attack_plans import REFUSED
from tests.cli.processes import ENVIRONMENT, started
from tests.render.word_reading import template_of

QUARTER = ("report", "--quarter", "2013/14-Q2")
ENDINGS = ("html", "docx", "pdf", "xlsx", "md", "json", "csv", "txt")
FULL = Path("/dev/full")
WAS = b"the paper of last quarter\n"
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no such device there")


def linked(board: Path) -> str:
    (board / "paper.html").symlink_to(board / "plans" / "sample.yaml")
    return "paper.html"


def missing_folder_link(board: Path) -> str:
    (board / "paper.html").symlink_to(board / "nowhere" / "paper.html")
    return "paper.html"


def pipe(board: Path) -> str:
    os.mkfifo(board / "paper.html")
    return "paper.html"


PLACES: dict[str, tuple[Callable[[Path], str], str]] = {
    "missing folder": (lambda _: "no/such/paper.html", "No such file or directory"),
    "folder": (lambda _: "plans", "it is not a regular file"),
    "root": (lambda _: "/", "it is not a regular file"),
    "a file as folder": (lambda _: "plans/sample.yaml/paper.html", "Not a directory"),
    "plan": (lambda _: "plans/sample.yaml", "a file of this name could be a plan; choose another ending"),
    "settings": (lambda _: "scrplan.yaml", "a file of this name could be a plan; choose another ending"),
    "plan to be": (lambda _: "plans/new.YML", "a file of this name could be a plan; choose another ending"),
    "link to a plan": (linked, "it is not a regular file"),
    "link to nowhere": (missing_folder_link, "it is not a regular file"),
    "pipe": (pipe, "it is not a regular file"),
    "device": (lambda _: os.devnull, "it is not a regular file"),
    **({"full device": (lambda _: str(FULL), "it is not a regular file")} if FULL.exists() else {}),
}


@pytest.mark.parametrize("format_", ["html", "md"])
@pytest.mark.parametrize(("place", "why"), PLACES.values(), ids=PLACES)
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(
    board: Path, capsys: pytest.CaptureFixture[str], place: Callable[[Path], str], why: str, format_: str
) -> None:
    target = place(board)
    plan = (board / "plans" / "sample.yaml").read_bytes()
    before = sorted(board.rglob("*"))
    done = call(capsys, *QUARTER, "-f", format_, "-o", target)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"scrplan: {target}: cannot be written: {why}\n"
    assert sorted(board.rglob("*")) == before
    assert (board / "plans" / "sample.yaml").read_bytes() == plan


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "closed").mkdir(mode=0o500)
    done = call(capsys, *QUARTER, "-o", "closed/paper.html")
    line = "scrplan: closed/paper.html: cannot be written: Permission denied\n"
    assert (done.code, done.out, done.err) == (2, "", line)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_does_not_fit_leaves_the_paper_before_as_it_was(
    board: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    (board / f"paper.{ending}").write_bytes(WAS)
    before = sorted(board.rglob("*"))
    resource = pytest.importorskip("resource")
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, most))
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        done = call(capsys, *QUARTER, "-o", f"paper.{ending}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
        signal.signal(signal.SIGXFSZ, handled)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"scrplan: paper.{ending}: cannot be written: File too large\n"
    assert sorted(board.rglob("*")) == before
    assert (board / f"paper.{ending}").read_bytes() == WAS


@pytest.mark.parametrize(
    ("stop", "told"), [(KeyboardInterrupt(), (130, 0)), (OSError(28, "No space"), (2, 1))], ids=["key", "full"]
)
def test_an_interruption_leaves_no_half_file(
    board: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    stop: BaseException,
    told: tuple[int, int],
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(Path, "replace", stopped)
    (board / "paper.html").write_bytes(WAS)
    before = sorted(board.rglob("*"))
    done = call(capsys, *QUARTER, "-o", "paper.html")
    assert (done.code, done.err.count("\n")) == told
    assert sorted(board.rglob("*")) == before
    assert (board / "paper.html").read_bytes() == WAS


def test_a_name_that_is_too_long_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(board.rglob("*"))
    done = call(capsys, *QUARTER, "-o", f"{'a' * 300}.html")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.endswith(".html: File name too long\n")
    assert sorted(board.rglob("*")) == before


def test_a_paper_is_replaced_and_keeps_its_mode(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = board / "paper.html"
    path.write_bytes(WAS)
    path.chmod(0o640)
    other = board / "another name of the old one"
    os.link(path, other)
    assert call(capsys, *QUARTER, "-o", "paper.html").code == 0
    assert path.read_bytes().startswith(b"<!DOCTYPE html>")
    assert path.stat().st_mode & 0o777 == 0o640
    assert other.read_bytes() == WAS


# -- words of the call ------------------------------------------------------------------------------------------------

HOSTILE_CALLS = {
    "plan": ["./<img src=x onerror=alert(1)>.yaml"], "plan-escape": ["plans/\x1b[31m\x07.yaml"],
    "plan-shell": ["$(touch stolen).yaml"], "plan-git": [":(glob)**"], "plan-option": ["--", "--output=stolen.yaml"],
    "plan-line": ["a\nb"], "quarter": ["--quarter", "\x1b]0;x\x07"],
    "from": ["--from", "=1+1\n\x1b[2J", "--to", "2014"],
    "to": ["--from", "2013", "--to", "$(touch stolen)"], "format": ["-f", "<script>\x1b[31m"],
    "ending": ["-o", "paper.\x1b[31m"], "template": ["-f", "docx", "--template", "\x1b[31m<x>.docx", "-o", "x.docx"],
    **{f"ask-{at}": ["--ask", text] for at, text in enumerate(REFUSED)},
    "board": ["--board", "a\x1b[31m"], "purpose": ["--purpose", "a\u202eb"],
}  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE_CALLS.values(), ids=HOSTILE_CALLS)
def test_what_is_typed_wrongly_is_told_on_one_harmless_line(
    board: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    before = sorted(board.rglob("*"))
    given = words if words[0] in {"--quarter", "--from"} else ["--quarter", "2013-Q3", *words]
    done = call(capsys, "report", *given)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("scrplan: ")
    assert not HARMFUL.search(done.err)
    assert sorted(board.rglob("*")) == before


# -- to the screen, a pipe, a full disk -------------------------------------------------------------------------------


@needs_full
@pytest.mark.parametrize("format_", ["pdf", "md"])
def test_a_full_disk_behind_the_output_is_one_line(board: Path, format_: str) -> None:
    with FULL.open("wb") as full:
        line = [sys.executable, "-m", "scrplan", *QUARTER, "-f", format_]
        done = subprocess.run(line, cwd=board, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"scrplan: ")
    assert done.stderr.endswith(b"No space left on device\n")


@pytest.mark.parametrize("format_", ["html", "pdf", "md"])
def test_a_reader_that_has_seen_enough_is_no_mistake(board: Path, format_: str) -> None:
    with started([*QUARTER, "-f", format_], board) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_document_goes_into_a_pipe_whole(board: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([*QUARTER, "-f", "pdf"]) == 0
    told = capsysbinary.readouterr().out
    assert run([*QUARTER, "-o", "paper.pdf"]) == 0
    assert told == (board / "paper.pdf").read_bytes()


# -- the template of the call -----------------------------------------------------------------------------------------


class TestTemplate:
    def test_its_styles_are_in_the_paper(self, board: Path, capsys: pytest.CaptureFixture[str]) -> None:
        template = template_of()
        (board / "board.docx").write_bytes(template)
        assert call(capsys, *QUARTER, "-o", "paper.docx", "--template", "board.docx").code == 0
        paper = docx.Document(io.BytesIO((board / "paper.docx").read_bytes()))
        assert paper.styles["Heading 1"].font.name == "Georgia"
        assert paper.sections[0].header.paragraphs[0].text == "Header of the board"
        assert (board / "board.docx").read_bytes() == template

    def test_nothing_of_an_old_paper_that_serves_as_one_comes_along(
        self, board: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        old = docx.Document()
        words = old.add_paragraph("Old words")
        old.add_comment(words.runs, text="Old comment", author="Old author")
        old.part.relate_to("https://attack.example/old", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        old.core_properties.keywords = "Old keywords"
        old.save(str(board / "old.docx"))
        assert call(capsys, *QUARTER, "-o", "paper.docx", "--template", "old.docx").code == 0
        with zipfile.ZipFile(board / "paper.docx") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert {name for name, data in parts.items() if b"Old " in data or b"attack.example" in data} == set()

    @pytest.mark.parametrize(
        ("name", "data", "line"),
        [
            ("none.docx", None, "none.docx: cannot be read: No such file or directory"),
            ("plans", None, "plans: cannot be read: Is a directory"),
            ("/dev/zero", None, "/dev/zero: cannot be read: it is not a regular file"),
            ("a.docx", b"", "a.docx: the template is no document of Word: save it as .docx, without macros"),
            ("a.docx", b"words", "a.docx: the template is no document of Word: save it as .docx, without macros"),
            (
                "big.docx",
                bytes(32_000_001),
                "big.docx: cannot be read: it is larger than 32 MB; take pictures out of it",
            ),
            ("a.docx", b"PK\x03\x04", "a.docx: the template is no document of Word: save it as .docx, without macros"),
        ],
        ids=["missing", "folder", "device", "empty", "text", "large", "broken"],
    )
    def test_one_that_is_none_is_told(
        self, board: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, line: str
    ) -> None:
        if data is not None:
            (board / name).write_bytes(data)
        done = call(capsys, *QUARTER, "-o", "paper.docx", "--template", name)
        assert (done.code, done.out, done.err) == (2, "", f"scrplan: {line}\n")
        assert not (board / "paper.docx").exists()

    def test_of_another_format_it_is_refused(self, board: Path, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, *QUARTER, "-o", "paper.pdf", "--template", "board.docx")
        line = "scrplan: --template is for Word: give -o with a file that ends in .docx\n"
        assert (done.code, done.out, done.err) == (2, "", line)
        assert not (board / "paper.pdf").exists()
