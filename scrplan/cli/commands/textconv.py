"""`scrplan textconv`: a plan as git shows it in a difference, a line for each fact."""

from typing import Annotated

import typer

EXAMPLES = {
    "scrplan textconv plans/child-g.yaml": "what `git diff` compares, after scrplan init",
}


def command(file: Annotated[str, typer.Argument(metavar="FILE", help="A file of any name.")]) -> None:
    """Print a plan as one line for each fact: git calls this to show changes. Any other file is printed as it is."""
    from pathlib import Path

    from scrplan.cli.output import put
    from scrplan.source.files import load_source
    from scrplan.source.textconv import textconv_text

    source = load_source(Path(file))
    put(textconv_text(source.document, source.raw))
