"""A report in letters that the compiler's fonts have: spelled once, before anything is measured or drawn."""

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Cell, Chart, Facts, Listing, Paragraph, Report, Section, Table
from scrplan.render.glyph_fallback import Speller


def spelled(report: Report, spell: Speller) -> Report:
    """Return a report, all of whose words are harmless and spelled."""
    return Report(
        _words(report.title, spell),
        tuple(_block(block, spell) for block in report.head),
        tuple(_section(section, spell) for section in report.sections),
        report.records and _table(report.records, spell),
    )


def spelled_chart(chart: Chart, spell: Speller) -> Chart:
    """Return a chart in spelled words, each on one line.

    All at once: a drawing puts words of several texts on one line, where those from the right change what is safe.
    """
    names = (one.name for one in chart.series)
    words = "\n".join(map(one_line, (chart.title, chart.alternative, *names, *chart.labels)))
    title, alternative, *others = spell(words).split("\n")
    count = len(chart.series)
    series = (one._replace(name=name) for one, name in zip(chart.series, others[:count], strict=True))
    return Chart(title, tuple(others[count:]), tuple(series), alternative)


def _words(text: str, spell: Speller) -> str:
    return spell(harmless(text))


def _section(section: Section, spell: Speller) -> Section:
    blocks = tuple(_block(block, spell) for block in section.blocks)
    return section._replace(heading=_words(section.heading, spell), blocks=blocks)


def _block(block: Block, spell: Speller) -> Block:
    match block:
        case Paragraph():
            return block._replace(text=_words(block.text, spell))
        case Facts():
            return Facts(
                tuple(
                    one._replace(label=_words(one.label, spell), lines=_cells(one.lines, spell)) for one in block.facts
                )
            )
        case Table():
            return _table(block, spell)
        case Chart():
            return spelled_chart(block, spell)
        case Listing():
            return Listing(tuple(_words(point, spell) for point in block.points))


def _table(table: Table, spell: Speller) -> Table:
    columns = tuple(one._replace(heading=_words(one.heading, spell)) for one in table.columns)
    return table._replace(columns=columns, rows=tuple(_cells(row, spell) for row in table.rows))


def _cells(cells: tuple[Cell, ...], spell: Speller) -> tuple[Cell, ...]:
    """Return cells with their words spelled; nearly all are as they were, and copying every one would take long."""
    return tuple(
        cell if (text := _words(cell.text, spell)) == cell.text else cell._replace(text=text) for cell in cells
    )
