"""`scrplan complete`: done, with its evidence."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import NewRating, ProofOptions, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan complete child-g 10 --on 2013-10 --evidence 'Letter to GPs' --held-by 'CCG'": "done, with its evidence",
    "scrplan complete child-g 16 --action 1 --on 2013-09 --evidence 'Terms of reference'": "one of its actions",
}


class DoneOptions(NamedTuple):
    """What was done."""

    on: Annotated[str | None, typer.Option(metavar="DATE", help="When it was done. Default: today.")] = None
    evidence: Annotated[str, typer.Option(metavar="TITLE", help="The evidence: what shows that it was done.")] = ""
    impact: Annotated[str, typer.Option(metavar="TEXT", help="What changed for people, and how you know.")] = ""
    rag: NewRating = None


def command(which: WhichOptions, write: WriteOptions, proof: ProofOptions, done: DoneOptions) -> None:
    """Record that something was done. On a terminal it asks for evidence; without it, it is shown as unproven."""
    from functools import cache

    from scrplan.cli.option_values import date_of, words_of
    from scrplan.cli.questions import answer_or_nothing
    from scrplan.cli.record_change import proof_of, record_each
    from scrplan.recording.closing import Proof
    from scrplan.recording.closing import complete as completed
    from scrplan.recording.operations import Act, known_rating
    from scrplan.recording.targets import Target

    day, impact = date_of("--on", done.on), words_of("--impact", done.impact)
    title = words_of("--evidence", done.evidence)

    @cache
    def shown() -> Proof:
        return proof_of(proof, title or answer_or_nothing("What shows that it was done? (Enter for nothing yet)"))

    def act(target: Target) -> Act:
        rating = known_rating(target.plan, done.rag)
        completed(target, day, rag=rating)  # refuses before it asks anything
        return completed(target, day, shown(), rating, impact)

    record_each(which, write, act)
