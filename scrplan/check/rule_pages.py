"""The page of a rule: taken apart for `explain`, for the documents and for the test of its examples."""

import inspect
import textwrap

from scrplan.check.rules.records import Rule
from scrplan.diagnostics import RulePage

_BAD, _GOOD = "Bad:", "Good:"
# What `- ...` stands for in an example, which shows only the lines of a row that matter.
_ROW = '- ref: "1"\n  agency: Health\n  text: Write to the Home Office\n'


def page_of(rule: Rule) -> RulePage:
    """Return the page of a rule.

    It is written as a heading, paragraphs, then `Bad:` and `Good:` with an indented example each, where one can be
    shown.
    """
    text, _, examples = inspect.cleandoc(rule.page).partition(f"\n{_BAD}\n")
    bad, _, good = examples.partition(f"\n{_GOOD}\n")
    title, *paragraphs = (" ".join(block.split()) for block in text.split("\n\n"))
    kept = tuple(one for one in paragraphs if one)
    return RulePage(rule.name, rule.severity, title.rstrip("."), kept, _example(bad), _example(good))


def _example(text: str) -> str:
    return f"{textwrap.dedent(text).strip()}\n".replace("- ...\n", _ROW) if text.strip() else ""
