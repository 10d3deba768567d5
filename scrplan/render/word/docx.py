"""The paper for Word: real headings, tables and fields, in styles that a board can replace with its own template's."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, zip_longest
from typing import NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Chart, Fact, Facts, Listing, PageStart, Paragraph, Report, Section, Table, Tone
from scrplan.render.document_properties import Made
from scrplan.render.text_width import text_width
from scrplan.render.word.chart_pictures import pictures
from scrplan.render.word.docx_file import Paper, add_footer, opened_template, saved
from scrplan.render.word.docx_styles import FACT_INDENT, TONE_STYLES
from scrplan.render.word.docx_tables import TABLE_END, needs_width, table_markup
from scrplan.render.word.wordml import (
    POINT,
    ContentsEntry,
    PageRoom,
    cell_run,
    contents,
    page_markup,
    paragraph,
    section_break,
    sheet_of,
    text_run,
)

_KEPT = "<w:keepNext/>"
_APART = '<w:spacing w:before="160"/>'
_LABEL = 11.5  # points, with room for the face of a template
CONTENTS_FROM = 4  # sections; fewer need no table of contents


def render_word(report: Report, made: Made, template: bytes | None = None) -> bytes:
    """Return a report as a .docx; `template` is another one, whose styles, headers and set-up of pages it takes.

    Raises:
        MissingExtra: python-docx is not installed.
        UsageProblem: the template is no document of Word.

    """
    paper = opened_template(template)
    add_footer(paper, report.title)
    upright, wide = (sheet_of(paper.page, wide=wide)._replace(breadth=paper.breadth) for wide in (False, True))
    writer = _Writer(paper, paper.styles, upright, wide, count(1))
    parts = list(writer.parts(report))
    body = "".join(markup for markup, _ in parts)
    after = writer.gap() if body.endswith(TABLE_END) else ""
    return saved(
        paper,
        f"{body}{after}{page_markup(paper.page, wide=parts[-1][1], is_first=len(parts) == 1)}",
        report.title,
        made,
    )


class _Numbered(NamedTuple):
    """A section with its entry in the table of contents; `is_wide` where its pages lie on their side."""

    section: Section
    entry: ContentsEntry
    is_wide: bool


class Standing(NamedTuple):
    """How paragraphs stand among others: kept with what they lead to, and the first apart from the table before."""

    kept: str
    apart: str

    def joined(self, style: str, paragraphs: Iterable[str]) -> str:
        """Return paragraphs from their runs."""
        return "".join(
            paragraph(style, runs, self.kept + ("" if place else self.apart)) for place, runs in enumerate(paragraphs)
        )


class _Writer(NamedTuple):
    paper: Paper
    styles: dict[str, str]
    upright: PageRoom
    wide: PageRoom
    numbers: Iterator[int]  # of pictures

    def parts(self, report: Report) -> Iterator[tuple[str, bool]]:
        """Yield the markup of the pages that lie the same way, and whether they lie on their side."""
        every = [self._numbered(number, section) for number, section in enumerate(_sections(report), 1)]
        runs = [(wide, list(group)) for wide, group in groupby(every, lambda one: one.is_wide)]
        front = self._front(report, every)
        if not runs or runs[0][0]:
            runs.insert(0, (False, []))
        for place, (wide, group) in enumerate(runs):
            markup = "" if place else front
            markup += "".join(self._section(one, begins=bool(place and not at)) for at, one in enumerate(group))
            if place < len(runs) - 1:
                markup += section_break(self.paper.page, self.styles["ReportGap"], wide=wide, is_first=not place)
            yield markup, wide

    def _numbered(self, number: int, section: Section) -> _Numbered:
        wide = section.page is PageStart.WIDE or any(
            isinstance(block, Table) and needs_width(block, self.upright) for block in section.blocks
        )
        # No heading of a part comes before the first of the whole: readers move about by their levels.
        level = section.level if number > 1 else 1
        entry = ContentsEntry(one_line(section.heading), level, f"_Toc{100000 + number}")
        return _Numbered(section, entry, wide)

    def _front(self, report: Report, every: Iterable[_Numbered]) -> str:
        entries = tuple(one.entry for one in every)
        styles = (self.styles["TOCHeading"], self.styles["Toc1"], self.styles["Toc2"])
        listed = ""
        if len(entries) >= CONTENTS_FROM:
            listed = contents("Contents", entries, styles)
        title = paragraph(self.styles["Title"], text_run(one_line(report.title)))
        return title + self._blocks(report.head, report.title, self.upright) + listed

    def _section(self, one: _Numbered, *, begins: bool) -> str:
        """Return a section; `begins` where its pages are new anyway, because they lie another way."""
        section, entry = one.section, one.entry
        breaks = "<w:pageBreakBefore/>" if section.page is PageStart.NEW and not begins else ""
        at_top = '<w:spacing w:before="0"/>' if breaks or begins else ""
        number = entry.mark.removeprefix("_Toc")
        start, end = f'w:id="{number}" w:name="{entry.mark}"', f'w:id="{number}"'
        words = f"<w:bookmarkStart {start}/>{text_run(entry.text)}<w:bookmarkEnd {end}/>"
        style = self.styles["Heading1" if entry.level == 1 else "Heading2"]
        sheet = self.wide if one.is_wide else self.upright
        return paragraph(style, words, breaks + at_top) + self._blocks(section.blocks, section.heading, sheet)

    def _blocks(self, blocks: Sequence[Block], heading: str, sheet: PageRoom) -> str:
        made: list[str] = []
        for block, coming in zip_longest(blocks, blocks[1:]):
            after_table = bool(made) and made[-1].endswith(TABLE_END)
            if after_table and isinstance(block, Table):
                made.append(self.gap())
            leads = isinstance(block, Paragraph) and isinstance(coming, Table | Chart)
            stands = Standing(_KEPT if leads else "", _APART if after_table else "")
            made.append(self._block(block, heading, sheet, stands))
        return "".join(made)

    def _block(self, block: Block, heading: str, sheet: PageRoom, stands: Standing) -> str:
        match block:
            case Paragraph():
                return self._words(block, stands)
            case Facts():
                return stands.joined(self.styles["ReportFact"], map(self._fact, block.facts))
            case Table():
                return self._table(block, heading, sheet)
            case Chart():
                return self._chart(block, sheet)
            case Listing():
                return stands.joined(self.styles["ListBullet"], (text_run(one_line(one)) for one in block.points))

    def _words(self, block: Paragraph, stands: Standing) -> str:
        look = "" if block.tone is Tone.PLAIN else self.styles[TONE_STYLES[block.tone]]
        lines = (line for line in harmless(block.text).split("\n") if line.strip())
        return stands.joined(self.styles["Normal"], (text_run(line, look) for line in lines))

    def _fact(self, fact: Fact) -> str:
        label = one_line(fact.label)
        beside = text_width(label, _LABEL) * POINT < FACT_INDENT
        between = "<w:r><w:tab/></w:r>" if beside else "<w:r><w:br/></w:r>"
        lines = "<w:r><w:br/></w:r>".join(cell_run(cell, self.styles) for cell in fact.lines)
        return f"{text_run(label, self.styles['ReportLabel'])}{between}{lines}"

    def _table(self, table: Table, heading: str, sheet: PageRoom) -> str:
        if not table.rows:
            return paragraph(self.styles["Normal"], text_run("None.", self.styles[TONE_STYLES[Tone.MUTED]]))
        return table_markup(table, heading, sheet, self.styles)

    def gap(self) -> str:
        """Return the paragraph that Word wants between two tables, and after a table at the end."""
        return paragraph(self.styles["ReportGap"], "")

    def _chart(self, chart: Chart, sheet: PageRoom) -> str:
        caption = paragraph(self.styles["Caption"], text_run(one_line(chart.title)))
        drawn = pictures(self.paper.document.part, chart, sheet, self.numbers)
        if not drawn:
            return caption + paragraph(self.styles["Normal"], text_run(one_line(chart.alternative)))
        return caption + "".join(paragraph(self.styles["ReportPicture"], one.markup()) for one in drawn)


def _sections(report: Report) -> tuple[Section, ...]:
    if report.sections or report.records is None:
        return report.sections
    return (Section(report.title, (report.records,)),)
