"""For pipes: what is said first on lines that begin with `#`, then one record a line, tabs between, nothing cut."""

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Chart, Fact, Facts, Listing, Paragraph, Report, Section, Table


def render_plain(report: Report) -> str:
    """Return a report as lines: comments, then the records under a line of headings."""
    lines = [f"# {one_line(report.title)}"]
    lines += [f"# {line}" for block in report.head for line in _said(block)]
    if report.records:
        lines += _table_lines(report.records)
    else:
        for section in report.sections:
            lines += _section_lines(section)
    return "\n".join(lines) + "\n"


def _section_lines(section: Section) -> list[str]:
    lines = ["", one_line(section.heading)]
    for block in section.blocks:
        lines += _table_lines(block) if isinstance(block, Table) else _said(block)
    return lines


def _table_lines(table: Table) -> list[str]:
    lines = ["\t".join(one_line(column.key) for column in table.columns)]
    lines += ["\t".join(one_line(cell.text) for cell in row) for row in table.rows]
    return lines


def _said(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [one_line(line) for line in harmless(block.text).splitlines()]
        case Facts():
            return [_fact_line(fact) for fact in block.facts]
        case Table():
            return _table_lines(block)
        case Chart():
            return [f"{one_line(block.title)}: {one_line(block.alternative)}"]
        case Listing():
            return [f"- {one_line(point)}" for point in block.points]


def _fact_line(fact: Fact) -> str:
    return f"{one_line(fact.label)}: {'; '.join(one_line(cell.text) for cell in fact.lines)}"
