"""The programs that some tests need besides Python: where one is missing a test is skipped, but never in the checks."""

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page


def needs_browser() -> str:
    """Return the path of a browser that a test can drive."""
    return _program("chromium", "chromium-browser", "google-chrome")


def happenings(page: "Page") -> list[str]:
    """Return a list that grows by whatever a page does of itself: dialogs, errors, what it prints, what it asks for."""
    happened: list[str] = []

    def told(dialog: "Dialog") -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", told)
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("console", lambda said: happened.append(said.text))
    page.on("request", lambda request: happened.append(request.url))
    return happened


def needs_poppler() -> None:
    """Go on where PDF files can be read back with poppler's programs."""
    for name in ("pdftotext", "pdftoppm", "pdfinfo"):
        _program(name)


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    missing = f"{names[0]} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{missing}, and the checks must not go without it")
    pytest.skip(missing)
