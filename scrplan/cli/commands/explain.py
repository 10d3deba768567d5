"""`scrplan explain`: one rule, why it matters, and a bad and a good example."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_rules

EXAMPLES = {
    "scrplan explain late-not-red": "why a rule matters, and how to fix what it finds",
    "scrplan explain": "every rule, one page after the other",
    "scrplan explain -f markdown > rules.md": "the same, to publish",
}
WIDEST_TEXT = 100  # columns; running text is hard to read in longer lines


def command(
    rules: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RULE]...", help="Names of rules; every rule when none.", autocompletion=offer_rules),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or markdown.")] = "text",  # noqa: A002  (the option's name)
) -> None:
    """Explain a rule of validate, with a bad and a good example."""
    from scrplan.check.rule_pages import page_of
    from scrplan.check.rules import RULES
    from scrplan.cli.output import put, screen_width
    from scrplan.errors import UnknownName, UsageProblem, suggestion
    from scrplan.render.rule_page_text import pages_as_markdown, pages_as_text

    if format not in {"text", "markdown"}:
        raise UsageProblem(f"unknown format {format!r}", suggestion(format, ("text", "markdown")))
    for name in rules or ():
        if name not in RULES:
            raise UnknownName("rule", name, RULES)
    pages = [page_of(RULES[name]) for name in dict.fromkeys(rules or RULES)]
    put(pages_as_markdown(pages) if format == "markdown" else pages_as_text(pages, screen_width(WIDEST_TEXT)))
