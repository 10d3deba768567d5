"""The paper for Word: real headings, tables and fields, in styles that a board can replace with its own template's."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Chart, Fact, Facts, Listing, Page, Paragraph, Report, Section, Table, Tone
from scrplan.render.made import Made
from scrplan.render.measured import width_of
from scrplan.render.word_file import Paper, add_footer, opened, saved
from scrplan.render.word_pages import Sheet, page_markup, section_break, sheet_of
from scrplan.render.word_pictures import picture
from scrplan.render.word_styles import FACT_INDENT, TONE_STYLES
from scrplan.render.word_tables import POINT, needs_width, table_markup
from scrplan.render.word_text import Entry, attribute, cell_run, contents, paragraph, run

CONTENTS_FROM = 4  # sections; fewer need no table of contents


def render_word(report: Report, made: Made, template: bytes | None = None) -> bytes:
    """Return a report as a .docx; `template` is another one, whose styles, headers and set-up of pages it takes.

    Raises:
        MissingExtra: python-docx is not installed.
        UsageProblem: the template is no document of Word.

    """
    paper = opened(template)
    add_footer(paper, report.title)
    writer = _Writer(paper, paper.styles, sheet_of(paper.page, wide=False), sheet_of(paper.page, wide=True))
    parts = list(writer.parts(report))
    body = "".join(markup for markup, _ in parts) + page_markup(paper.page, wide=parts[-1][1])
    return saved(paper, body, report.title, made)


class _Numbered(NamedTuple):
    """A section with its entry in the table of contents; `is_wide` where its pages lie on their side."""

    section: Section
    entry: Entry
    is_wide: bool


class _Writer(NamedTuple):
    paper: Paper
    styles: dict[str, str]
    upright: Sheet
    wide: Sheet

    def parts(self, report: Report) -> Iterator[tuple[str, bool]]:
        """Yield the markup of the pages that lie the same way, and whether they lie on their side."""
        every = [self._numbered(number, section) for number, section in enumerate(_sections(report), 1)]
        runs = [(wide, list(group)) for wide, group in groupby(every, lambda one: one.is_wide)]
        front = self._front(report, every)
        if not runs or runs[0][0]:
            runs.insert(0, (False, []))
        for place, (wide, group) in enumerate(runs):
            markup = "" if place else front
            markup += "".join(self._section(one, is_first=not at) for at, one in enumerate(group))
            if place < len(runs) - 1:
                markup += section_break(self.paper.page, wide=wide)
            yield markup, wide

    def _numbered(self, number: int, section: Section) -> _Numbered:
        wide = section.page is Page.WIDE or any(
            isinstance(block, Table) and needs_width(block, self.upright.width) for block in section.blocks
        )
        return _Numbered(section, Entry(one_line(section.heading), section.level, f"_Toc{100000 + number}"), wide)

    def _front(self, report: Report, every: Iterable[_Numbered]) -> str:
        entries = tuple(one.entry for one in every)
        styles = (self.styles["TOCHeading"], self.styles["Toc1"], self.styles["Toc2"])
        listed = contents("Contents", entries, styles) if len(entries) >= CONTENTS_FROM else ""
        title = paragraph(self.styles["Title"], run(one_line(report.title)))
        return title + self._blocks(report.head, report.title, self.upright) + listed

    def _section(self, one: _Numbered, *, is_first: bool) -> str:
        section, entry = one.section, one.entry
        breaks = "<w:pageBreakBefore/>" if section.page is Page.NEW and not (is_first and one.is_wide) else ""
        number = entry.mark.removeprefix("_Toc")
        words = (
            f'<w:bookmarkStart w:id="{number}" w:name="{entry.mark}"/>{run(entry.text)}<w:bookmarkEnd w:id="{number}"/>'
        )
        style = self.styles["Heading1" if section.level == 1 else "Heading2"]
        sheet = self.wide if one.is_wide else self.upright
        return paragraph(style, words, breaks) + self._blocks(section.blocks, section.heading, sheet)

    def _blocks(self, blocks: Iterable[Block], heading: str, sheet: Sheet) -> str:
        return "".join(self._block(block, heading, sheet) for block in blocks)

    def _block(self, block: Block, heading: str, sheet: Sheet) -> str:
        match block:
            case Paragraph():
                return self._words(block)
            case Facts():
                return "".join(self._fact(fact) for fact in block.facts)
            case Table():
                return self._table(block, heading, sheet)
            case Chart():
                return self._chart(block, sheet)
            case Listing():
                return "".join(paragraph(self.styles["ListBullet"], run(one_line(one))) for one in block.points)

    def _words(self, block: Paragraph) -> str:
        look = "" if block.tone is Tone.PLAIN else TONE_STYLES[block.tone]
        lines = [line for line in harmless(block.text).split("\n") if line.strip()]
        return "".join(paragraph(self.styles["Normal"], run(line, look)) for line in lines)

    def _fact(self, fact: Fact) -> str:
        label = one_line(fact.label)
        beside = width_of(label, 9) * POINT < FACT_INDENT
        between = "<w:r><w:tab/></w:r>" if beside else "<w:r><w:br/></w:r>"
        lines = "<w:r><w:br/></w:r>".join(cell_run(cell) for cell in fact.lines)
        return paragraph(self.styles["ReportFact"], f"{run(label, 'ReportLabel')}{between}{lines}")

    def _table(self, table: Table, heading: str, sheet: Sheet) -> str:
        if not table.rows:
            return paragraph(self.styles["Normal"], run("None.", TONE_STYLES[Tone.MUTED]))
        # A table needs a paragraph after it; a small one keeps it off what follows.
        return table_markup(table, heading, sheet.width) + paragraph(self.styles["ReportGap"], "")

    def _chart(self, chart: Chart, sheet: Sheet) -> str:
        caption = paragraph(self.styles["Caption"], run(one_line(chart.title)))
        drawn = picture(self.paper.document.part, chart, sheet)
        if drawn is None:
            return caption + paragraph(self.styles["Normal"], run(one_line(chart.alternative)))
        described = f"{chart.title}: {chart.alternative}"
        return caption + paragraph(self.styles["ReportPicture"], drawn.markup(attribute(described)))


def _sections(report: Report) -> tuple[Section, ...]:
    if report.sections or report.records is None:
        return report.sections
    return (Section(report.title, (report.records,)),)
