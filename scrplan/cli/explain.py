"""`scrplan explain`: one rule, why it matters, and an example it refuses and one it takes."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_rules
from scrplan.cli.groups import register

EXAMPLES = {
    "scrplan explain late-not-red": "why a rule matters, and how to mend what it finds",
}


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "explain", EXAMPLES)(explain)


def explain(
    rules: Annotated[list[str], typer.Argument(metavar="RULE...", help="Names of rules.", autocompletion=offer_rules)],
) -> None:
    """Explain a rule of validate, with a bad and a good example."""
    import shutil

    from scrplan.check.pages import page_of
    from scrplan.check.rules import RULES
    from scrplan.cli.output import NARROWEST, put
    from scrplan.errors import UnknownName
    from scrplan.render.page import render_page

    for name in rules:
        if name not in RULES:
            raise UnknownName("rule", name, RULES)
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST_TEXT))
    pages = [(RULES[name], page_of(RULES[name])) for name in dict.fromkeys(rules)]
    put("\n".join(render_page(f"{rule.name} ({rule.severity})", page, width) for rule, page in pages))


WIDEST_TEXT = 100  # columns; running text is hard to read in longer lines
