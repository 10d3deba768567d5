"""Each seed passes through its target once, so that what fuzzing found is not found again."""

import json
import re
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
from tests.building import ROOT
from tests.fuzz.__main__ import SHARES
from tests.fuzz.targets import SEEDS, TARGETS

FILES = sorted(SEEDS.rglob("*.yaml"))
TOKENS = (SEEDS.parent / "tokens.dict").read_text(encoding="utf-8").splitlines()


def case(path: Path) -> ParameterSet:
    """Return a seed as a case; what begins with `open-` is known to fail and is renamed when it is mended."""
    is_open = path.name.startswith("open-")
    marks = [pytest.mark.xfail(strict=True, reason="not yet mended")] if is_open else []
    return pytest.param(path, marks=marks, id=path.relative_to(SEEDS).as_posix())


@pytest.mark.parametrize("path", [case(path) for path in FILES])
def test_seed_passes_through_its_target(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_seeds_and_a_share_of_the_time() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS) == set(SHARES)
    assert sum(SHARES.values()) == pytest.approx(1)


def test_seeds_are_small() -> None:
    assert [path.name for path in FILES if path.stat().st_size > 4000] == []


@pytest.mark.parametrize("name", [PLAN_SCHEMA, BOARD_SCHEMA])
def test_dictionary_has_every_key_of_the_format(name: str) -> None:
    keys = {key for one in properties(json.loads(schema_text(name))) for key in one}
    assert sorted(key for key in keys if f'"{key}: "' not in TOKENS) == []


def properties(schema: object) -> list[dict[str, object]]:
    if isinstance(schema, list):
        return [found for one in schema for found in properties(one)]
    if not isinstance(schema, dict):
        return []
    own = [schema["properties"]] if isinstance(schema.get("properties"), dict) else []
    return own + [found for one in schema.values() for found in properties(one)]


def test_each_line_of_the_dictionary_is_one_that_libfuzzer_reads() -> None:
    form = re.compile(r'#.*|"(?:[ !#-\[\]-~]|\\\\|\\"|\\x[0-9A-F]{2})+"|')
    assert [line for line in TOKENS if not form.fullmatch(line)] == []


def test_atheris_is_no_dependency() -> None:
    assert "atheris" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
