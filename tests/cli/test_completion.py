"""The shell's questions, asked as the shell asks them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import ROOT


def offered(words: str, cwd: Path = ROOT) -> list[str]:
    environment = {
        **os.environ,
        "_SCRPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "scrplan"], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.split()


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
