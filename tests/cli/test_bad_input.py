import io
import os
import re
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from scrplan.render.findings import FORMATS as FORMATS_OF_VALIDATE
from scrplan.source.files import MAX_BYTES
from tests.building import ROOT, ROW, Outcome, call, plan_text

READING = {
    "status": ("status", "sample"),
    "list": ("list", "sample"),
    "list --actions": ("list", "sample", "--actions"),
    "show": ("show", "sample", "1"),
    "overdue": ("overdue", "sample"),
    "red": ("red", "sample"),
}
FORMATS = ("terminal", "plain", "markdown", "csv", "json")
LINES = ("-f", "lines", "--as-at", "2013-09-30")
A_LINE = re.compile(r"[^:]+:\d+:\d+: (error|warning|advice): .+ \[[a-z0-9-]+\]")


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository to work in, far from any settings of this machine."""
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("SCRPLAN_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(content: str | bytes, name: str = "plans/sample.yaml") -> None:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


def row(extra: str) -> str:
    return plan_text(f"{ROW}{extra}")


def controls(text: str) -> list[str]:
    return [one for one in text if one != "\n" and unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]


def assert_clean(outcome: Outcome, *, but: str = "") -> None:
    assert [one for one in controls(outcome.out + outcome.err) if one not in but] == []
    assert "Traceback" not in outcome.out + outcome.err
    assert "a bug in scrplan" not in outcome.err


BOMB = "".join(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12))

# content, the place of the first problem, telling words
BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "1:1", "the file holds nothing"),
    "only a comment": ("# later\n", "1:1", "the file holds nothing"),
    "not UTF-8": (plan_text().replace("A sample", "Caf\u00e9").encode("latin-1"), "3:11", "0xE9 is not UTF-8"),
    "UTF-16": (plan_text().encode("utf-16"), "1:1", "UTF-16: save it as UTF-8"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1", "not UTF-8"),
    "tab before a list": (plan_text("\t- ref: 1\n"), "15:1", "a tab is used to indent"),
    "tab before a key": (row("\tnote: x\n"), "18:1", "a tab is used to indent"),
    "merge conflict": (row("<<<<<<< a\n    rag: red\n=======\n>>>>>>> b\n"), "18:1", "choose one side"),
    "duplicate key": (row("    text: x\n"), "18:5", "'text' appears twice here"),
    "unknown key": (row("    raq: red\n"), "18:5", "did you mean 'rag'?"),
    "anchor": (row("    note: &x text\n"), "18:11", "the anchor '&x'"),
    "alias": (row("    note: *x\n"), "18:11", "the alias '*x'"),
    "alias bomb": (f"a0: &a0 [x]\n{BOMB}", "1:5", "the alias '*a0'"),
    "merge key": (row("    <<: *x\n"), "18:5", "'<<' merges text"),
    "tag": (row("    note: !!python/object/apply:os.system [x]\n"), "18:11", "the tag"),
    "second document": (f"{plan_text()}---\n{plan_text()}", "18:1", "a second document"),
    "directive": (f"%YAML 1.1\n---\n{plan_text()}", "1:1", "directive"),
    "lists without end": ("[" * 100_000, "1:41", "more than 40 levels of nesting"),
    "mappings without end": ("{a: " * 100_000, "1:161", "more than 40 levels of nesting"),
    "dashes without end": ("- " * 100_000, "1:81", "more than 40 levels of nesting"),
    "NUL": (row("    note: a\0b\n"), "18:12", "U+0000"),
    "raw escape": (row("    note: \x1b[31mred\n"), "18:11", "U+001B"),
    "raw CSI": (row("    note: \x9b31mred\n"), "18:11", "U+009B"),
    "bell by escape": (row('    note: "\\a"\n'), "18:11", "U+0007"),
    "escape in a key": (row('    "\\e[31m": x\n'), "18:5", "U+001B"),
    "direction of writing": (row("    note: ab\u202ecd\n"), "18:13", "U+202E"),
    "lone carriage return": (row("    note: late\rdone\n"), "18:15", "U+000D"),
    "markup in an unknown key": (row("    '[red]': x\n"), "18:5", "no key '[red]'"),
    "markup in an unknown value": (row("    scope: '[/]'\n"), "18:12", "'[/]' is not one of its words"),
    "rag purple": (row("    rag: purple\n"), "18:10", "'purple' is not one of this plan's ratings (green, amber, red)"),
    "due 2012-13": (row("    due: 2012-13\n"), "18:10", "no such month"),
    "due 31/12/2012": (row("    due: 31/12/2012\n"), "18:10", "write 2012-12-31"),
    "due in capitals of infinity": (row("    due: .INF\n"), "18:10", "is not a date"),
    "note that is not a number": (row("    note: .NaN\n"), "18:11", "note must be text"),
    "other id": (plan_text().replace("id: sample", "id: other"), "2:5", "the file is called sample.yaml"),
    "a list": ("- a\n", "1:1", "begin with format: 1"),
    "a word": ("hello\n", "1:1", "this is not a plan"),
    "too large": (b"#" * (MAX_BYTES + 1), "1:1", "larger than 4 MB"),
}


@pytest.mark.parametrize("words", READING.values(), ids=READING)
@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_reading_command_computes_nothing_from_a_broken_plan(
    capsys: pytest.CaptureFixture[str], case: tuple[str | bytes, str, str], words: tuple[str, ...]
) -> None:
    content, place, message = case
    write(content)
    outcome = call(capsys, *words)
    assert (outcome.code, outcome.out) == (2, "")
    first = outcome.err.splitlines()[0]
    assert first.startswith(f"plans/sample.yaml:{place}: error: ")
    assert message in outcome.err
    assert_clean(outcome)


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_validate_prints_each_problem_of_a_broken_plan(
    capsys: pytest.CaptureFixture[str], case: tuple[str | bytes, str, str]
) -> None:
    content, place, message = case
    write(content)
    outcome = call(capsys, "validate", "sample", *LINES)
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    errors = [line for line in lines if ": error: " in line]
    assert errors[0].startswith(f"plans/sample.yaml:{place}: error: ")
    assert all(A_LINE.fullmatch(line) and line.startswith("plans/sample.yaml:") for line in lines)
    assert message in "\n".join(errors)
    assert outcome.err.startswith("1 file checked: ")
    assert_clean(outcome)


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_validate_shows_people_each_problem_of_a_broken_plan(
    capsys: pytest.CaptureFixture[str], case: tuple[str | bytes, str, str]
) -> None:
    content, place, message = case
    write(content)
    outcome = call(capsys, "validate", "sample", "--severity", "error")
    assert (outcome.code, outcome.err) == (1, "")
    words = " ".join(line.strip() for line in outcome.out.splitlines())
    assert words.startswith(f"plans/sample.yaml {place} ")
    assert all(part in words for part in message.split(": "))
    assert outcome.out.splitlines()[-1].startswith("1 file checked: ")
    assert_clean(outcome)


def test_hostile_file_is_one_finding(capsys: pytest.CaptureFixture[str]) -> None:
    write("{" * 100_000)
    outcome = call(capsys, "validate", "sample", *LINES)
    assert outcome.code == 1
    assert len(outcome.out.splitlines()) == 1
    assert "more than 40 levels of nesting" in outcome.out


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


HOSTILE = {
    "depth": "{" * 100_000,
    "one long line": row(f"    note: {'x' * 1_000_000}\n    raq: x\n"),
    "a long line with mistakes all over": row(f"    themes: [{'5, ' * 30_000}5]\n"),
    "keys without end": row("".join(f"    key{number}: x\n" for number in range(10_000))),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_does_not_flood_the_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write(text)
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "100")
    assert call(capsys, "validate", "sample", "--color", "never").code == 1
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) < 1000


@pytest.mark.parametrize("form", FORMATS_OF_VALIDATE)
@pytest.mark.parametrize(
    "extra",
    ["    note: \x1b[31mred\n", '    "\\e[31m": x\n', "    scope: '[/]'\n", "    rag: '[red]x'\n"],
    ids=["escape", "escape in a key", "markup in a value", "markup in a rating"],
)
def test_validate_is_clean_in_every_format(capsys: pytest.CaptureFixture[str], form: str, extra: str) -> None:
    write(row(extra))
    outcome = call(capsys, "validate", "-f", form)
    assert outcome.code == 1
    assert "sample.yaml" in outcome.out
    assert_clean(outcome)


# -- files that must work ------------------------------------------------------------------------------------------

GOOD = {
    "BOM": "\ufeff" + plan_text(),
    "CRLF": plan_text().replace("\n", "\r\n"),
    "BOM and CRLF": "\ufeff" + plan_text().replace("\n", "\r\n"),
    "CRLF in a block": row("    note: |\n      a\n      b\n").replace("\n", "\r\n"),
    "tab inside a text": row('    note: "a\tb\\tc"\n'),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", READING.values(), ids=READING)
@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_file_of_another_system_works(
    capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...], form: str
) -> None:
    write(text)
    if (words[0], form) == ("show", "csv"):
        form = "plain"  # one recommendation is no table
    outcome = call(capsys, *words, "-f", form)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out
    # The tabs of a plain table are its columns.
    assert_clean(outcome, but="\t" if form == "plain" else "")


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_validate_passes_a_file_of_another_system(capsys: pytest.CaptureFixture[str], text: str) -> None:
    write(text)
    outcome = call(capsys, "validate", "--severity", "error")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("1 file checked: no errors; not shown: ")
    assert outcome.out.count("\n") == 1


def test_validate_finds_the_same_in_a_file_of_another_system(capsys: pytest.CaptureFixture[str]) -> None:
    told = set()
    for text in (plan_text(), *GOOD.values()):
        if "note" not in text:
            write(text)
            told.add(call(capsys, "validate", *LINES))
    (outcome,) = told
    assert "[not-stated]" in outcome.out


MARKUP = "[red]danger[/red] [/] [bold [link=https://example.org]x[/link] [[x]] \\[y]"


@pytest.mark.parametrize("form", ["terminal", "plain", "csv"])
def test_markup_is_shown_literally_in_a_list(capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert_literal(capsys, ("list", "sample", "--full"), form)


@pytest.mark.parametrize("form", ["terminal", "plain"])
def test_markup_is_shown_literally_in_detail(capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert_literal(capsys, ("show", "sample", "1"), form)


def assert_literal(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], form: str) -> None:
    write(plan_text().replace("Do something", f"'{MARKUP}'"))
    outcome = call(capsys, *words, "-f", form)
    assert outcome.code == 0
    assert MARKUP in outcome.out
    assert_clean(outcome, but="\t" if form == "plain" else "")


@pytest.mark.parametrize("field", ["title", "agency", "rating", "meaning", "lead"])
@pytest.mark.parametrize("command", ["status", "show", "list", "overdue", "red"])
def test_markup_in_any_field_is_shown_literally(capsys: pytest.CaptureFixture[str], command: str, field: str) -> None:
    text = plan_text(f"{ROW}    rag: red\n    due: 2012\n    leads: [{{role: Chair}}]\n")
    text = text.replace("meaning: Off track", "meaning: Off track, off_track: true")
    old = {"title": "A sample plan", "agency": "Health", "rating": "red", "meaning": "Off track", "lead": "Chair"}[
        field
    ]
    write(re.sub(rf"\b{old}\b(?! Trust)", "'[bold]x[/]'", text))
    outcome = call(capsys, command, "sample", *(["1"] if command == "show" else []), "-f", "terminal")
    assert outcome.code == 0
    assert_clean(outcome)
    shown = {"title": ("status",), "meaning": ("status", "show", "list")}.get(field, (command,))
    if command in shown:
        assert "[bold]x[/]" in outcome.out


# -- what is no file -----------------------------------------------------------------------------------------------

ALL = {**READING, "validate": ("validate", "sample")}


def instead(words: tuple[str, ...], plan: str) -> tuple[str, ...]:
    return tuple(plan if word == "sample" else word for word in words)


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ("plans/missing.yaml", "plans/missing.yaml: there is no such plan"),
        ("missing", "missing: there is no such plan"),
        ("plans", "plans: no plans here: plans are files that end in .yaml"),
        ("a" * 300, "there is no such plan"),
        ("\x1b[31mred", "there is no such plan"),
        ("[red]", "[red]: there is no such plan"),
    ],
    ids=["path", "id", "folder without plans", "long name", "escape", "markup"],
)
def test_plan_that_is_not_there_is_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], plan: str, message: str
) -> None:
    outcome = call(capsys, *instead(words, plan))
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
    assert_clean(outcome)


@pytest.mark.parametrize(
    "words", [("status",), ("list",), ("overdue",), ("red",), ("validate",)], ids=lambda one: one[0]
)
def test_repository_without_plans_is_one_line(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    outcome = call(capsys, *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "scrplan: plans: no plans here: plans are files that end in .yaml\n"


def make(kind: str, path: Path) -> None:
    match kind:
        case "folder":
            path.mkdir()
        case "FIFO":
            os.mkfifo(path)
        case "dangling symlink":
            path.symlink_to("nowhere")
        case "no permission":
            path.write_text(plan_text())
            path.chmod(0)
            if os.access(path, os.R_OK):
                pytest.skip("this user may read every file")


KINDS = ("folder", "FIFO", "dangling symlink", "no permission")


@pytest.mark.parametrize("command", ["status", "list", "overdue", "red"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_readable_file_is_told_among_good_plans(
    capsys: pytest.CaptureFixture[str], kind: str, command: str
) -> None:
    write(plan_text())
    make(kind, Path("plans/odd.yaml"))
    outcome = call(capsys, command)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("scrplan: plans/odd.yaml: cannot be read: ")
    assert outcome.err.count("\n") == 1
    assert_clean(outcome)


@pytest.mark.parametrize("form", FORMATS_OF_VALIDATE)
@pytest.mark.parametrize("kind", KINDS)
def test_validate_tells_what_is_no_readable_file_in_every_format(
    capsys: pytest.CaptureFixture[str], kind: str, form: str
) -> None:
    write(plan_text())
    make(kind, Path("plans/odd.yaml"))
    outcome = call(capsys, "validate", "--severity", "error", "-f", form)
    assert outcome.code == 2
    assert "plans/odd.yaml" in outcome.out
    assert "the file cannot be opened (" in outcome.out
    assert "unreadable" in outcome.out
    last = (outcome.out if form == "text" else outcome.err).splitlines()[-1]
    assert last.startswith("2 files checked: 1 error in 1 file; not shown: ")
    assert_clean(outcome)


@pytest.mark.parametrize("words", READING.values(), ids=READING)
@pytest.mark.parametrize("kind", ["FIFO", "no permission"])
def test_what_is_no_readable_file_is_told_by_itself(
    capsys: pytest.CaptureFixture[str], kind: str, words: tuple[str, ...]
) -> None:
    make(kind, Path("plans/sample.yaml"))
    outcome = call(capsys, *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("scrplan: plans/sample.yaml: cannot be read: ")
    assert_clean(outcome)


@pytest.mark.parametrize("kind", ["FIFO", "no permission"])
def test_validate_tells_of_the_only_file_that_it_cannot_be_opened(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    make(kind, Path("plans/sample.yaml"))
    outcome = call(capsys, "validate", "sample", *LINES)
    assert outcome.code == 2
    assert outcome.out.startswith("plans/sample.yaml:1:1: error: the file cannot be opened (")
    assert outcome.out.count("\n") == 1
    assert outcome.err == "1 file checked: 1 error in 1 file\n"
    assert_clean(outcome)


@pytest.mark.parametrize("command", ["status", "list", "overdue", "red"])
def test_settings_that_cannot_be_read_stop_the_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    write(plan_text())
    Path("scrplan.yaml").mkdir()
    outcome = call(capsys, command)
    assert (outcome.code, outcome.out) == (2, "")
    assert "scrplan.yaml: cannot be read: Is a directory" in outcome.err
    assert_clean(outcome)


@pytest.mark.parametrize("kind", KINDS)
def test_validate_tells_that_the_settings_cannot_be_opened_and_checks_the_plans(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    write(row("    raq: red\n"))
    make(kind, Path("scrplan.yaml"))
    outcome = call(capsys, "validate", *LINES, "--severity", "error")
    assert outcome.code == 2
    assert [line.split(": ")[0] for line in outcome.out.splitlines()] == ["plans/sample.yaml:18:5", "scrplan.yaml:1:1"]
    assert "the file cannot be opened (" in outcome.out
    assert_clean(outcome)


def test_broken_settings_are_told_with_the_plans(capsys: pytest.CaptureFixture[str]) -> None:
    write(row("    raq: red\n"))
    write("bord: x\n", "scrplan.yaml")
    outcome = call(capsys, "status")
    assert (outcome.code, outcome.out) == (2, "")
    assert {line.split(" ")[0] for line in outcome.err.splitlines()} == {
        "scrplan.yaml:1:1:",
        "plans/sample.yaml:18:5:",
    }


# -- one broken file among good ones -------------------------------------------------------------------------------


def several() -> None:
    for name in ("first", "last"):
        write(plan_text().replace("id: sample", f"id: {name}"), f"plans/{name}.yaml")
    write(row("    raq: red\n    due: 2012-13\n"))
    write("", "plans/empty.yaml")


PLACES = ["plans/empty.yaml:1:1:", "plans/sample.yaml:18:5:", "plans/sample.yaml:19:10:"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", ["status", "list", "overdue", "red"])
def test_nothing_is_computed_while_one_file_is_broken(
    capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    several()
    outcome = call(capsys, command, "-f", form)
    assert (outcome.code, outcome.out) == (2, "")
    assert [line.split(" ")[0] for line in outcome.err.splitlines()] == PLACES


def test_nothing_is_written_while_one_file_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    several()
    assert call(capsys, "list", "-o", "out.csv").code == 2
    assert not Path("out.csv").exists()


def test_validate_tells_every_problem_of_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    several()
    outcome = call(capsys, "validate", *LINES)
    assert outcome.code == 1
    errors = [line for line in outcome.out.splitlines() if ": error: " in line]
    assert [line.split(" ")[0] for line in errors] == PLACES
    assert outcome.err.startswith("4 files checked: 3 errors in 2 files, ")


def test_unreadable_file_does_not_hide_the_problems_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    several()
    Path("plans/a.yaml").symlink_to("nowhere")
    outcome = call(capsys, "status")
    assert outcome.code == 2
    told = outcome.out + outcome.err
    assert "plans/a.yaml: cannot be read: it is a symbolic link, and those are not followed" in told
    assert all(place in told for place in PLACES)


def test_unreadable_file_does_not_hide_what_validate_finds_in_others(capsys: pytest.CaptureFixture[str]) -> None:
    several()
    Path("plans/a.yaml").symlink_to("nowhere")
    outcome = call(capsys, "validate", *LINES, "--severity", "error")
    assert outcome.code == 2
    assert [line.split(" ")[0] for line in outcome.out.splitlines()] == ["plans/a.yaml:1:1:", *PLACES]
    assert "the file cannot be opened (it is a symbolic link, and those are not followed)" in outcome.out


def test_plan_named_twice_is_counted_once(capsys: pytest.CaptureFixture[str]) -> None:
    write(row("    due: 2012\n"))
    once = call(capsys, "overdue", "sample", "-f", "csv")
    assert call(capsys, "overdue", "sample", "plans/sample.yaml", "plans", "-f", "csv") == once


# -- names of files ------------------------------------------------------------------------------------------------


NAMES = ("\x1b[31mred", "a\nb", "a\rb", "[red]", "a\u202eb")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", ["status", "list"])
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_name_of_a_file_styles_no_terminal(
    capsys: pytest.CaptureFixture[str], name: str, command: str, form: str
) -> None:
    write(plan_text(), f"plans/{name}.yaml")
    outcome = call(capsys, command, "-f", form)
    assert outcome.code == 2
    assert_clean(outcome)
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("form", FORMATS_OF_VALIDATE)
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_name_of_a_file_styles_nothing_that_validate_prints(
    capsys: pytest.CaptureFixture[str], name: str, form: str
) -> None:
    write(plan_text(), f"plans/{name}.yaml")
    outcome = call(capsys, "validate", "-f", form)
    assert outcome.code == 1
    assert_clean(outcome)
    assert "id-not-file-name" in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "sample", "\x1b[31m"),
        ("status", "--as-at", "\x1b[31m"),
        ("\x1b[31m",),
        ("list", "--agency", "\x1b]0;x\x07"),
    ],
    ids=["ref", "date", "command", "agency"],
)
def test_words_of_the_call_style_no_terminal(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    write(plan_text())
    outcome = call(capsys, *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert_clean(outcome)


# -- the program itself, in bounds ---------------------------------------------------------------------------------

GIGABYTE_IN_KB = 1024 * 1024


def program(*words: str) -> Outcome:
    """Run the program in a process of its own with one gigabyte of address space and a minute of time."""
    limited = ["/bin/sh", "-c", f'ulimit -v {GIGABYTE_IN_KB}; exec "$0" -m scrplan "$@"', sys.executable, *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(limited, capture_output=True, timeout=60, env=environment, check=False)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def huge(kind: str) -> None:
    size = 50 * 1024 * 1024
    match kind:
        case "50 MB of plan":
            line = b"  - {ref: 1, agency: Health, text: Do something again and again}\n"
            write(plan_text("").encode() + line * (size // len(line)))
        case "50 MB of one line":
            write(b"a: " + b"x" * size)
        case "a terabyte of nothing":
            write(b"")
            os.truncate("plans/sample.yaml", 2**40)


@pytest.mark.parametrize("command", ["status", "validate"])
@pytest.mark.parametrize("kind", ["50 MB of plan", "50 MB of one line", "a terabyte of nothing"])
def test_huge_file_is_refused_in_little_memory(kind: str, command: str) -> None:
    huge(kind)
    outcome = program(command, "sample", *(LINES if command == "validate" else ()))
    told, silent = (outcome.out, "") if command == "validate" else (outcome.err, outcome.out)
    assert outcome.code == (1 if command == "validate" else 2)
    assert silent == ""
    assert told.startswith("plans/sample.yaml:1:1: error: the file is larger than 4 MB")
    assert_clean(outcome)
    # Of all children so far; in KB on Linux.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < GIGABYTE_IN_KB


@pytest.mark.parametrize("command", ["status", "validate"])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[{a: "])
def test_deep_nesting_is_refused_by_the_program(opening: str, command: str) -> None:
    write(opening * 100_000)
    outcome = program(command, "sample")
    assert outcome.code == (1 if command == "validate" else 2)
    assert "more than 40 levels of nesting" in outcome.out + outcome.err
    assert_clean(outcome)


def test_alias_bomb_is_refused_by_the_program() -> None:
    write(f"a0: &a0 [x]\n{BOMB}")
    outcome = program("validate", "sample", *LINES)
    assert outcome.code == 1
    assert "plans/sample.yaml:2:10: error: the alias '*a0'" in outcome.out
    assert_clean(outcome)


def test_name_of_a_file_that_is_no_text_is_told() -> None:
    Path(os.fsdecode(b"plans/\xffx.yaml")).write_text(plan_text())
    for words in (("status",), *(("validate", "-f", form) for form in FORMATS_OF_VALIDATE)):
        outcome = program(*words)
        assert outcome.code in {1, 2}
        assert "id-not-file-name" in outcome.out + outcome.err
        assert_clean(outcome)


def test_missing_plan_is_told_by_the_program() -> None:
    outcome = program("status", "missing")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "scrplan: missing: there is no such plan: there are none here\n"
