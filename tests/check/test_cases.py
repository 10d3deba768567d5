"""Each file under `tests/cases` is a test by being there; `.expected` beside it holds the lines that it must give."""

from pathlib import Path

import pytest

from tests.building import ROOT, findings_of

CASES = ROOT / "tests" / "cases"
VALID = sorted((CASES / "valid").glob("*.yaml"))
INVALID = sorted((CASES / "invalid").glob("*/*.yaml"))


def name_of(path: Path) -> str:
    return path.relative_to(CASES).as_posix()


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_valid_case_has_no_problem(path: Path) -> None:
    assert [one.line() for one in findings_of(path)] == []


@pytest.mark.parametrize("path", INVALID, ids=name_of)
def test_invalid_case_gives_the_expected_lines(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert [one.line() for one in findings_of(path)] == expected
    assert f"[{path.parent.name}]" in expected[0]


def test_every_expectation_has_its_case() -> None:
    assert sorted(path.with_suffix(".yaml") for path in CASES.rglob("*.expected")) == INVALID


def test_there_are_cases() -> None:
    assert VALID
    assert INVALID
