"""Every test starts in surroundings that do not depend on who runs it."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
