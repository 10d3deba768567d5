"""The compiler of papers and pictures, which takes no letter that its fonts lack: asked again until none is left."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scrplan.errors import MissingExtra
from scrplan.render.glyph_fallback import Speller, plain_ascii, speller, undisplayable

Sources = Mapping[str, bytes]

BREAKDOWN = "PanicException"  # of the compiler; it is no Exception, and no module has its name to catch it by
ATTEMPTS = 6  # one nearly always; letters that join with others come up one after the other
TAGGED: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}  # the form that refuses what it cannot show


class Refused(Exception):
    """The compiler made nothing of some sources; `letters` are those that it says no font has."""

    def __init__(self, why: str, letters: frozenset[str] = frozenset()) -> None:
        super().__init__(why)
        self.letters = letters


class Accepted(NamedTuple):
    """The spelling in which the compiler took its sources, and what it made of them."""

    spell: Speller
    made: bytes


def compiled(sources: Sources, **form: Any) -> bytes:
    """Return what the compiler makes of sources, whatever fonts the machine has.

    Raises:
        MissingExtra: typst is not installed.
        Refused: it makes nothing of them.

    """
    try:
        import typst  # noqa: PLC0415  (the compiler, which only papers need)
    except ModuleNotFoundError:
        raise MissingExtra("typst") from None
    try:
        return bytes(typst.compile(dict(sources), ignore_system_fonts=True, **form))
    except typst.TypstError as error:
        raise Refused(error.message, frozenset(undisplayable(error.diagnostic))) from None
    except BaseException as error:
        if type(error).__name__ != BREAKDOWN:
            raise
        raise Refused(str(error)) from None


def accepted(sources_of: Callable[[Speller], Sources], **form: Any) -> Accepted:
    """Return what the compiler makes, tagged for screen readers, in the first spelling it takes; at the last in ASCII.

    Raises:
        MissingExtra: typst is not installed.
        Refused: it takes none.

    """
    missing = frozenset[str]()
    for _ in range(ATTEMPTS - 1):
        spell = speller(missing)
        try:
            return Accepted(spell, compiled(sources_of(spell), **TAGGED, **form))
        except Refused as refused:
            if refused.letters <= missing:
                break
            missing |= refused.letters
    return Accepted(plain_ascii, compiled(sources_of(plain_ascii), **TAGGED, **form))
