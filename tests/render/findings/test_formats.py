import gc
import subprocess
import sys
import weakref
from collections import UserDict
from collections.abc import Iterator
from itertools import count, islice

import pytest

from scrplan.characters import HARMFUL
from scrplan.diagnostics import Diagnostic, FileFindings, Position
from scrplan.render.findings import FORMATS
from tests.building import ROOT
from tests.render.findings import ABOUT, ATTACKS, counted, file_of, one_of_each

EVERY = pytest.mark.parametrize("name", FORMATS)


class Lines(UserDict[int, str]):
    """Lines that tell when they are gone: a plain mapping and a named tuple cannot."""


def without_end(alive: list[weakref.ref[Lines]]) -> Iterator[FileFindings]:
    for number in count():
        lines = Lines({1: "a: b"})
        alive.append(weakref.ref(lines))
        yield FileFindings(f"{number}.yaml", (Diagnostic(f"{number}.yaml", Position(), "r", "m"),), lines)
        del lines


def test_the_formats_stand_in_the_order_of_the_help() -> None:
    assert list(FORMATS) == ["text", "lines", "json", "github", "sarif", "junit", "csv", "markdown"]


@EVERY
def test_the_first_finding_is_written_before_the_next_file_is_checked(name: str) -> None:
    files, taken = tuple(file_of(f"{letter}.yaml") for letter in "abc"), list[str]()
    for chunk in FORMATS[name](counted(files, taken), ABOUT):
        if "a.yaml" in chunk:
            break
    assert taken == ["a.yaml"]


@EVERY
def test_files_that_were_written_are_let_go(name: str) -> None:
    alive: list[weakref.ref[Lines]] = []
    chunks = FORMATS[name](without_end(alive), ABOUT)
    for _ in islice(chunks, 1000):
        gc.collect(0)
        assert sum(one() is not None for one in alive[-3:]) <= 2
    assert len(alive) > 100
    assert not any(one() for one in alive[:-2])


@EVERY
def test_no_file_at_all_is_a_whole_document(name: str) -> None:
    made = "".join(FORMATS[name]([], ABOUT))
    assert made.endswith("\n") or name in {"lines", "github"}
    assert "".join(FORMATS[name](iter(()), ABOUT)) == made


@EVERY
def test_the_same_findings_give_the_same_bytes(name: str) -> None:
    assert list(FORMATS[name](one_of_each(), ABOUT)) == list(FORMATS[name](iter(one_of_each()), ABOUT))


@EVERY
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_nothing_that_a_terminal_obeys_is_ever_written(name: str, text: str) -> None:
    made = "".join(FORMATS[name]([file_of(text)], ABOUT))
    assert not HARMFUL.search(made)
    assert "\t" not in made
    made.encode("utf-8")


def test_a_format_does_not_pay_for_the_others() -> None:
    script = """
import sys
from scrplan.diagnostics import Diagnostic, FileFindings, Position
from scrplan.render.findings import FORMATS, About

before = set(sys.modules)
file = FileFindings("a", (Diagnostic("a", Position(), "r", "m"),) * 30, {1: "漢"})
made = "".join(FORMATS["text"]([file], About("1", "2013-09-30", {}, width=80, colour=True)))
more = {name.partition(".")[0] for name in set(sys.modules) - before}
print("[r]" in made, sorted(more & {"rich", "json", "xml", "csv", "hashlib", "urllib"}))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True []\n"
