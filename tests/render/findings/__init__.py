"""Findings to show in every format, and texts that would do harm in one of them."""

from collections.abc import Iterator

from scrplan.diagnostics import Diagnostic, FileFindings, Position, RulePage, Severity
from scrplan.render.findings import About
from tests.render import HOSTILE

PLAN = "plans/child-g.yaml"
RULES = (
    RulePage("bad-date", Severity.ERROR, "A date that cannot be read", ("Late is *late*.",), "due: 2012-13\n"),
    RulePage("stale", Severity.WARNING, "Nothing was said for long"),
)
ABOUT = About("1.2.3", "2013-09-30", {"commit": "a" * 40, "dirty": False}, RULES)

ATTACKS = HOSTILE | {
    "command": "x\n::error file=y::z",
    "command-in-percent": "x%0A::add-mask::z%0D%250A",
    "command-of-old": "##[stop-commands]x",
    "property": "a.yaml,line=9,title=x::y",
    "cdata": "]]></failure><![CDATA[",
    "xml": "<x a=\"b\" c='d'>&e;</x><!-- -- --><?p?>",
    "not-xml": "a\x01b\x0bc\ud800d\udfffe\ufffef\uffffg",
    "json": '"], "x": {}, \\u0022 \\',
    "placeholder": "{0} {{1}} }{",
    "link": "[x](http://e.uk) [y\\](0) [z]\\(1)",
    "slashes": "//host/a b%20c?d#e\\f",
    "byte": "not-utf-8-\udce9.yaml",
}


def finding_of(text: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return a finding that has a text wherever one can stand."""
    return Diagnostic(text, Position(3, 7), text, text, text, severity, Position(3, 9))


def file_of(text: str) -> FileFindings:
    """Return a file that has a text wherever one can stand, in the line with the finding too."""
    return FileFindings(text, (finding_of(text),), {3: f"  due: {text}"})


def one_of_each() -> tuple[FileFindings, ...]:
    """Return a file for each shape of a finding, and one without."""
    return (
        FileFindings("plans/fine.yaml"),
        FileFindings(
            PLAN,
            (
                Diagnostic(PLAN, Position(3, 8), "bad-date", "due: no date", "write 2012", end=Position(3, 12)),
                Diagnostic(PLAN, Position(5, 1), "stale", "silent", "ask", Severity.WARNING, Position(8, 3)),
                Diagnostic(PLAN, Position(9, 3), "no-lead", "nobody leads", severity=Severity.ADVICE),
            ),
            {3: "  due: soon", 5: "updates:", 9: "  leads:"},
        ),
    )


def counted(files: tuple[FileFindings, ...], taken: list[str]) -> Iterator[FileFindings]:
    """Yield files, and note the path of each when it is taken."""
    for file in files:
        taken.append(file.path)
        yield file
