from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

from scrplan.characters import harmless, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Position, Severity
from scrplan.render.findings import About
from scrplan.render.findings.junit import render_junit
from tests.render.findings import ABOUT, ATTACKS, file_of, finding_of, one_of_each

STRICT = ABOUT._replace(strict=True)


def read(*files: FileFindings, about: About = ABOUT) -> ET.Element:
    return ET.fromstring("".join(render_junit(files, about)).encode("utf-8"))  # noqa: S314  (our own text)


def test_a_suite_a_file_and_a_test_a_finding() -> None:
    assert "".join(render_junit(one_of_each(), ABOUT)) == dedent("""\
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="scrplan validate">
          <testsuite name="plans/fine.yaml" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="no problems" classname="plans/fine.yaml"/>
          </testsuite>
          <testsuite name="plans/child-g.yaml" tests="3" failures="1" errors="0" skipped="0">
            <testcase name="bad-date 3:8" classname="plans/child-g.yaml">
              <failure type="bad-date" message="due: no date: write 2012">plans/child-g.yaml:3:8: error: due: no date: write 2012 [bad-date]</failure>
            </testcase>
            <testcase name="stale 5:1" classname="plans/child-g.yaml">
              <system-out>plans/child-g.yaml:5:1: warning: silent: ask [stale]</system-out>
            </testcase>
            <testcase name="no-lead 9:3" classname="plans/child-g.yaml">
              <system-out>plans/child-g.yaml:9:3: advice: nobody leads [no-lead]</system-out>
            </testcase>
          </testsuite>
        </testsuites>
        """)  # noqa: E501  (a line of the output)


@pytest.mark.parametrize(
    ("about", "failing"), [(ABOUT, {"bad-date"}), (STRICT, {"bad-date", "stale"})], ids=["usual", "strict"]
)
def test_only_errors_fail_and_warnings_when_strict(about: About, failing: set[str]) -> None:
    made = read(*one_of_each(), about=about)
    assert {one.get("type") for one in made.iter("failure")} == failing
    suite = made.findall("testsuite")[1]
    assert (suite.get("tests"), suite.get("failures")) == ("3", str(len(failing)))
    assert len(suite.findall("testcase/system-out")) == 3 - len(failing)


def test_no_two_tests_of_a_file_have_one_name() -> None:
    found = tuple(Diagnostic("a", Position(2, 3), "r", message) for message in "xyz")
    made = read(FileFindings("a", found), FileFindings("b", found[:1]))
    assert [case.get("name") for case in made.iter("testcase")] == ["r 2:3", "r 2:3 (2)", "r 2:3 (3)", "r 2:3"]


def test_no_file_is_a_document_without_suites() -> None:
    assert list(read()) == []


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_any_text_comes_back_as_text(text: str, severity: Severity) -> None:
    finding = finding_of(text, severity)
    made = read(file_of(text)._replace(findings=(finding,)))
    (suite,) = made
    (case,) = suite
    (outcome,) = case
    assert len(list(made.iter())) == 4
    assert suite.get("name") == case.get("classname") == harmless(text)
    assert case.get("name") == harmless(f"{text} 3:7")
    assert outcome.text == one_line(finding.line())
    if severity is Severity.ERROR:
        assert outcome.attrib == {"type": harmless(text), "message": one_line(f"{text}: {text}")}
