"""How the search for identifiers grows with a text that nearly has one everywhere: linear, or with the square."""

import time
from collections.abc import Iterator

from scrplan.check.identifiers import identifiers
from scrplan.check.identifying_words import read_names
from tests.benchmarks.processes import spread
from tests.benchmarks.rows import Row, words_of, yes

UNITS = ("1 ", "a@", "born ", "born 1 may ", "dob-", "(0", "999 ", "SW1A ", "smith ")
SHORT, TIMES = 20_000, 8  # characters, and how many times as many the long text has
MOST_GROWTH = 2.0  # of the time per character; with the square of the length it is 8


def identifying_rows(rounds: int) -> Iterator[Row]:
    """Yield for each unit, repeated, how the time per character grows from a short text to a long one."""
    for unit in UNITS:
        pairs = [(_seconds(unit, SHORT), _seconds(unit, SHORT * TIMES)) for _ in range(rounds)]
        growth = spread([long / TIMES / max(short, 1e-6) for short, long in pairs])
        aim = f"linear: at most {MOST_GROWTH:g}"
        yield Row(
            f"identifiers in {SHORT * TIMES:,} characters of {unit!r}",
            f"in {SHORT:,}, per character",
            words_of(growth),
            aim,
            yes(growth.median <= MOST_GROWTH),
        )


def _seconds(unit: str, length: int) -> float:
    text = unit * (length // len(unit))
    start = time.process_time()
    identifiers(text, read_names("smith\nsmith smith jones\na b c d"))
    return time.process_time() - start
