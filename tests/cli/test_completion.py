"""The shell's questions, asked as the shell asks them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scrplan.cli.app import COMMANDS
from tests.building import ROOT

PROGRAM = (sys.executable, "-m", "scrplan")


def asked_by(shell: str, words: str) -> dict[str, str]:
    """Return the variables in which a shell gives the line, as its script says (`scrplan --show-completion`)."""
    line = {"_TYPER_COMPLETE_ARGS": words}
    if shell == "bash":
        line = {"COMP_WORDS": words.replace(" ", "\n"), "COMP_CWORD": str(len(words.split(" ")) - 1)}
    if shell == "fish":
        line["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    if shell == "powershell":
        line["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = words.rsplit(" ", maxsplit=1)[-1]
    return {**os.environ, "_SCRPLAN_COMPLETE": f"complete_{shell}", **line}


def answered(shell: str, words: str, cwd: Path = ROOT) -> str:
    environment = asked_by(shell, words)
    done = subprocess.run(PROGRAM, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def offered(words: str, cwd: Path = ROOT) -> list[str]:
    return answered("bash", words, cwd).split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("scrplan sta", ["status"]),
        ("scrplan status ", ["child-g", "kirklees-2011"]),
        ("scrplan status k", ["kirklees-2011"]),
        ("scrplan show child-g 2", ["2", "20", "21", "22", "23", "24", "25", "26"]),
        ("scrplan list --rag r", ["red"]),
        ("scrplan list --rag not", ["not_stated"]),
        ("scrplan list --agency Pro", ["Probation"]),
        ("scrplan validate k", ["kirklees-2011"]),
        ("scrplan validate --rule no-l", ["no-lead"]),
        ("scrplan validate --ignore no-s", ["no-single-lead"]),
        ("scrplan explain late", ["late-not-red"]),
    ],
)
def test_tab_offers_what_there_is(words: str, expected: list[str]) -> None:
    assert offered(words) == expected


@pytest.mark.parametrize("words", ["scrplan status ", "scrplan show nothing ", "scrplan list --agency "])
def test_tab_is_silent_where_there_is_nothing(tmp_path: Path, words: str) -> None:
    assert offered(words, tmp_path) == []


def test_tab_passes_over_a_broken_plan(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "bad.yaml").write_text("a: [")
    assert offered("scrplan status ", tmp_path) == ["bad"]
    assert offered("scrplan show bad ", tmp_path) == []


# Before each value and after it, as the script of the shell takes the answer apart.
AROUND = {"zsh": (r'"', r'"'), "fish": (r"^", r"\t"), "powershell": (r"^", r":::")}


@pytest.mark.parametrize("shell", AROUND)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("scrplan sta", "status"),
        ("scrplan status k", "kirklees-2011"),
        ("scrplan show child-g 26", "26"),
        ("scrplan list --age", "--agency"),
        ("scrplan list --agency Pro", "Probation"),
    ],
)
def test_tab_offers_the_same_in_every_shell(shell: str, words: str, expected: str) -> None:
    before, after = AROUND[shell]
    after = rf"({after}|$)"
    assert re.search(f"{before}{re.escape(expected)}{after}", answered(shell, words), re.MULTILINE)


@pytest.mark.parametrize("shell", ["bash", *AROUND])
@pytest.mark.parametrize("words", ["scrplan ", "scrplan --version "])
def test_every_command_is_offered_where_none_is_named(shell: str, words: str) -> None:
    found = answered(shell, words)
    assert [name for name in COMMANDS if not re.search(rf"(^|\W){name}(\W|$)", found)] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_command_is_offered_after_a_quote(shell: str) -> None:
    assert "status" in answered(shell, "scrplan 'stat")


@pytest.mark.parametrize("shell", ["bash", *AROUND])
@pytest.mark.parametrize(
    ("words", "built"),
    [
        ("scrplan status ", {"status"}),
        ("scrplan list --rag r", {"listing"}),
        ("scrplan red --agency Pro", {"red"}),
        ("scrplan re", {"red", "report", "reopen", "revise"}),
    ],
)
def test_only_the_commands_asked_for_are_built(shell: str, words: str, built: set[str]) -> None:
    code = (
        "import atexit, sys\nfrom scrplan.__main__ import main\n"
        "atexit.register(lambda: print('LOADED', *sys.modules))\nmain()"
    )
    environment = asked_by(shell, words)
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    modules = done.stdout.split("LOADED")[1].split()
    assert {name.rpartition(".")[2] for name in modules if name.startswith("scrplan.cli.commands.")} == built


@pytest.mark.parametrize(
    "given",
    [{}, {"COMP_WORDS": "scrplan sta"}, {"COMP_CWORD": "1"}, {"COMP_WORDS": "scrplan sta", "COMP_CWORD": "x"}],
    ids=str,
)
def test_a_line_that_no_shell_gave_is_one_line(given: dict[str, str]) -> None:
    environment = {**os.environ, "_SCRPLAN_COMPLETE": "complete_bash", **given}
    done = subprocess.run(PROGRAM, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "scrplan: _SCRPLAN_COMPLETE is set, but not by a shell that completes a line: unset it: "
        "unset _SCRPLAN_COMPLETE\n"
    )


@pytest.mark.parametrize("instruction", ["complete_zsh", "complete_fish", "complete_powershell", ""])
@pytest.mark.parametrize("words", [[], ["status"]])
def test_the_other_shells_need_no_line(instruction: str, words: list[str]) -> None:
    environment = {**os.environ, "_SCRPLAN_COMPLETE": instruction}
    done = subprocess.run([*PROGRAM, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 2}
    assert "a bug in scrplan" not in done.stderr


# What would make a file, by each way out of quotes that a shell knows.
HOSTILE = [
    r"\$(touch made)", "$(touch made)", "`touch made`", r"\`touch made\`", r"\"; touch made; \"", '"; touch made; "',
    "'; touch made; '", r"\'; touch made; \'", "; touch made", "& touch made &", "x | touch made", "x\n; touch made",
    ")); touch made; ((", ">made", "<(touch made)", "[/b]", "[red]", "Children & Families", "Voluntary sector",
]  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a folder with a plan, every name and text of which is the word of somebody who means harm."""
    import json

    rows = [{"ref": str(number), "agency": "A", "text": text} for number, text in enumerate(HOSTILE)]
    names = [{"name": name.replace("\n", " ")} for name in HOSTILE]
    plan = {
        "format": 1, "id": "harm", "title": "Harm", "review": {"kind": "other"}, "board": "B", "as_at": 2013,
        "ratings": {"green": {"state": "complete", "meaning": "Done"}}, "agencies": [{"name": "A"}, *names],
        "recommendations": rows,
    }  # fmt: skip
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "harm.yaml").write_text(json.dumps(plan))
    return tmp_path


