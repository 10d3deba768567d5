"""`validate` as people and machines call it: what it checks, tells, where it tells it, and how it ends."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from scrplan.check import runner as runs
from scrplan.check.rules import RULES
from scrplan.render.findings import FORMATS
from tests.building import ROOT, ROW, Outcome, call, committed, in_git, plan_text

Capture = pytest.CaptureFixture[str]

DAY = ("--as-at", "2013-09-30")
LINES = ("-f", "lines", *DAY)
SOUND = "    rag: amber\n    due: 2014-02\n    leads: [{role: Chair}]\n"
WARNED = SOUND.replace("2014-02", "2012-07")
ADVISED = SOUND + "    actions: [{text: Ensure that staff are mindful}]\n"
WRONG = SOUND + "    raq: red\n"


def write(extra: str = SOUND, name: str = "sample", row: str = ROW) -> Path:
    """Write a plan of one row into the repository at hand."""
    path = Path("plans") / f"{name}.yaml"
    path.write_text(plan_text(f"{row}{extra}").replace("id: sample", f"id: {name}"), encoding="utf-8")
    return path


def settings(text: str) -> None:
    Path("scrplan.yaml").write_text(text, encoding="utf-8")


def rules_in(out: str) -> list[str]:
    """Return the rules of the findings in the format `lines`."""
    return [line.rpartition("[")[2].rstrip("]") for line in out.splitlines()]


def places_in(out: str) -> list[str]:
    return [re.split(r": (?:error|warning|advice): ", line)[0] for line in out.splitlines()]


# -- what is checked ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("published")
def test_the_published_plans_have_no_error(capsys: Capture) -> None:
    done = call(capsys, "validate", "--severity", "error")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    assert done.out.startswith("2 files checked: no errors; not shown: ")
    done = call(capsys, "validate")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].startswith("2 files checked: no errors, ")


@pytest.mark.usefixtures("board")
def test_every_problem_of_every_file_is_told(capsys: Capture) -> None:
    Path("plans/a.yaml").write_text(plan_text("  - {ref: 1, agency: Helth, text: Do, raq: red, due: 2012-13}\n"))
    Path("plans/b.yaml").write_text("a: [\n")
    settings("due_soon_days: soon\n")
    done = call(capsys, "validate", *LINES, "--severity", "error")
    assert done.code == 1
    assert places_in(done.out) == [
        "plans/a.yaml:2:5",
        "plans/a.yaml:15:22",
        "plans/a.yaml:15:39",
        "plans/a.yaml:15:54",
        "plans/b.yaml:2:1",
        "scrplan.yaml:1:16",
    ]
    assert done.err.startswith("4 files checked: 6 errors in 3 files; not shown: ")


NAMED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "nothing": ((), ["plans/a.yaml", "plans/sample.yaml", "scrplan.yaml"]),
    "an id": (("a",), ["plans/a.yaml", "scrplan.yaml"]),
    "a path": (("plans/a.yaml",), ["plans/a.yaml", "scrplan.yaml"]),
    "a folder": (("plans",), ["plans/a.yaml", "plans/sample.yaml", "scrplan.yaml"]),
    "two in another order": (("sample", "a"), ["plans/sample.yaml", "plans/a.yaml", "scrplan.yaml"]),
    "one twice": (("a", "plans/a.yaml", "plans/../plans/a.yaml"), ["plans/a.yaml", "scrplan.yaml"]),
    "the settings": (("scrplan.yaml",), ["scrplan.yaml"]),
    "the settings and a plan": (("scrplan.yaml", "a"), ["plans/a.yaml", "scrplan.yaml"]),
}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(("words", "files"), NAMED.values(), ids=NAMED)
def test_what_is_named_is_checked_and_the_settings_last(
    capsys: Capture, words: tuple[str, ...], files: list[str]
) -> None:
    write(WRONG)
    write(WRONG, "a")
    settings("bord: x\n")
    done = call(capsys, "validate", *words, *LINES, "--severity", "error")
    assert done.code == 1
    assert list(dict.fromkeys(place.split(":")[0] for place in places_in(done.out))) == files
    assert done.err.startswith(f"{len(files)} file{'s' if len(files) > 1 else ''} checked: ")


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("name", ["scrplan.yaml", "nowhere/scrplan.yaml", "plans/none.yaml", "none"])
def test_what_is_named_and_is_not_there_is_told(capsys: Capture, name: str) -> None:
    done = call(capsys, "validate", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"scrplan: {name}: there is no such ")


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (".", "plans/../plans/sample.yaml"),
        (".", "door/sample.yaml"),
        (".", "{root}/plans/sample.yaml"),
        ("plans", "sample.yaml"),
        ("plans", "sample"),
        ("notes", "sample"),
        ("notes", "../plans/sample.yaml"),
        ("notes", ".."),
    ],
)
def test_the_same_is_found_however_a_plan_is_named_and_wherever_one_stands(
    board: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, where: str, name: str
) -> None:
    in_git(board, "init", "--quiet")
    write(SOUND)
    committed(board)
    write(f"{WARNED}    links: [{{plan: sample, ref: '9', relation: repeats}}]\n")
    (board / "notes").mkdir()
    (board / "door").symlink_to("plans")
    usual = rules_in(call(capsys, "validate", *LINES).out)
    assert usual == ["date-overwritten", "late-not-red", "broken-link"]
    monkeypatch.chdir(board / where)
    assert rules_in(call(capsys, "validate", name.format(root=board), *LINES).out) == usual


@pytest.mark.usefixtures("board")
def test_two_plans_of_one_id_are_both_told(capsys: Capture) -> None:
    write()
    Path("archive").mkdir()
    Path("archive/sample.yaml").write_text(plan_text(f"{ROW}{SOUND}"))
    done = call(capsys, "validate", "plans", "archive", *LINES)
    assert done.out.splitlines() == [
        f"{one}/sample.yaml:2:5: error: the id 'sample' is also that of {other}/sample.yaml: "
        "give one of the two another id, and rename its file [same-id]"
        for one, other in (("plans", "archive"), ("archive", "plans"))
    ]


@pytest.mark.usefixtures("board")
def test_what_looks_like_a_plan_and_is_not_read_is_told_beside_the_result(capsys: Capture) -> None:
    write()
    Path("plans/other.yml").write_text("")
    done = call(capsys, "validate", *LINES)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[0] == "warning: plans/other.yml is not read; plans end in .yaml"


def test_a_plan_in_a_folder_below_is_not_passed_over_in_silence(board: Path, capsys: Capture) -> None:
    below = board / "plans" / "2013"
    below.mkdir()
    (below / "other.yaml").write_text(plan_text(), encoding="utf-8")
    done = call(capsys, "validate", "-f", "lines", "--severity", "error")
    assert "plans/2013/other.yaml:2:5: error: the id is 'sample' and the file is called other.yaml" in done.out


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("day", "rules"),
    [("2013-09", ["future-date"]), ("2013-12-31", []), ("2014-03", ["late-not-red", "no-recent-update"])],
)
def test_the_day_is_the_one_asked_for(capsys: Capture, day: str, rules: list[str]) -> None:
    write(f"{SOUND}    updates: [{{on: 2013-11, text: Begun}}]\n")
    assert rules_in(call(capsys, "validate", "-f", "lines", "--as-at", day).out) == rules


# -- how it ends ----------------------------------------------------------------------------------------------------

ENDINGS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "nothing": (SOUND, (), 0),
    "nothing, strictly": (SOUND, ("--strict",), 0),
    "advice": (ADVISED, (), 0),
    "advice, strictly": (ADVISED, ("--strict",), 0),
    "a warning": (WARNED, (), 0),
    "a warning, strictly": (WARNED, ("--strict",), 1),
    "a warning that is not told, strictly": (WARNED, ("--strict", "--severity", "error"), 1),
    "a warning that is not told": (WARNED, ("--severity", "error"), 0),
    "a warning that is ignored": (WARNED, ("--strict", "--ignore", "late-not-red"), 0),
    "a warning of a rule not asked for": (WARNED, ("--strict", "--rule", "no-lead"), 0),
    "an error": (WRONG, (), 1),
    "an error, strictly": (WRONG, ("--strict",), 1),
    "an error of form where another rule is asked for": (WRONG, ("--rule", "no-lead"), 1),
    "an error with advice kept back": (WRONG, ("--severity", "error"), 1),
    "an error of a rule": (f"{SOUND}    themes: [jo@example.org]\n", (), 1),
}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("extra", "options", "code"), ENDINGS.values(), ids=ENDINGS)
def test_it_ends_with_1_for_errors_and_strictly_for_warnings(
    capsys: Capture, extra: str, options: tuple[str, ...], code: int, form: str
) -> None:
    write(extra)
    assert call(capsys, "validate", "-f", form, *DAY, *options).code == code


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    "options", [(), ("--strict",), ("--severity", "error"), ("--rule", "no-lead"), ("--ignore", "no-lead")]
)
def test_it_ends_with_2_where_a_file_cannot_be_opened(capsys: Capture, options: tuple[str, ...]) -> None:
    write(WRONG)
    Path("plans/a.yaml").mkdir()
    done = call(capsys, "validate", *LINES, *options)
    assert done.code == 2
    assert {"unreadable", "unknown-key"} <= set(rules_in(done.out))


WRONG_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a rule": (("--rule", "no-leed"), "scrplan: unknown rule 'no-leed': did you mean 'no-lead'?"),
    "an ignored rule": (("--ignore", "no-leed"), "scrplan: unknown rule 'no-leed': did you mean 'no-lead'?"),
    "a rule among good ones": (("--rule", "no-lead", "--rule", "x"), "scrplan: unknown rule 'x': choose from "),
    "an ignored mistake of form": (
        ("--ignore", "unknown-key"),
        "scrplan: --ignore unknown-key: it is a mistake in the form of a file, and always reported",
    ),
    "a severity": (("--severity", "warn"), "scrplan: unknown severity 'warn': did you mean 'warning'?"),
    "a severity far from all": (
        ("--severity", "x"), "scrplan: unknown severity 'x': choose from error, warning, advice",
    ),
    "off is no severity": (("--severity", "off"), "scrplan: unknown severity 'off': choose from error, "),
    "a format": (("-f", "sarf"), "scrplan: unknown format 'sarf': did you mean 'sarif'?"),
    "a format of other commands": (("-f", "terminal"), "scrplan: unknown format 'terminal': choose from text, lines, "),
    "another format of theirs": (("-f", "plain"), "scrplan: unknown format 'plain': "),
    "an ending": (("-o", "out.docx"), "scrplan: out.docx: its ending names no format: use .json, .csv, .md, "),
    "an ending of other commands": (("-o", "out.tsv"), "scrplan: out.tsv: its ending names no format: "),
    "the ending of a plan": (("-f", "json", "-o", "out.yaml"), "scrplan: out.yaml: cannot be written: "),
    "a day": (("--as-at", "soon"), "scrplan: --as-at: 'soon' is not a date of the format"),
    "colour": (("--color", "red"), "scrplan: --color 'red' is not known: write auto, always or never"),
    "an option": (("--fix",), "scrplan: No such option: --fix"),
}  # fmt: skip


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(("options", "line"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_it_ends_with_2_and_one_line_where_the_words_of_the_call_are_wrong(
    capsys: Capture, options: tuple[str, ...], line: str
) -> None:
    write(WRONG)
    done = call(capsys, "validate", *options)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(line)
    assert [path.name for path in Path().iterdir()] == ["plans"]


# -- which rules ----------------------------------------------------------------------------------------------------

SEVERAL = "    due: 2012-07\n    rag: amber\n    themes: [call 01632 960123]\n    scope: locale\n"


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), ["no-lead", "late-not-red", "phone-number", "unknown-value"]),
        (("--rule", "no-lead"), ["no-lead", "unknown-value"]),
        (("--rule", "no-lead", "--rule", "late-not-red"), ["no-lead", "late-not-red", "unknown-value"]),
        (("--rule", "unknown-value"), ["unknown-value"]),
        (("--ignore", "no-lead"), ["late-not-red", "phone-number", "unknown-value"]),
        (("--ignore", "no-lead", "--ignore", "phone-number"), ["late-not-red", "unknown-value"]),
        (("--rule", "no-lead", "--ignore", "no-lead"), ["unknown-value"]),
        (("--severity", "error"), ["phone-number", "unknown-value"]),
        (("--severity", "warning"), ["no-lead", "late-not-red", "phone-number", "unknown-value"]),
        (("--severity", "advice"), ["no-lead", "late-not-red", "phone-number", "unknown-value"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_only_what_was_asked_for_is_told_and_always_what_belongs_to_the_format(
    capsys: Capture, options: tuple[str, ...], rules: list[str]
) -> None:
    write(SEVERAL)
    assert rules_in(call(capsys, "validate", *LINES, *options).out) == rules


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.is_fixed])
def test_no_mistake_of_form_can_be_ignored(capsys: Capture, rule: str) -> None:
    done = call(capsys, "validate", "--ignore", rule)
    assert (done.code, done.out) == (2, "")
    assert "always reported" in done.err


SET: dict[str, tuple[str, list[str], int]] = {
    "as it is": ("board: Ours\n", ["no-lead warning"], 0),
    "an error": ("rules: {no-lead: error}\n", ["no-lead error"], 1),
    "advice": ("rules: {no-lead: advice}\n", ["no-lead advice"], 0),
    "off": ("rules: {no-lead: off}\n", [], 0),
    "another rule": ("rules: {no-date: error}\n", ["no-lead warning"], 0),
    "a rule that is none": ("rules: {no-leed: off}\n", ["no-lead warning", "unknown-rule error"], 1),
    "a mistake of form": ("rules: {unknown-key: off}\n", ["no-lead warning", "unknown-rule error"], 1),
    "a severity that is none": ("rules: {no-lead: of}\n", ["no-lead warning", "unknown-value error"], 1),
}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(("text", "told", "code"), SET.values(), ids=SET)
def test_the_board_sets_how_grave_a_finding_is(capsys: Capture, text: str, told: list[str], code: int) -> None:
    write("    rag: amber\n    due: 2014-02\n")
    settings(text)
    done = call(capsys, "validate", *LINES)
    found = [
        f"{rule} {line.split(': ')[1]}" for rule, line in zip(rules_in(done.out), done.out.splitlines(), strict=True)
    ]
    assert (found, done.code) == (told, code)


@pytest.mark.usefixtures("board")
def test_what_the_board_made_advice_is_kept_back_with_advice(capsys: Capture) -> None:
    write(WARNED)
    settings("rules: {late-not-red: advice}\n")
    assert call(capsys, "validate", *LINES, "--severity", "warning", "--strict") == Outcome(
        0, "", "2 files checked: no errors; not shown: 1 piece of advice\n"
    )


@pytest.mark.usefixtures("board")
def test_what_was_found_and_is_not_told_is_counted(capsys: Capture) -> None:
    write(SEVERAL.replace("locale", "local"))
    words = "1 file checked: 1 error in 1 file; not shown: 2 warnings\n"
    assert call(capsys, "validate", *LINES, "--severity", "error").err == words


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_that_the_board_switched_rules_off_is_said_each_time(capsys: Capture, form: str) -> None:
    write(SOUND)
    settings("rules: {no-lead: off, no-date: off, late-not-red: advice}\n")
    done = call(capsys, "validate", "-f", form, *DAY)
    words = "2 files checked: no problems; 2 rules switched off in scrplan.yaml\n"
    assert (done.out if form == "text" else done.err) == words
    assert words in done.out or form not in {"text", "markdown"}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("extra", "rules"),
    [
        ("    allow: [late-not-red]\n    note: The board agreed to wait.\n", []),
        ("    allow: [late-not-red]\n", ["allow-without-note"]),
        ("    allow: [late-not-rad]\n    note: x\n", ["late-not-red", "unknown-rule"]),
        ("    allow: [no-lead]\n    note: x\n", ["late-not-red", "idle-allow"]),
    ],
    ids=["with a note", "without", "misspelt", "not needed"],
)
def test_a_row_allows_what_its_note_explains(capsys: Capture, extra: str, rules: list[str]) -> None:
    write(f"{WARNED}{extra}")
    assert rules_in(call(capsys, "validate", *LINES).out) == rules


# -- formats --------------------------------------------------------------------------------------------------------

ANNOTATION = re.compile(r"::(error|warning|notice) file=([^,]+),line=(\d+)(?:,endLine=\d+)?(?:,col=\d+)?[^:]*::(.+)")


def of_text(text: str) -> list[str]:
    assert text.splitlines()[0] == "plans/sample.yaml"
    return re.findall(r"^  \d+:\d+ +(?:error|warning|advice)  .+  \[([a-z-]+)\]$", text, re.MULTILINE)


def of_json(text: str) -> list[str]:
    answer = json.loads(text)
    assert list(answer) == ["schema_version", "kind", "as_at", "generated_from", "notices", "items"]
    assert (answer["schema_version"], answer["kind"], answer["as_at"]) == (1, "validate", "2013-09-30")
    return [item["rule"] for item in answer["items"]]


def of_github(text: str) -> list[str]:
    assert all(ANNOTATION.fullmatch(line) for line in text.splitlines())
    return re.findall(r"title=([a-z-]+)", text)


def of_sarif(text: str) -> list[str]:
    answer = json.loads(text)
    assert answer["version"] == "2.1.0"
    (run,) = answer["runs"]
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == list(RULES)
    return [one["ruleId"] for one in run["results"]]


def of_junit(text: str) -> list[str]:
    suites = ET.fromstring(text)  # noqa: S314  (made by the program itself)
    return [case.attrib["name"].split(" ")[0] for case in suites.iter("testcase")]


def of_csv(text: str) -> list[str]:
    return [record["rule"] for record in csv.DictReader(io.StringIO(text))]


def of_markdown(text: str) -> list[str]:
    return re.findall(r"^\| plans/sample\.yaml \| \d+ \| \d+ \| ([a-z-]+) \|", text, re.MULTILINE)


READERS: dict[str, Callable[[str], list[str]]] = {
    "text": of_text,
    "lines": rules_in,
    "json": of_json,
    "github": of_github,
    "sarif": of_sarif,
    "junit": of_junit,
    "csv": of_csv,
    "markdown": of_markdown,
}
SUMMARY = "1 file checked: 2 errors in 1 file, 2 warnings\n"


def test_every_format_has_its_reader_here() -> None:
    assert list(READERS) == list(FORMATS)


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_every_finding(capsys: Capture, form: str) -> None:
    write(SEVERAL)
    done = call(capsys, "validate", "-f", form, *DAY)
    assert done.code == 1
    assert READERS[form](done.out) == ["no-lead", "late-not-red", "phone-number", "unknown-value"]
    assert done.err == ("" if form == "text" else SUMMARY)
    assert done.out.endswith(SUMMARY) == (form in {"text", "markdown"})


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_that_nothing_was_found(capsys: Capture, form: str) -> None:
    write(SOUND)
    done = call(capsys, "validate", "-f", form, *DAY)
    assert done.code == 0
    assert (done.out if form == "text" else done.err) == "1 file checked: no problems\n"
    if form == "junit":
        assert READERS[form](done.out) == ["no"]  # the one test, `no problems`
    elif form != "text":
        assert READERS[form](done.out) == []


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_gets_what_a_pipe_gets(capsys: Capture, form: str) -> None:
    write(SEVERAL)
    printed = call(capsys, "validate", "-f", form, *DAY)
    done = call(capsys, "validate", "-f", form, *DAY, "-o", "found.out")
    assert (done.code, done.out, done.err) == (1, "", SUMMARY)
    assert Path("found.out").read_text(encoding="utf-8") == printed.out


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("found.txt", "text"), ("found.TXT", "text"), ("found.json", "json"), ("found.csv", "csv"),
        ("found.md", "markdown"), ("found.markdown", "markdown"), ("found.sarif", "sarif"), ("found.xml", "junit"),
    ],
)  # fmt: skip
def test_the_ending_of_a_file_picks_the_format(capsys: Capture, name: str, form: str) -> None:
    write(SEVERAL)
    assert call(capsys, "validate", *DAY, "-o", name).code == 1
    assert Path(name).read_text(encoding="utf-8") == call(capsys, "validate", "-f", form, *DAY).out


@pytest.mark.usefixtures("board")
def test_a_file_has_no_colour_and_a_pipe_only_when_asked(capsys: Capture) -> None:
    write(SEVERAL)
    call(capsys, "validate", "--color", "always", "-o", "found.txt")
    assert "\x1b" not in Path("found.txt").read_text()
    assert "\x1b" not in call(capsys, "validate").out
    assert "\x1b[31merror\x1b[0m" in call(capsys, "validate", "--color", "always").out
    assert "\x1b" not in call(capsys, "validate", "-f", "lines", "--color", "always").out


@pytest.mark.usefixtures("board")
def test_the_json_has_the_promised_keys(capsys: Capture) -> None:
    text = plan_text().replace("amber:", "amber :", 1).replace("text:", "txet:").replace("board: A board\n", "")
    Path("plans/sample.yaml").write_text(text)
    done = call(capsys, "validate", "-f", "json", "--severity", "error")
    answer = json.loads(done.out)
    assert done.code == 1
    assert [list(item) for item in answer["items"]] == [
        ["path", "line", "column", "rule", "severity", "message", "hint", "end_line", "end_column"]
    ] * len(answer["items"])
    assert [(item["line"], item["column"], item["rule"]) for item in answer["items"]] == [
        (1, 1, "missing-key"),
        (16, 5, "unknown-key"),
    ]
    assert answer["items"][1]["hint"] == "did you mean 'text'?"
    assert (answer["items"][1]["end_line"], answer["items"][1]["end_column"]) == (16, 9)


def test_the_json_says_what_it_was_made_from(board: Path, capsys: Capture) -> None:
    assert json.loads(call(capsys, "validate", "-f", "json").out)["generated_from"] == {"commit": None, "dirty": False}
    in_git(board, "init", "--quiet")
    commit = committed(board)
    assert json.loads(call(capsys, "validate", "-f", "json").out)["generated_from"] == {
        "commit": commit,
        "dirty": False,
    }
    write(WARNED)
    assert json.loads(call(capsys, "validate", "-f", "json").out)["generated_from"] == {"commit": commit, "dirty": True}


@pytest.mark.usefixtures("board")
def test_problems_can_be_written_as_a_table(capsys: Capture) -> None:
    Path("plans/sample.yaml").write_text("")
    done = call(capsys, "validate", "-o", "problems.csv")
    assert done.code == 1
    assert Path("problems.csv").read_text().splitlines()[1].startswith("plans/sample.yaml,1,1,empty,error,")


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("value", "options", "form"),
    [
        ("true", (), "github"),
        ("true", ("-f", "text"), "text"),
        ("true", ("-f", "json"), "json"),
        ("false", (), "text"),
        ("1", (), "text"),
        ("", (), "text"),
        (None, (), "text"),
    ],
)
def test_by_itself_it_speaks_to_people_and_on_github_to_its_pages(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, value: str | None, options: tuple[str, ...], form: str
) -> None:
    write(SEVERAL)
    expected = call(capsys, "validate", "-f", form, *DAY)
    if value is not None:
        monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert call(capsys, "validate", *DAY, *options) == expected


@pytest.mark.usefixtures("board")
def test_on_github_a_file_still_has_the_format_of_its_ending(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    write(SEVERAL)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    call(capsys, "validate", *DAY, "-o", "found.json")
    assert of_json(Path("found.json").read_text()) == ["no-lead", "late-not-red", "phone-number", "unknown-value"]


def test_the_help_names_the_formats_that_there_are(capsys: Capture) -> None:
    words = " ".join(call(capsys, "validate", "--help").out.split())
    assert all(re.search(rf"\b{form}\b", words) for form in FORMATS)
    assert "terminal" not in words
    assert not re.search(r"\bplain\b", words)


# -- a screen -------------------------------------------------------------------------------------------------------


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("columns", [20, 40, 80, 132, 240, 1000])
def test_on_a_screen_no_line_is_wider_than_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert call(capsys, "validate", "--color", "never", *DAY).code == 0
    widest = max(map(len, screen.getvalue().splitlines()))
    assert widest <= max(columns, 60)  # places, severities and names of rules are not broken
    assert widest <= 240


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"TERM": "dumb"}, (), False),
        ({}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_a_screen_is_coloured_unless_it_is_not_wanted(
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    *,
    coloured: bool,
) -> None:
    write(SEVERAL)
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    call(capsys, "validate", *DAY, *options)
    assert ("\x1b[" in screen.getvalue()) is coloured


# -- identifiers are told and never shown ---------------------------------------------------------------------------

# None of those that the rules' own pages show.
IDENTIFIERS = {
    "nhs-number": "943 476 5919",
    "ni-number": "JG 10 37 59 A",
    "date-of-birth": "23 April 2011",
    "postcode": "EC1A 1BB",
    "phone-number": "01632 960987",
    "email-address": "pat.otherby@example.net",
    "listed-name": "Pat Otherby",
}
WAYS = {
    "a value": "    note: Born {0}\n",
    "a long value": "    note: >-\n      It was said that the child, born {0}, was seen\n      by nobody\n",
    "a comment": "    # born {0}\n",
    "a key": "    'born {0}': x\n",
    "a rating": "    scope: born {0}\n",
    "a due date": "    stopped_reason: x\n    due_text: born {0}\n",
    "evidence": "    evidence: [{{title: x, ref: 'born {0}'}}]\n",
    "a theme": "    themes: [born {0}]\n",
    "broken YAML": "    note: [born {0}\n",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("rule", IDENTIFIERS)
@pytest.mark.usefixtures("board")
def test_an_identifier_is_told_and_stands_in_no_format(
    capsys: Capture, tmp_path_factory: pytest.TempPathFactory, rule: str, way: str
) -> None:
    identifier = IDENTIFIERS[rule]
    write(way.format(identifier), row=ROW.replace("text: Do", "text: Review what to do"))
    names = tmp_path_factory.mktemp("private") / "names.txt"
    names.write_text("Pat Otherby\n")
    settings(f"names_file: {names}\nthemes: [x]\n")
    for form in FORMATS:
        done = call(capsys, "validate", "sample", "-f", form, *DAY)
        assert done.code == 1
        assert rule in done.out
        assert identifier not in done.out + done.err
        # The rules of SARIF have their pages with them, in which years and dialling codes stand too.
        told = json.dumps(json.loads(done.out)["runs"][0]["results"]) if form == "sarif" else done.out
        assert [part for part in identifier.split() if len(part) > 3 and part in told + done.err] == []


@pytest.mark.usefixtures("board")
def test_people_see_where_an_identifier_stands_under_dots(capsys: Capture) -> None:
    write(f"{SOUND}    note: Ring 01632 960123 first\n")
    done = call(capsys, "validate", *DAY)
    assert "21 |     note: Ring \u2022\u2022\u2022\u2022\u2022 \u2022\u2022\u2022\u2022\u2022\u2022 first\n" in done.out
    assert f"|{' ' * 16}{'^' * 12}\n" in done.out


@pytest.mark.usefixtures("board")
def test_an_identifier_that_a_row_allows_is_not_told_nor_one_whose_rule_is_off(capsys: Capture) -> None:
    write(f"{SOUND}    allow: [phone-number]\n    note: The office has 01632 960123.\n")
    assert call(capsys, "validate", *LINES).out == ""
    write(f"{SOUND}    note: The office has 01632 960123.\n")
    assert call(capsys, "validate", *LINES, "--ignore", "phone-number").out == ""


# -- names of the private list --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_where_the_list_of_names_is_not_here_that_is_a_finding(capsys: Capture, form: str) -> None:
    write(f"{SOUND}    note: Ask Jo Bloggs\n")
    settings("board: A board\nnames_file: no-such-list.txt\n")
    done = call(capsys, "validate", "-f", form, *DAY)
    assert done.code == 0
    why = "no names were looked for, since the private list cannot be used: No such file or directory"
    assert why in " ".join(done.out.split())
    assert call(capsys, "validate", "-f", form, "--strict", *DAY).code == 1
    assert call(capsys, "validate", "-f", form, "--strict", "--ignore", "listed-name", *DAY).code == 0


def test_a_list_of_names_that_git_would_take_is_an_error(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    write()
    Path("names.txt").write_text("Jo Bloggs\n")
    settings("names_file: names.txt\n")
    done = call(capsys, "validate", *LINES)
    assert (done.code, rules_in(done.out)) == (1, ["names-in-git"])
    Path(".gitignore").write_text("names.txt\n")
    assert call(capsys, "validate", *LINES).code == 0


# -- --changed, for a hook ------------------------------------------------------------------------------------------

LINKED = f"{SOUND}    links: [{{plan: sample, ref: '1', relation: repeats}}]\n    zzz: x\n"


@pytest.fixture
def linked(board: Path) -> Path:
    """A plan, one that leads to it and one that leads nowhere; each has a warning of its own."""
    write(WARNED)
    write(LINKED, "leads-there")
    write(LINKED.replace("plan: sample", "plan: gone"), "leads-nowhere")
    return board


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    ("words", "places"),
    [
        ((), ["plans/leads-nowhere.yaml:21:20"]),
        (("sample",), ["plans/leads-nowhere.yaml:21:20"]),
        (("sample", "--strict"), ["plans/sample.yaml:19:10", "plans/leads-nowhere.yaml:21:20"]),
        (("sample", "--severity", "advice"), ["plans/sample.yaml:19:10", "plans/leads-nowhere.yaml:21:20"]),
        (("leads-nowhere",), ["plans/leads-nowhere.yaml:21:20", "plans/leads-nowhere.yaml:22:5"]),
    ],
    ids=["nothing named", "another plan", "another, strictly", "another, with all severities", "the plan itself"],
)
def test_of_what_was_not_changed_only_broken_links_are_told(
    capsys: Capture, words: tuple[str, ...], places: list[str]
) -> None:
    done = call(capsys, "validate", "--changed", *words, *LINES)
    assert (done.code, places_in(done.out)) == (1, places)


@pytest.mark.usefixtures("linked")
def test_a_plan_that_was_deleted_is_missed_by_those_that_lead_to_it(capsys: Capture) -> None:
    Path("plans/sample.yaml").unlink()
    done = call(capsys, "validate", "--changed", *LINES)
    assert places_in(done.out) == ["plans/leads-nowhere.yaml:21:20", "plans/leads-there.yaml:21:20"]
    assert set(rules_in(done.out)) == {"broken-link"}


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("words", [("scrplan.yaml",), ("scrplan.yaml", "sample")])
def test_with_the_settings_every_plan_was_changed(capsys: Capture, words: tuple[str, ...]) -> None:
    settings("rules: {late-not-red: error}\n")
    done = call(capsys, "validate", "--changed", *words, *LINES)
    assert done == call(capsys, "validate", *LINES)
    assert "late-not-red" in rules_in(done.out)


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("words", [(), ("sample",)], ids=["nothing", "a plan"])
def test_that_no_names_were_looked_for_is_told_whatever_was_changed(capsys: Capture, words: tuple[str, ...]) -> None:
    write()
    settings("names_file: no-such-list.txt\n")
    done = call(capsys, "validate", "--changed", *words, *LINES)
    assert (done.code, rules_in(done.out)) == (0, ["not-checked"])
    assert call(capsys, "validate", "--changed", "--strict", *words, *LINES).code == 1


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_what_could_not_be_checked_even_where_errors_alone_are_asked_for(
    board: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    in_git(board, "init", "--quiet")
    write()
    committed(board)
    monkeypatch.setenv("PATH", str(board / "empty"))
    done = call(capsys, "validate", "-f", form, "--severity", "error", *DAY)
    assert done.code == 0
    assert "due dates were not compared with all earlier commits: git cannot be started" in " ".join(done.out.split())


@pytest.mark.usefixtures("board")
def test_where_nothing_was_changed_and_no_link_is_broken_nothing_is_told(capsys: Capture) -> None:
    write(WRONG)
    settings("board: Ours\n")
    assert call(capsys, "validate", "--changed", *LINES) == Outcome(0, "", "0 files checked: no problems\n")


@pytest.mark.usefixtures("board")
def test_settings_with_mistakes_are_told_whatever_was_changed(capsys: Capture) -> None:
    write(SOUND)
    settings("bord: x\n")
    done = call(capsys, "validate", "--changed", *LINES)
    assert (done.code, places_in(done.out)) == (1, ["scrplan.yaml:1:1"])


def test_a_list_of_names_that_git_would_take_is_told_whatever_was_changed(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    Path("names.txt").write_text("Jo Bloggs\n")
    settings("names_file: names.txt\n")
    done = call(capsys, "validate", "--changed", *LINES)
    assert (done.code, rules_in(done.out)) == (1, ["names-in-git"])


def test_of_a_change_the_errors_are_told_and_an_overwritten_date(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    write(SOUND)
    committed(board)
    write(f"{WARNED}    zzz: x\n")
    done = call(capsys, "validate", "--changed", "sample", *LINES)
    assert (done.code, rules_in(done.out)) == (1, ["date-overwritten", "unknown-key"])
    assert done.err == "1 file checked: 1 error in 1 file, 1 warning; not shown: 1 warning\n"


# -- --since, for due dates -----------------------------------------------------------------------------------------


@pytest.fixture
def moved(board: Path) -> Path:
    """A plan whose due date was moved in the last commit, without a word; tagged before that."""
    in_git(board, "init", "--quiet")
    write(SOUND)
    committed(board)
    in_git(board, "tag", "before")
    write(SOUND.replace("2014-02", "2014-06"))
    committed(board)
    return board


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), ["date-overwritten"]),
        (("--changed", "sample"), []),
        (("--since", "HEAD"), []),
        (("--since", "HEAD~1"), ["date-overwritten"]),
        (("--since", "before"), ["date-overwritten"]),
        (("--since", "before", "--changed", "sample"), ["date-overwritten"]),
        (("--since", "before", "--ignore", "date-overwritten"), []),
    ],
    ids=" ".join,
)
def test_due_dates_are_compared_with_the_commit_that_is_named(
    capsys: Capture, options: tuple[str, ...], rules: list[str]
) -> None:
    assert rules_in(call(capsys, "validate", *LINES, *options).out) == rules


WHO = "on 30 September 2013 by A. Keeper"
RECORDED = "    revisions: [{from: 2014-02, to: 2014-06, reason: Snow}]\n"


@pytest.mark.usefixtures("moved")
def test_a_date_that_an_earlier_commit_overwrote_is_told_where_it_stands(board: Path, capsys: Capture) -> None:
    commit = in_git(board, "rev-parse", "HEAD")[:7]
    write(SOUND.replace("2014-02", "2014-06") + "    note: Much later\n")
    committed(board)
    done = call(capsys, "validate", "-f", "json", *DAY)
    (found,) = json.loads(done.out)["items"]
    assert (done.code, found["rule"], found["severity"]) == (0, "date-overwritten", "warning")
    assert (found["path"], found["line"], found["column"]) == ("plans/sample.yaml", 19, 10)
    assert found["message"] == (
        f"recommendation 1: the due date of February 2014 became June 2014 {WHO} ({commit}), and no reason is recorded"
    )
    assert found["hint"] == "add to revisions: {from: 2014-02, to: 2014-06, reason: ...}"


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SOUND.replace("2014-02", "2014-06") + RECORDED, []),
        (SOUND, []),
        (SOUND.replace("2014-02", "2014-09"), ["in the commit before it was June 2014", "became June 2014"]),
        (
            SOUND.replace("    due: 2014-02\n", ""),
            ["is gone, in the commit before it was June 2014", "became June 2014"],
        ),
        (SOUND.replace("2014-02", "2014-06") + "    allow: [date-overwritten]\n", []),
    ],
    ids=["recorded", "put back", "overwritten again", "taken out", "allowed"],
)
@pytest.mark.parametrize("is_committed", [False, True], ids=["in the file", "committed"])
def test_what_was_done_since_mends_it_or_is_told_too(
    board: Path, capsys: Capture, text: str, told: list[str], is_committed: bool
) -> None:
    write(text)
    if is_committed:
        committed(board)
    lines = call(capsys, "validate", *LINES, "--rule", "date-overwritten").out.splitlines()
    assert len(lines) == len(told)
    assert is_committed or all(words in line for words, line in zip(told, lines, strict=True))


def test_the_dates_of_actions_are_told_at_the_actions(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    each = ("part: a, text: Ask, due: {0}", "text: Tell, due: {1}", "text: Go{2}")
    actions = "".join(["    actions:\n", *(f"      - {{{{{one}}}}}\n" for one in each)])
    for days in (("2013-07", "2013-08", ""), ("2014-01", "2014-03", ", due: 2014-04"), ("2014-01", "2014-03", "")):
        write(SOUND + actions.format(*days))
        committed(board)
    lines = call(capsys, "validate", *LINES, "--rule", "date-overwritten").out.splitlines()
    assert [re.sub(r" on 30 .*", "", line) for line in lines] == [
        "plans/sample.yaml:22:35: warning: recommendation 1: part a: the due date of July 2013 became January 2014",
        "plans/sample.yaml:23:27: warning: recommendation 1: action 2: the due date of August 2013 became March 2014",
    ]


def test_a_date_that_is_not_there_is_told_at_its_recommendation(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    for text in (SOUND, SOUND.replace("due: 2014-02", "due_text: soon")):
        write(text)
        committed(board)
    (line,) = call(capsys, "validate", *LINES, "--rule", "date-overwritten").out.splitlines()
    assert line.startswith("plans/sample.yaml:15:")
    assert f"the due date of February 2014 was taken out {WHO}" in line


def test_a_name_from_git_cannot_write_on_the_screen(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    write(SOUND)
    committed(board)
    write(SOUND.replace("2014-02", "2014-06"))
    in_git(board, "commit", "--quiet", "--all", "--message", "x", "--author", "\033[31m[bold]Red[/bold]\u202e <a@b>")
    for form in FORMATS:
        out = call(capsys, "validate", "-f", form, *DAY).out
        assert "\033" not in out
        assert "\u202e" not in out
    assert "[bold]Red[/bold]" in call(capsys, "validate", "-f", "lines", *DAY).out


@pytest.mark.usefixtures("moved")
def test_the_board_says_how_grave_it_is(capsys: Capture) -> None:
    settings("rules: {date-overwritten: error}\n")
    done = call(capsys, "validate", *LINES)
    assert (done.code, rules_in(done.out)) == (1, ["date-overwritten"])
    settings("rules: {date-overwritten: off}\n")
    done = call(capsys, "validate", *LINES)
    assert (done.code, rules_in(done.out)) == (0, [])


def test_a_broken_plan_is_told_of_what_can_be_read(board: Path, capsys: Capture) -> None:
    in_git(board, "init", "--quiet")
    other = ROW.replace('"1"', '"2"')
    twice = f"{other}    actions: [{{part: a, text: Ask, due: {{}}}}]\n"
    for day in ("2013-07", "2014-07"):
        write(SOUND, row=twice.replace("{}", day) + other)
        committed(board)
    done = call(capsys, "validate", *LINES)
    assert (done.code, "duplicate" in done.out) == (1, True)
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("board")
def test_several_processes_know_of_what_one_knows(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    in_git(Path(), "init", "--quiet")
    for text in (SOUND, SOUND.replace("2014-02", "2014-06")):
        for number in range(60):
            write(text if number % 3 else SOUND, f"p{number}")
        committed(Path())
    asked = ("validate", *LINES, "--rule", "date-overwritten")
    monkeypatch.setattr(runs, "_cores", lambda: 1)
    one = call(capsys, *asked)
    monkeypatch.setattr(runs, "_cores", lambda: 3)
    assert call(capsys, *asked) == one
    assert rules_in(one.out) == ["date-overwritten"] * 40


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    "revision", ["no-such", "", "--help", "--output=found.txt", "-h", "HEAD:plans", "HEAD..before"]
)
def test_a_commit_that_is_none_is_one_line_and_no_option_of_git(capsys: Capture, revision: str) -> None:
    done = call(capsys, "validate", f"--since={revision}")
    assert (done.code in {2, 3}, done.out, done.err.count("\n")) == (True, "", 1)
    assert not Path("found.txt").exists()


@pytest.mark.usefixtures("board")
def test_without_git_no_commit_can_be_named(capsys: Capture) -> None:
    done = call(capsys, "validate", "--since", "HEAD")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)


def test_a_repository_without_plans_lets_a_hook_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(capsys, "validate", "--changed").code == 0
    assert call(capsys, "validate").code == 2


# -- the program ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
def test_several_processes_print_what_one_prints(capsys: Capture, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    for number in range(60):
        write((SOUND, WARNED, SEVERAL, ADVISED)[number % 4], f"p{number}")
    Path("plans/p7.yaml").unlink()
    Path("plans/p7.yaml").mkdir()
    settings("rules: {no-lead: error}\n")
    monkeypatch.setattr(runs, "_cores", lambda: 1)
    one = call(capsys, "validate", "-f", form, *DAY)
    monkeypatch.setattr(runs, "_cores", lambda: 3)
    assert call(capsys, "validate", "-f", form, *DAY) == one
    assert one.code == 2


@pytest.mark.usefixtures("board")
def test_the_same_input_gives_the_same_bytes(capsys: Capture) -> None:
    write(SEVERAL)
    assert call(capsys, "validate", *DAY) == call(capsys, "validate", *DAY)


@pytest.mark.usefixtures("board")
def test_nothing_is_written(capsys: Capture) -> None:
    write(SEVERAL)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    for form in FORMATS:
        call(capsys, "validate", "-f", form)
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("plans", [1, 60], ids=["one process", "several"])
def test_a_reader_that_leaves_early_is_no_error_and_changes_no_ending(form: str, plans: int) -> None:
    for number in range(plans):
        write("".join(f"    theme{one}: {'x' * 900}\n" for one in range(300 // plans)), f"p{number}")
    Path("plans/sample.yaml").unlink()
    command = f"{sys.executable} -m scrplan validate -f {form} | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "1\n"
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


@pytest.mark.usefixtures("board")
def test_the_program_ends_with_the_code_of_what_it_found() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for extra, code in ((SOUND, 0), (WRONG, 1)):
        write(extra)
        done = subprocess.run(
            [sys.executable, "-m", "scrplan", "validate"], env=environment, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(os.name == "nt", reason="interruptions are others there")
@pytest.mark.usefixtures("board")
def test_an_interruption_ends_every_process_quietly() -> None:
    for number in range(1500):
        write(SEVERAL, f"p{number}")
    command = [sys.executable, "-m", "scrplan", "validate", *LINES]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("plans/p0.yaml:")
        # As a terminal does it: to every process of the group.
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert (running.returncode, said) == (130, "")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
