"""The commit message of a change: made from what was done, with trailers that name the plan and each ref."""

from collections.abc import Sequence
from typing import NamedTuple

from scrplan.characters import one_line

LONGEST = 100  # characters of a subject; a longer one is in full below it
FEW = 6  # refs that a subject names


class Message(NamedTuple):
    """A commit message in its parts."""

    subject: str
    body: tuple[str, ...]
    trailers: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the whole message."""
        parts = (self.subject, "\n".join(self.body), "\n".join(self.trailers))
        return "\n\n".join(part for part in parts if part) + "\n"


def message_of(plan: str, done: Sequence[tuple[str, str]]) -> Message:
    """Return the message of what was done to a plan: of each recommendation its ref, and in words what."""
    plan, words = one_line(plan), [one_line(said) for _, said in done]
    refs = list(dict.fromkeys(one_line(ref) for ref, _ in done if ref))
    trailers = (f"Plan: {plan}", *(f"Ref: {ref}" for ref in refs))
    if len(words) == 1:
        return Message(_shortened(f"{plan} {words[0]}"), _if_longer(f"{plan} {words[0]}"), trailers)
    tails = {said.partition(": ")[2] for said in words}
    named = ", ".join(refs) if len(refs) <= FEW else f"{len(refs)} recommendations"
    what = tails.pop() if len(tails) == 1 else f"{len(words)} changes"
    return Message(_shortened(f"{plan} {named}: {what}"), tuple(words), trailers)


def _shortened(subject: str) -> str:
    return subject if len(subject) <= LONGEST else f"{subject[: LONGEST - 3].rstrip()}..."


def _if_longer(subject: str) -> tuple[str, ...]:
    return (subject,) if len(subject) > LONGEST else ()
