"""The pages of rules: on a screen running text wrapped and examples as they stand in a file, or as Markdown."""

import textwrap
from collections.abc import Sequence

from scrplan.characters import harmless
from scrplan.diagnostics import RulePage

BAD, GOOD = "Not so:", "But so:"


def pages_as_text(pages: Sequence[RulePage], width: int) -> str:
    """Return pages one after the other, in lines of at most `width` columns but for the examples."""
    return "\n\n".join(_as_text(page, width) for page in pages)


def _as_text(page: RulePage, width: int) -> str:
    parts = [f"{page.name} ({page.severity}): {page.title}", *page.paragraphs]
    blocks = [textwrap.fill(one, width, break_long_words=False, break_on_hyphens=False) for one in parts]
    for words, example in _examples(page):
        blocks += [words, textwrap.indent(harmless(example).rstrip("\n"), "    ")]
    return "\n\n".join(blocks) + "\n"


def pages_as_markdown(pages: Sequence[RulePage]) -> str:
    """Return pages as one document: a table of all, then each under its name."""
    head = ["# The rules of `scrplan validate`", _INTRODUCTION]
    rows = [f"| [{page.name}](#{page.name}) | {page.severity} | {page.title} |" for page in pages]
    table = "\n".join(["| Rule | Severity | What it finds |", "|---|---|---|", *rows])
    return "\n\n".join([*head, table, *(f"## {page.name}\n\n{page_as_markdown(page)}" for page in pages)]) + "\n"


_INTRODUCTION = """\
Errors make `validate` fail, warnings only with `--strict`, advice never. A board sets the severity of a rule, or
switches it off, under `rules` in `scrplan.yaml`; a row silences a rule with `allow: [rule]` and a `note` that says why.
Mistakes in the form of a file, from `unreadable` to `id-not-file-name`, can be neither set nor silenced: with them
the plan cannot be read. This page is what `scrplan explain -f markdown` prints."""


def page_as_markdown(page: RulePage) -> str:
    """Return what stands under a rule's name."""
    blocks = [f"*{page.severity}*: {page.title}.", *page.paragraphs]
    for words, example in _examples(page):
        blocks += [words, f"```yaml\n{example}```"]
    return "\n\n".join(blocks)


def _examples(page: RulePage) -> list[tuple[str, str]]:
    return [(words, example) for words, example in ((BAD, page.bad), (GOOD, page.good)) if example]
