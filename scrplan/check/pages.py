"""The page of a rule: taken apart for `explain`, for the documents and for the test of its examples."""

import inspect
import textwrap
from typing import NamedTuple

from scrplan.check.rules.records import Rule
from scrplan.diagnostics import RulePage

_BAD, _GOOD = "Bad:", "Good:"


class Page(NamedTuple):
    """A rule's heading, its paragraphs, and YAML that it refuses and takes (empty where none can be shown)."""

    title: str
    paragraphs: tuple[str, ...]
    bad: str
    good: str


def page_of(rule: Rule) -> Page:
    """Return the page of a rule.

    It is written as a heading, paragraphs, then `Bad:` and `Good:` with an indented example each.
    """
    text, _, examples = inspect.cleandoc(rule.page).partition(f"\n{_BAD}\n")
    bad, _, good = examples.partition(f"\n{_GOOD}\n")
    title, *paragraphs = (" ".join(block.split()) for block in text.split("\n\n"))
    return Page(title.rstrip("."), tuple(one for one in paragraphs if one), _example(bad), _example(good))


def _example(text: str) -> str:
    return f"{textwrap.dedent(text).strip()}\n" if text.strip() else ""


def markdown_of(rule: Rule) -> str:
    """Return what stands under a rule's heading in the documents."""
    page = page_of(rule)
    parts = list(page.paragraphs)
    for words, example in (("Not so:", page.bad), ("But so:", page.good)):
        if example:
            parts += [words, f"```yaml\n{example}```"]
    return "\n\n".join(parts)


def rule_page(rule: Rule) -> RulePage:
    """Return a page in the neutral form that renderers take."""
    return RulePage(rule.name, rule.severity, page_of(rule).title, markdown_of(rule))
