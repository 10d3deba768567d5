"""How a document came about: what stands in its properties, and what makes it the same bytes whenever it is made."""

from typing import NamedTuple


class Made(NamedTuple):
    """The program's version, the day of the position (ISO), the language of the words, and who answers for them."""

    version: str
    day: str
    language: str = "en-GB"
    author: str = ""
