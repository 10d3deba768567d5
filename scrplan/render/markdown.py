"""For a wiki, an issue or a pull request: GitHub's Markdown, with every character of a plan's text kept literal."""

import re
from collections.abc import Iterable, Sequence

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Chart, Column, Fact, Facts, Listing, Paragraph, Report, Section, Table

# Signs that are markup anywhere; then those that are only in some places: an entity, a link that makes itself, a
# reference to an issue, an emoji, and what begins a heading or a list. The rest stays as people wrote it.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$@]|&(?=#?\w+;)|:(?=//|[\w+-]+:)|(?<=www)\.|#(?=\d|#*$)|^[-+=#])", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")  # would begin a numbered list


def render_markdown(report: Report) -> str:
    """Return a report as Markdown."""
    parts = [f"# {literal(report.title)}"]
    parts += [_block(block) for block in report.head]
    if report.sections:
        parts += [part for section in report.sections for part in _section(section)]
    elif report.records:
        parts.append(_block(report.records))
    return "\n\n".join(parts) + "\n"


def literal(text: str) -> str:
    """Return text, on one line, that Markdown shows as it is."""
    return _NUMBER.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", one_line(text)))


def _section(section: Section) -> list[str]:
    return [f"{'#' * (section.level + 1)} {literal(section.heading)}", *(_block(block) for block in section.blocks)]


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return "\n\n".join(literal(line) for line in harmless(block.text).splitlines() if line.strip())
        case Facts():
            return "\n".join(_fact(fact) for fact in block.facts)
        case Table():
            return _table(block)
        case Chart():
            return f"{literal(block.title)}: {literal(block.alternative)}"
        case Listing():
            return "\n".join(f"- {literal(point)}" for point in block.points)


def _fact(fact: Fact) -> str:
    # Joined first: a line that ends in `&lt` and the sign behind it would be an entity.
    return f"- **{literal(fact.label)}**: {literal('; '.join(one_line(cell.text) for cell in fact.lines))}"


def _table(table: Table) -> str:
    rows = [table_row(cell.text for cell in row) for row in table.rows]
    if table.has_total and rows:
        rows[-1] = table_row((cell.text for cell in table.rows[-1]), "**")
    return "\n".join([*table_head(table.columns), *rows])


def table_head(columns: Sequence[Column]) -> tuple[str, str]:
    """Return the two lines that begin a table: its headings, and how each column stands."""
    headings = " | ".join(literal(column.heading) for column in columns)
    rules = " | ".join("---:" if column.kind.is_number else "---" for column in columns)
    return f"| {headings} |", f"| {rules} |"


def table_row(texts: Iterable[str], mark: str = "") -> str:
    """Return the line of one row; the lines of a text stay lines of its cell, each between marks such as `**`."""
    return f"| {' | '.join(_cell(text, mark) for text in texts)} |"


def _cell(text: str, mark: str) -> str:
    return "<br>".join(f"{mark}{literal(line)}{mark}" for line in harmless(text).splitlines() if line.strip())
