"""The page of a rule on a screen: running text wrapped, examples as they stand in a file."""

import textwrap
from typing import Protocol

from scrplan.characters import harmless


class Page(Protocol):
    """A heading, paragraphs, and what is refused and taken."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def paragraphs(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def bad(self) -> str: ...  # noqa: D102
    @property
    def good(self) -> str: ...  # noqa: D102


def render_page(name: str, page: Page, width: int) -> str:
    """Return a page under its name, in lines of at most `width` columns but for the examples."""
    parts = [f"{name}: {page.title}", *page.paragraphs]
    blocks = [textwrap.fill(one, width, break_long_words=False, break_on_hyphens=False) for one in parts]
    for words, example in (("Not so:", page.bad), ("But so:", page.good)):
        if example:
            blocks += [words, textwrap.indent(harmless(example).rstrip("\n"), "    ")]
    return "\n\n".join(blocks) + "\n"
