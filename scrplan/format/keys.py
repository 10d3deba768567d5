"""What there is to say of a key of the format: its words, its kind of value, how it is compared, merged and kept."""

import enum
from enum import StrEnum
from typing import NamedTuple


class ValueKind(enum.Enum):
    """What the value of a key is."""

    TEXT = "words"
    NAME = "a number or short text on one line, which keeps its written form"
    SLUG = "an id"
    AGENCY = "a name or alias of an agency of the plan"
    RATING = "a rating of the plan's key"
    DATE = "a date as precise as it is known"
    FLAG = "true or false"
    NUMBER = "a whole number"
    WORD = "a word of a closed set"
    TEXTS = "a list of words"
    SLUGS = "a list of ids"
    RECORD = "keys with values"
    RECORDS = "a list of entries, each with keys and values"
    NAMED = "names of the file's own, each with what it holds"
    OPTION = "a value of an option of the command line, or a list of values"

    @property
    def is_searched(self) -> bool:
        """Return whether `--text` looks into the value; dates, ratings and closed sets have filters of their own."""
        return self in _OF_WORDS

    @property
    def is_list(self) -> bool:
        """Return whether the value is a list."""
        return self in {ValueKind.TEXTS, ValueKind.SLUGS, ValueKind.RECORDS}


_OF_WORDS = frozenset(
    {ValueKind.TEXT, ValueKind.NAME, ValueKind.SLUG, ValueKind.AGENCY, ValueKind.TEXTS, ValueKind.SLUGS}
)


class Identity(enum.Enum):
    """What a key says about which entry of two versions of a list is which."""

    NONE = "nothing"
    LABEL = "the entry is called by it"
    TEXT = "its words are the entry's own"
    KEY = "one of the few keys that tell small entries apart, which are the same where all but one agree"


class Merging(enum.Enum):
    """What becomes of a value that both sides of a merge changed, each in its own way."""

    BY_KIND = "of a list or mapping each entry is merged by itself; of any other value a person decides"
    LATER = "the later date wins"
    BOTH_KEPT = "what either side has stays"
    CHAIN = "each entry follows from the one before, so a person decides about all"


FIELD_NAMES = {"from": "was"}  # of the keys that are words of the programming language


class FormatKey(NamedTuple):
    """A key of the format; for its words see `label_of`, `heading_of`, `noun_of`, `entry_of`.

    `holds` names the table of the mapping that it holds, or of each entry of its list, where that is not its own name.
    `guarded` is what is record once it is committed: it is added to, and changed only with a reason. `public` is what
    may leave the board: a key is not published unless it says so here.
    """

    name: str
    kind: ValueKind = ValueKind.TEXT
    label: str = ""
    heading: str = ""
    noun: str = ""
    entry: str = ""
    holds: str = ""
    choices: type[StrEnum] | None = None
    required: bool = False
    identity: Identity = Identity.NONE
    merging: Merging = Merging.BY_KIND
    guarded: bool = False
    public: bool = False

    @property
    def field(self) -> str:
        """Return the name of its field in a record."""
        return FIELD_NAMES.get(self.name, self.name)

    @property
    def table(self) -> str:
        """Return the name of the table of what it holds."""
        return self.holds or self.name


def label_of(key: FormatKey) -> str:
    """Return what is said before its value in a line of words: `rating`, `approved by`."""
    return key.label or key.name.replace("_", " ")


def heading_of(key: FormatKey) -> str:
    """Return what is above its value, or before it, in a report: `Next review`."""
    label = label_of(key)
    return key.heading or f"{label[0].upper()}{label[1:]}"


def entry_of(key: FormatKey) -> str:
    """Return what an entry of its list is called, or the mapping that it holds: `update`, `signed off`."""
    return key.entry or label_of(key)


def noun_of(key: FormatKey) -> str:
    """Return what is said to have changed: `due date`, `update`."""
    return key.noun or entry_of(key)


class KeyTable(NamedTuple):
    """The keys of one kind of mapping, in the order of the normal form.

    `called` names it in a message. `main` is the key whose value ends the line that says it, and at least one of
    `any_of` must be there.
    """

    called: str
    keys: tuple[FormatKey, ...]
    main: str = ""
    any_of: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, FormatKey]:
        """Return the keys by their names."""
        return {one.name: one for one in self.keys}

    def names(self, *, identity: Identity) -> tuple[str, ...]:
        """Return the names of the keys that have a part in telling entries apart."""
        return tuple(one.name for one in self.keys if one.identity is identity)
