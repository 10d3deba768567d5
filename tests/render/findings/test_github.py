import pytest

from scrplan.characters import harmless, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Position, Severity
from scrplan.render.findings.github import render_github
from tests.render.findings import ABOUT, ATTACKS, file_of, one_of_each


def unescaped(text: str, signs: str) -> str:
    for sign in (*signs, "%"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Return the command, its properties and its data, as the runner of GitHub reads them from a line."""
    assert line.startswith("::")
    head, _, data = line.removeprefix("::").partition("::")
    command, _, listed = head.partition(" ")
    pairs = (one.split("=", 1) for one in listed.strip().split(",") if one)
    return command, {name: unescaped(value, "\r\n:,") for name, value in pairs}, unescaped(data, "\r\n")


def command_of(finding: Diagnostic) -> str:
    return "".join(render_github([FileFindings(finding.path, (finding,))], ABOUT))


def test_each_finding_is_a_command_of_its_kind() -> None:
    path = "plans/child-g.yaml"
    assert list(render_github(one_of_each(), ABOUT)) == [
        f"::error file={path},line=3,endLine=3,col=8,endColumn=12,title=bad-date::due: no date: write 2012\n",
        f"::warning file={path},line=5,endLine=8,title=stale::silent: ask\n",
        f"::notice file={path},line=9,col=3,title=no-lead::nobody leads\n",
    ]


@pytest.mark.parametrize(
    ("end", "place"),
    [
        (None, "line=5,col=3"),
        (Position(5, 3), "line=5,endLine=5,col=3,endColumn=3"),
        (Position(5, 9), "line=5,endLine=5,col=3,endColumn=9"),
        (Position(6, 1), "line=5,col=3"),
        (Position(6, 2), "line=5,endLine=6"),
        (Position(9, 1), "line=5,endLine=8"),
    ],
)
def test_columns_are_given_only_where_all_is_on_one_line(end: Position | None, place: str) -> None:
    assert command_of(Diagnostic("a", Position(5, 3), "r", "m", end=end)) == f"::error file=a,{place},title=r::m\n"


@pytest.mark.parametrize(
    ("path", "message", "line"),
    [
        ("a,b:c=d.yaml", "x,y::z=1", "::error file=a%2Cb%3Ac=d.yaml,line=1,col=1,title=r::x,y::z=1"),
        ("100%.yaml", "50%: %0A", "::error file=100%25.yaml,line=1,col=1,title=r::50%25: %250A"),
        ("a\nb\r.yaml", "one\n::two", "::error file=a%0Ab\ufffd.yaml,line=1,col=1,title=r::one ::two"),
        ("é 🙂.yaml", "é 🙂", "::error file=é 🙂.yaml,line=1,col=1,title=r::é 🙂"),
    ],
    ids=["signs", "percent", "lines", "letters"],
)
def test_what_the_runner_would_read_as_its_own_is_escaped(path: str, message: str, line: str) -> None:
    assert command_of(Diagnostic(path, Position(), "r", message)) == f"{line}\n"


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_any_text_is_one_command_that_reads_back(text: str) -> None:
    made = "".join(render_github([file_of(text)], ABOUT))
    (line,) = made.splitlines()
    command, properties, data = read(line)
    assert command == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert properties["file"] == harmless(text)
    assert properties["title"] == one_line(text)
    assert properties["line"] == "3"
    assert data == one_line(f"{text}: {text}")


def test_each_severity_has_its_command() -> None:
    findings = tuple(Diagnostic("a", Position(), "r", "m", severity=severity) for severity in Severity)
    made = "".join(render_github([FileFindings("a", findings)], ABOUT)).splitlines()
    assert [read(line)[0] for line in made] == ["error", "warning", "notice"]
