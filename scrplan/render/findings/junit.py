"""JUnit's XML, which every CI server reads: a suite a file, a test a finding; only what fails the run is a failure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from scrplan.characters import harmless, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Severity
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import finding_words

NOTHING = "no problems"  # the name of the one test of a file without findings


def render_junit(files: Iterable[FileFindings], about: About) -> Iterator[str]:
    """Yield the suites; warnings and advice are what a passing test says, warnings fail only if `about.strict`."""
    failing = {Severity.ERROR, Severity.WARNING} if about.strict else {Severity.ERROR}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="scrplan validate">\n'
    for file in files:
        yield from _suite(file, failing)
    yield "</testsuites>\n"


def _suite(file: FileFindings, failing: set[Severity]) -> Iterator[str]:
    path = _attribute(file.path)
    failures = sum(finding.severity in failing for finding in file.findings)
    tests = len(file.findings) or 1
    yield f'  <testsuite name={path} tests="{tests}" failures="{failures}" errors="0" skipped="0">\n'
    if not file.findings:
        yield f'    <testcase name="{NOTHING}" classname={path}/>\n'
    seen: Counter[str] = Counter()
    for finding in file.findings:
        name = f"{finding.rule} {finding.position.line}:{finding.position.column}"
        seen[name] += 1
        # Of tests that are called the same, some servers show the last only.
        called = _attribute(name if seen[name] == 1 else f"{name} ({seen[name]})")
        yield f"    <testcase name={called} classname={path}>\n"
        yield f"      {_outcome(finding, failed=finding.severity in failing)}\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _outcome(finding: Diagnostic, *, failed: bool) -> str:
    line = escape(one_line(finding.line()))
    if not failed:
        return f"<system-out>{line}</system-out>"
    words = one_line(finding_words(finding))
    return f"<failure type={_attribute(finding.rule)} message={_attribute(words)}>{line}</failure>"


def _attribute(text: str) -> str:
    # Harmless is all that XML 1.0 allows: no controls, no surrogates, neither of the codes that are no characters.
    return quoteattr(harmless(text))
