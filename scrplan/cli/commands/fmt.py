"""`scrplan fmt`: plan files in the format's normal form, so that git shows only the changes that were meant."""

from typing import Annotated

import typer

from scrplan.cli.options import Plans

EXAMPLES = {
    "scrplan fmt": "every plan of the repository, and scrplan.yaml",
    "scrplan fmt plans/child-g.yaml": "one file",
    "scrplan fmt --diff": "what would change; nothing is written",
    "scrplan fmt --check": "for a hook: ends with 1 when a file would change",
}


def command(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; end with 1 if a file would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
    plans: Plans = None,
) -> None:
    """Bring plan files into normal form: order of keys, indentation, folding. What they say and every comment stay."""
    from pathlib import Path

    from scrplan.characters import one_line
    from scrplan.cli.output import put, say, warn
    from scrplan.errors import ScrplanError
    from scrplan.report.unified_diff import difference, rewriting_summary
    from scrplan.source.atomic_write import replace_text
    from scrplan.source.files import SETTINGS, find_root, found_plans, load_source, shown_path
    from scrplan.source.key_orders import plan_order, settings_order
    from scrplan.workspace.workspace import unread_notice
    from scrplan.yamltext.formatter import normal_form

    here = Path.cwd()
    root = find_root(here)
    found = found_plans(plans or [], root, here)
    warn(map(unread_notice, found.unread))
    paths = list(found.paths)
    if not plans and (root / SETTINGS).exists():
        paths.append(root / SETTINGS)
    done = "would be formatted" if check or diff else "formatted"
    changed = refused = 0
    for path in paths:
        try:
            source = load_source(path, here)
            order = settings_order() if path.name == SETTINGS else plan_order()
            old, new = source.document.text, normal_form(source.document, order)
            if new != old and not (check or diff):
                replace_text(source, new)
        except ScrplanError as error:
            refused += 1
            for line in error.lines():
                say(line)
            continue
        if new != old:
            changed += 1
            put(
                difference(shown_path(path, here), old, new)
                if diff
                else f"{one_line(shown_path(path, here))}: {done}\n"
            )
    say(rewriting_summary(done, changed, len(paths) - changed - refused, refused))
    if refused or (changed and (check or diff)):
        raise typer.Exit(ScrplanError.exit_code if refused else 1)
