"""The forms in which people write refs, ratings and dates."""

from tests.benchmarks.yaml_text import Bare, Quoted


def key_of(rating: str) -> str:
    """Return a rating as a key of a mapping: digits alone stand in quotes."""
    return f'"{rating}"' if rating.isdigit() else rating


def rating_of(rating: str) -> str:
    """Return a rating as a value: digits alone are a number."""
    return Bare(rating) if rating.isdigit() else rating


def quoted_ref(index: int) -> str:
    """Return the ref of a row as `"1"`."""
    return Quoted(index + 1)


def bare_ref(index: int) -> str:
    """Return it as `1`."""
    return Bare(index + 1)


def dotted_ref(index: int) -> str:
    """Return it as `"2.10"`."""
    return Quoted(f"{1 + index // 10}.{1 + index % 10}")


def lettered_ref(index: int) -> str:
    """Return it as `R1`."""
    return f"R{index + 1}"


def month(months: int) -> Bare:
    """Return a month, counted from year 0, as `2024-05`."""
    return Bare(f"{months // 12}-{months % 12 + 1:02}")


def last_day(months: int) -> Bare:
    """Return a day near the end of a month."""
    return Bare(f"{month(months)}-{28 if months % 12 == 1 else 30}")


def financial_quarter(months: int) -> Bare:
    """Return the quarter of the financial year that holds a month."""
    year, of_year = divmod(months - 3, 12)
    return Bare(f"{year}/{(year + 1) % 100:02}-Q{of_year // 3 + 1}")
