import json
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from scrplan.characters import REPLACEMENT, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Position, RulePage, Severity
from scrplan.render.findings import About
from scrplan.render.findings.sarif import FINGERPRINT, SCHEMA, render_sarif
from tests.render.findings import ABOUT, ATTACKS, PLAN, file_of, one_of_each

LEVELS = {"error", "warning", "note"}
URI = re.compile(r"(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})*|file:///(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})*")


def run_of(*files: FileFindings, about: About = ABOUT) -> dict[str, Any]:
    made = "".join(render_sarif(files, about))
    assert made.isascii()
    document = json.loads(made)
    assert made == json.dumps(document, indent=2) + "\n"
    assert list(document) == ["$schema", "version", "runs"]
    assert (document["$schema"], document["version"]) == (SCHEMA, "2.1.0")
    (run,) = document["runs"]
    assert isinstance(run, dict)
    check(run)
    return run


def check(run: dict[str, Any]) -> None:
    """Check what the schema of SARIF 2.1.0 asks of the parts that are written."""
    assert set(run) == {"tool", "columnKind", "properties", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert set(driver) == {"name", "version", "rules"}
    for rule in driver["rules"]:
        assert set(rule) == {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for result in run["results"]:
        assert set(result) - {"ruleIndex"} == {"ruleId", "level", "message", "locations", "partialFingerprints"}
        assert result["level"] in LEVELS
        assert list(result["message"]) == ["text"]
        if "ruleIndex" in result:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        ((place,),) = (location.values() for location in result["locations"])
        assert URI.fullmatch(place["artifactLocation"]["uri"])
        assert all(isinstance(number, int) and number >= 1 for number in place["region"].values())
        assert re.fullmatch(r"[0-9a-f]{64}", result["partialFingerprints"][FINGERPRINT])


def fingerprints(*findings: Diagnostic, path: str = PLAN) -> list[str]:
    run = run_of(FileFindings(path, findings))
    return [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]


def test_a_result_says_what_where_and_how_grave() -> None:
    run = run_of(*one_of_each())
    results = [{**result, "partialFingerprints": None} for result in run["results"]]
    artifact = {"uri": PLAN, "uriBaseId": "%SRCROOT%"}

    def at(**region: int) -> list[dict[str, Any]]:
        return [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]

    assert results == [
        {
            "ruleId": "bad-date",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "due: no date: write 2012"},
            "locations": at(startLine=3, startColumn=8, endLine=3, endColumn=12),
            "partialFingerprints": None,
        },
        {
            "ruleId": "stale",
            "ruleIndex": 1,
            "level": "warning",
            "message": {"text": "silent: ask"},
            "locations": at(startLine=5, startColumn=1, endLine=8, endColumn=3),
            "partialFingerprints": None,
        },
        {
            "ruleId": "no-lead",
            "level": "note",
            "message": {"text": "nobody leads"},
            "locations": at(startLine=9, startColumn=3),
            "partialFingerprints": None,
        },
    ]


def test_the_run_says_which_tool_and_what_it_was_made_from() -> None:
    run = run_of(about=ABOUT._replace(made_from={"commit": None, "dirty": True}))
    assert run["tool"]["driver"]["name"] == "scrplan"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert run["properties"] == {"asAt": "2013-09-30", "generatedFrom": {"commit": None, "dirty": True}}
    assert run["results"] == []


def test_each_rule_has_its_page() -> None:
    date, stale = run_of()["tool"]["driver"]["rules"]
    page = "*error*: A date that cannot be read.\n\nLate is *late*.\n\nNot so:\n\n```yaml\ndue: 2012-13\n```"
    assert date == {
        "id": "bad-date",
        "shortDescription": {"text": "A date that cannot be read"},
        "fullDescription": {"text": "Late is *late*."},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": "error"},
    }
    assert stale["fullDescription"] == {"text": "Nothing was said for long"}
    assert stale["help"]["text"] == stale["help"]["markdown"] == "*warning*: Nothing was said for long."


def test_a_long_page_has_a_short_description() -> None:
    run = run_of(about=ABOUT._replace(rules=(RulePage("r", Severity.ADVICE, "T", ("word " * 1000,)),)))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["fullDescription"]["text"].endswith("…")


def test_without_rules_there_is_still_a_list() -> None:
    assert run_of(about=ABOUT._replace(rules=()))["tool"]["driver"]["rules"] == []


class TestFingerprints:
    ONE = Diagnostic(PLAN, Position(11, 5), "twice", "agency 'Health' appears twice, first in line 7")

    def test_lines_that_moved_do_not_change_them(self) -> None:
        moved = self.ONE._replace(position=Position(14, 5), message=self.ONE.message.replace("7", "10"))
        assert fingerprints(self.ONE) == fingerprints(moved)

    @pytest.mark.parametrize(
        "other",
        [
            ONE._replace(rule="thrice"),
            ONE._replace(message="agency 'Police' appears twice, first in line 7"),
            ONE._replace(message="agency 'Health 8' appears twice, first in line 7"),
        ],
        ids=["rule", "words", "number"],
    )
    def test_another_problem_has_another(self, other: Diagnostic) -> None:
        assert fingerprints(self.ONE) != fingerprints(other)

    def test_so_has_the_same_in_another_file(self) -> None:
        assert fingerprints(self.ONE) != fingerprints(self.ONE, path="plans/b.yaml")

    def test_the_same_words_twice_in_a_file_are_two(self) -> None:
        again = self.ONE._replace(position=Position(20, 5))
        first, second = fingerprints(self.ONE, again)
        assert first != second
        assert [first] == fingerprints(self.ONE)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("plans/a b.yaml", "plans/a%20b.yaml"),
        ("plans/100%.yaml", "plans/100%25.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("a?b#c.yaml", "a%3Fb%23c.yaml"),
        ("é.yaml", "%C3%A9.yaml"),
        ("../a\nb.yaml", "../a%0Ab.yaml"),
        ("/srv/a.yaml", "file:///srv/a.yaml"),
        ("//srv/a.yaml", "file:////srv/a.yaml"),
        ("not-utf-8-\udce9.yaml", "not-utf-8-%E9.yaml"),
        ("a\ud800.yaml", "a%EF%BF%BD.yaml"),
    ],
    ids=ascii,
)
def test_a_path_is_a_uri_from_the_top_of_the_repository(path: str, uri: str) -> None:
    (result,) = run_of(file_of(path))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == uri
    assert ("uriBaseId" in location) is not PurePosixPath(path).is_absolute()


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("{name: x}", "{{name: x}}"),
        ("{0}", "{{0}}"),
        ("[x](http://e.uk)", "[x] (http://e.uk)"),
        ("[x\\](1)", "[x\\] (1)"),
        ("a list in [ ] is (not) closed", "a list in [ ] is (not) closed"),
    ],
)
def test_no_message_is_a_placeholder_or_a_link(message: str, text: str) -> None:
    run = run_of(FileFindings("a", (Diagnostic("a", Position(), "r", message),)))
    assert run["results"][0]["message"]["text"] == text


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_any_text_comes_back(text: str) -> None:
    (result,) = run_of(file_of(text))["results"]
    said = result["message"]["text"]
    assert "](" not in said
    assert said.replace("{{", "{").replace("}}", "}").replace("] (", "](") == one_line(f"{text}: {text}")
    assert result["ruleId"] == text
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    path = re.sub("[\ud800-\udc7f\udd00-\udfff]", REPLACEMENT, text)
    assert unquote(urlsplit(uri).path, errors="surrogateescape") == path
