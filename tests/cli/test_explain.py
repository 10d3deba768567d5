"""`explain`: the page of a rule, on a narrow and a wide screen, in a pipe, as Markdown."""

import os
import re
import subprocess
import sys

import pytest

from scrplan.check.rules import RULES
from tests.building import ROOT, Outcome, call

Capture = pytest.CaptureFixture[str]

NO_LEAD = """\
no-lead (warning): Nobody is named as lead

Work without a lead is nobody's work. A role or an agency is enough; a name is not needed.

To fix: name a role or an agency under leads, with unconfirmed: true until it is agreed.

Not so:

    - ref: "1"
      agency: Health
      text: Write to the Home Office
      rag: amber

But so:

    - ref: "1"
      agency: Health
      text: Write to the Home Office
      rag: amber
      leads:
        - {role: Director of Nursing}
"""


def test_a_rule_is_explained_with_what_it_refuses_and_takes(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert call(capsys, "explain", "no-lead") == Outcome(0, NO_LEAD, "")


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_explained(capsys: Capture, name: str) -> None:
    done = call(capsys, "explain", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{name} ({RULES[name].severity}): ")
    assert "\n\nTo fix: " in done.out


@pytest.mark.parametrize(("columns", "width"), [(5, 20), (20, 20), (40, 40), (79, 79), (100, 100), (1000, 100)])
def test_running_text_fits_the_screen_and_is_never_too_wide_to_read(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call(capsys, "explain").out.splitlines()
    text = [line for line in lines if not line.startswith("    ")]
    assert [line for line in text if len(line) > width and " " in line] == []
    assert max(map(len, text)) > width * 0.8


@pytest.mark.parametrize("columns", ["20", "200"])
def test_examples_stand_as_they_stand_in_a_file(capsys: Capture, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    examples = NO_LEAD.partition("Not so:")[2]
    assert examples in call(capsys, "explain", "no-lead").out


def test_several_rules_are_explained_in_the_order_asked_for_each_once(capsys: Capture) -> None:
    done = call(capsys, "explain", "no-date", "no-lead", "no-date")
    assert re.findall(r"^([a-z-]+) \(\w+\): ", done.out, re.MULTILINE) == ["no-date", "no-lead"]


def test_without_a_name_every_rule_is_explained_in_order(capsys: Capture) -> None:
    out = call(capsys, "explain").out
    assert re.findall(r"^([a-z0-9-]+) \((?:error|warning|advice)\): ", out, re.MULTILINE) == list(RULES)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("no-leed",), "scrplan: unknown rule 'no-leed': did you mean 'no-lead'?"),
        (("no-lead", "NO_DATE"), "scrplan: unknown rule 'NO_DATE': did you mean 'no-date'?"),
        (("\x1b[31m",), "scrplan: unknown rule "),
        (("no-lead", "-f", "json"), "scrplan: unknown format 'json': choose from text, markdown"),
        (("no-lead", "-f", "mark"), "scrplan: unknown format 'mark': did you mean 'markdown'?"),
    ],
    ids=["misspelt", "one of two", "an escape", "a format that it has not", "a misspelt format"],
)
def test_wrong_words_are_one_line_and_nothing_is_explained(capsys: Capture, words: tuple[str, ...], line: str) -> None:
    done = call(capsys, "explain", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(line)
    assert "\x1b" not in done.err


def test_as_markdown_each_rule_has_its_heading_and_its_examples_as_yaml(capsys: Capture) -> None:
    out = call(capsys, "explain", "-f", "markdown").out
    assert re.findall(r"^## (.+)$", out, re.MULTILINE) == list(RULES)
    assert re.findall(r"^\| \[(.+?)\]\(#(.+?)\) \|", out, re.MULTILINE) == [(name, name) for name in RULES]
    assert out.count("```yaml\n") == out.count("\n```\n") == out.count("Not so:") + out.count("But so:")


def test_the_pages_do_not_depend_on_the_place_or_its_settings(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = call(capsys, "explain", "no-lead")
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "scrplan.yaml").write_text("a: [\n")
    monkeypatch.chdir(folder)
    assert call(capsys, "explain", "no-lead") == here


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m scrplan explain | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_in_a_pipe_the_text_is_the_same_whatever_the_locale() -> None:
    command = [sys.executable, "-m", "scrplan", "explain"]
    told = {
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}, capture_output=True, check=True
        ).stdout
        for locale in ("C", "C.UTF-8")
    }
    assert len(told) == 1
