"""The programs that some tests need besides Python: where one is missing a test is skipped, but never in the checks."""

import os
import shutil

import pytest


def needs_browser() -> str:
    """Return the path of a browser that a test can drive."""
    return _program("chromium", "chromium-browser", "google-chrome")


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
