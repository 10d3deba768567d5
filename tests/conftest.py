"""Every test starts in surroundings that do not depend on who runs it."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests.building import ROOT, plan_text

# No property has a time to keep: a slow machine is no mistake. The checks of a change must not fail by the luck of
# another; at home each run tries new examples.
settings.register_profile("home", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("checks", settings.get_profile("home"), derandomize=True)
settings.load_profile("checks" if os.environ.get("CI") else "home")

_OF_WHO_RUNS_THEM = (
    "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "SCRPLAN_DEBUG", "_SCRPLAN_COMPLETE", "GITHUB_ACTIONS",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Accept pyproject.toml's options for pytest-xdist where it is not installed: the tests then run one by one."""
    if not pluginmanager.hasplugin("xdist"):
        parser.addoption("--numprocesses", "--dist", help="without effect: pytest-xdist is not installed")


# What `-m 'not slow'` leaves out, and every property with it: whole commands, lives in git, documents, other programs.
_SLOW = (
    "benchmarks", "cli", "history", "outputs", "render/test_page", "render/test_pdf", "render/test_word",
    "render/test_glyph_fallback", "test_benchmarks", "test_documents", "test_packaging", "test_pre_commit",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by where it is, so that a new test of a slow kind is marked by itself."""
    for item in items:
        place = item.path.relative_to(ROOT / "tests").as_posix()
        if place.startswith(_SLOW) or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _neutral_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _OF_WHO_RUNS_THEM:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the checkout, whose plans are the two published ones."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a new repository with one plan, `plans/sample.yaml`."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "sample.yaml").write_text(plan_text(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
