"""The quarterly report as a user asks for it, some time after the quarters that the tests are about."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from tests.building import Outcome, call

TODAY = ("--as-at", "2013-11-15")


def report(capsys: pytest.CaptureFixture[str], *arguments: str, today: Sequence[str] = TODAY) -> Outcome:
    return call(capsys, "report", *today, *arguments)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, today: Sequence[str] = TODAY) -> Any:
    done = report(capsys, *arguments, "-f", "json", today=today)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def paper(capsys: pytest.CaptureFixture[str], *arguments: str, today: Sequence[str] = TODAY) -> str:
    done = report(capsys, *arguments, "-f", "markdown", today=today)
    assert (done.code, done.err) == (0, "")
    return done.out.replace("\\", "")


def flow(found: Any, plan: str = "") -> dict[str, int]:
    """Return what moved among the open recommendations, of all or of one plan, without what did not."""
    of = found["movement"]["plans"][plan] if plan else found["movement"]["open"]
    return {name: number for name, number in of.items() if number}
