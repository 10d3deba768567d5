"""`scrplan evidence`: what shows that something was done."""

from typing import Annotated

import typer

from scrplan.cli.options import OneAction, ProofOptions, ThePlan, TheRef, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan evidence child-g 6 'Minutes of the audit group' --held-by LSCB --dated 2013-06": "add what shows it",
}


def command(
    write: WriteOptions,
    proof: ProofOptions,
    plan: ThePlan,
    ref: TheRef,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is.", show_default=False)],
    action: OneAction = None,
) -> None:
    """Record what shows that something was done: a document, who holds it, where it is."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import proof_of, record_each
    from scrplan.recording import closing as endings

    shown = proof_of(proof, needed("TITLE", title))
    record_each(WhichOptions(plan, [ref], action), write, lambda target: endings.evidence(target, shown))