# As zsh does: the answer is evaluated, and its own completion evaluates the list in it once more.
_AS_ZSH = """\
_arguments() { local action="${1#*: :((}"; eval "ws=( ${action%))} )"; printf '%s\\n' "${ws[@]}"; }
eval $(cat)
"""


@pytest.mark.skipif(os.name == "nt", reason="no shell of that kind there")
@pytest.mark.parametrize("words", ["scrplan show harm ", "scrplan list --agency "])
def test_nothing_that_a_plan_says_is_run_by_the_shell_that_asks(hostile: Path, words: str) -> None:
    answer = answered("zsh", words, hostile)
    done = subprocess.run(
        ["bash", "-c", _AS_ZSH], cwd=hostile, input=answer, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 9
    assert [path.name for path in hostile.iterdir()] == ["plans"]


@pytest.mark.skipif(os.name == "nt", reason="no shell of that kind there")
def test_a_name_in_the_line_of_bash_is_one_word(hostile: Path) -> None:
    for name in answered("bash", "scrplan list --agency ", hostile).splitlines():
        line = ["bash", "-c", f"printf '%s\\n' {name}"]
        done = subprocess.run(line, cwd=hostile, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
        assert done.stdout.rstrip("\n") in {"A", *(one.replace("\n", " ") for one in HOSTILE)}
    assert [path.name for path in hostile.iterdir()] == ["plans"]


@pytest.mark.parametrize("start", ["'C", '"C', "V\\ol"])
def test_a_name_that_would_act_is_not_offered_within_quotes(hostile: Path, start: str) -> None:
    found = answered("bash", f"scrplan list --agency {start}", hostile)
    assert "&" not in found
    assert not ("\\" in start and " " in found)


def test_powershell_is_offered_no_name_that_would_act(hostile: Path) -> None:
    found = answered("powershell", "scrplan list --agency ", hostile).splitlines()
    assert [line.split(":::")[0] for line in found] == ["A", "Voluntary sector"]


def test_a_text_is_one_line_beside_its_ref(hostile: Path) -> None:
    assert len(answered("powershell", "scrplan show harm ", hostile).splitlines()) == len(HOSTILE)
    assert len(answered("fish", "scrplan show harm ", hostile).splitlines()) == len(HOSTILE)
