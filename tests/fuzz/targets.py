"""What is done with any bytes, and what must hold of it; without atheris, so that the seeds are tests as well."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from scrplan.assessment import leaves
from scrplan.characters import HARMFUL, one_line
from scrplan.check.checker import check_plan, check_settings
from scrplan.check.identifiers import identifiers
from scrplan.check.identifying_words import listed_names, read_names
from scrplan.check.repository import Repository
from scrplan.check.rule_pages import page_of
from scrplan.check.rules import RULES
from scrplan.check.rules.records import Surroundings
from scrplan.check.rules.settings_rules import NamesList
from scrplan.check.runner import Job, check_files
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems
from scrplan.check.severities import levels_of
from scrplan.cli.item_filters import select, table_keys
from scrplan.cli.options import FilterOptions, TableOptions
from scrplan.dates import BadDate, later_day, parse_period
from scrplan.diagnostics import FileFindings
from scrplan.errors import BadWhere, ScrplanError, UnsafeLayout
from scrplan.model import Board, Plan
from scrplan.render.csv_text import render_csv
from scrplan.render.findings import FORMATS, About
from scrplan.render.json_text import render_json
from scrplan.render.markdown import render_markdown
from scrplan.render.plain import render_plain
from scrplan.render.terminal import ScreenSettings, render_terminal
from scrplan.report.answer import Answer
from scrplan.report.listing import LATE_COLUMNS, LIST_COLUMNS, list_answer, list_title
from scrplan.report.show import show_answer
from scrplan.report.status import status_answer
from scrplan.selection import Vocabulary, sort_items
from scrplan.selection.filters import natural_order
from scrplan.selection.where import parse_where
from scrplan.source.files import load_board, load_document
from scrplan.source.key_orders import plan_order, settings_order
from scrplan.source.reader import read_plan, salvage_plan
from scrplan.source.settings import read_board
from scrplan.workspace.workspace import PlansOnDay
from scrplan.yamltext.document import Document, pure_events
from scrplan.yamltext.formatter import normal_form, same_data
from tests.assessment import assess_plan

SEEDS = Path(__file__).resolve().parent / "seeds"
DAY = date(2013, 9, 30)
LEVELS = levels_of({})
NAMES = read_names("Jo Bloggs\nSam Smith-Jones\n")
SCREENS = (ScreenSettings(80, colour=True), ScreenSettings(20, full=True))
MOST_FOR_PURE = 20_000  # characters; ruamel's own parser needs a second for more

_PAGES = tuple(page_of(RULES[name]) for name in ("syntax", "no-lead"))  # all would take longer than the rest
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FOLDER = tempfile.TemporaryDirectory(prefix="scrplan-fuzz-")
_ROOT = Path(_FOLDER.name)
_PLAN = _ROOT / "plans" / "sample.yaml"
_PLAN.parent.mkdir()


def _sample() -> Plan:
    text = (SEEDS / "plan" / "every-key.yaml").read_text(encoding="utf-8")
    plan, problems = read_plan(Document.from_text(text, "sample.yaml"), "sample")
    assert plan is not None, problems
    return plan


SAMPLE = _sample()
_AROUND = Repository(_ROOT, [_PLAN]).around(DAY, Board(themes=("supervision",)))._replace(committed=lambda _: SAMPLE)


# -- targets -----------------------------------------------------------------------------------------------------


def plan(data: bytes) -> None:
    """Take any bytes as a plan."""
    _PLAN.write_bytes(data)
    document = load_document(_PLAN)
    found = check_plan(document, "sample", _AROUND, LEVELS, NAMES)
    _check_findings(document.text, found)
    _every_format(found)
    read, problems = read_plan(document, "sample")
    assert (read is None) == bool(problems), "a plan and problems"
    assert bool(problems) == any(RULES[one.rule].is_fixed for one in found.findings), "validate and the reader differ"
    if read is not None:
        assert schema_problems(document, PLAN_SCHEMA) == (), "the reader takes what the schema refuses"
        _every_report(read)
    _both_parsers(document, found)
    _normal_form(document, lambda one: read_plan(one, "sample"), settings=False)


def settings(data: bytes) -> None:
    """Take any bytes as the board's settings."""
    path = _ROOT / "scrplan.yaml"
    path.write_bytes(data)
    document = load_document(path)
    found = check_settings(document, LEVELS, lambda name: NamesList(in_git=bool(name)), NAMES)
    _check_findings(document.text, found)
    _every_format(found)
    board, problems = load_board(_ROOT)
    assert (board is None) == bool(problems), "settings and problems"
    if board is not None:
        assert schema_problems(document, BOARD_SCHEMA) == (), "the reader takes what the schema refuses"
        _under(board)
    for told in check_files(Job(_ROOT, DAY, (path,))):
        _every_format(told)
    slow = _by_pure_parser(document)
    if slow is not None and not _is_bad_yaml(document, slow):
        assert check_settings(slow, LEVELS, lambda _: NamesList(in_git=True), NAMES) == check_settings(
            document, LEVELS, lambda _: NamesList(in_git=True), NAMES
        ), "the parsers lead to different findings"
        assert read_board(slow) == read_board(document), "the parsers lead to different settings"
    _normal_form(document, read_board, settings=True)


def words(data: bytes) -> None:
    """Take any bytes as what is typed: a question, a date, a span, keys to sort by, and the private list of names."""
    typed = data.decode("utf-8", "surrogateescape")
    assessed = assess_plan(SAMPLE, DAY)
    items = [one for row in assessed.items for one in (row, *leaves(row))]
    try:
        question = parse_where(typed, Vocabulary.of([SAMPLE], Board()))
    except BadWhere as bad:
        for line in bad.lines():
            _harmless(one_line(line))
    else:
        _harmless(one_line(question.words))
        assert sum(map(question.holds, items)) <= len(items)
    for read in (parse_period, lambda span: later_day(DAY, span)):
        try:
            read(typed)
        except BadDate as bad:
            _harmless(one_line(f"{bad.message} {bad.hint}"))
    try:
        assert len(sort_items(items, typed.split(","))) == len(items)
    except ScrplanError as error:
        for line in error.lines():
            _harmless(one_line(line))
    assert sorted([natural_order(typed), natural_order("1.10")])
    names = read_names(typed)
    for hit in [*listed_names("Jo Bloggs was seen. Sam and Alex.", names), *identifiers(typed, NAMES)]:
        assert 0 <= hit.start < hit.end


TARGETS: dict[str, Callable[[bytes], None]] = {"plan": plan, "settings": settings, "words": words}


# -- what must hold ----------------------------------------------------------------------------------------------


def _harmless(text: str, *, coloured: bool = False) -> None:
    found = HARMFUL.search(_COLOURS.sub("", text) if coloured else text)
    assert found is None, f"the control character {found[0]!r} is in the output"


def _check_findings(text: str, found: FileFindings) -> None:
    if not text:
        return  # it could not be decoded, and nobody knows its lines
    lines = text.split("\n")
    order = [one.sort_key for one in found.findings]
    assert order == sorted(order), "findings out of order"
    assert len(set(order)) == len(order), "a finding is told twice"
    for one in found.findings:
        assert one.rule in RULES
        line, column = one.position
        assert 1 <= line <= len(lines) + 1, "a finding below the file"
        assert 1 <= column <= (len(lines[line - 1]) if line <= len(lines) else 0) + 2, "a finding beside its line"
        assert one.end is None or (one.end > one.position and one.end.line <= len(lines)), "a finding without length"
        assert one.message, "a finding without words"


def _every_format(found: FileFindings) -> None:
    findings = found.findings
    screens = ((None, False), (80, True), (20, False))
    for name, render in FORMATS.items():
        width, colour = screens[len(findings) % len(screens)] if name == "text" else screens[0]
        about = About("1", DAY.isoformat(), {"commit": None}, _PAGES, width, colour, strict=True)
        text = "".join(render([found], about))
        _harmless(text, coloured=colour)
        if name in _READ_BACK:
            _READ_BACK[name](text, len(findings))


def _lines(text: str, findings: int) -> None:
    assert len(text.splitlines()) == findings, "not a line a finding"


def _rows(text: str, findings: int) -> None:
    assert [len(row) for row in csv.reader(io.StringIO(text))] == [7] * (findings + 1), "not a record a finding"


def _cases(text: str, findings: int) -> None:
    cases = ET.fromstring(text).iter("testcase")  # noqa: S314  (what is read was just written)
    assert len(list(cases)) == (findings or 1), "not a test a finding"


def _results(text: str, findings: int) -> None:
    (run,) = json.loads(text)["runs"]
    assert len(run["results"]) == findings, "not a result a finding"


def _records(text: str, findings: int) -> None:
    assert text.count('"rule": ') >= findings, "not a record a finding"
    json.loads(text)


_READ_BACK: dict[str, Callable[[str, int], None]] = {
    "lines": _lines,
    "github": _lines,
    "csv": _rows,
    "junit": _cases,
    "sarif": _results,
    "json": _records,
}


def _every_report(read: Plan, board: Board | None = None) -> None:
    assessed = assess_plan(read, DAY, *((board.due_soon_days, board.stale_days) if board else ()))
    parts = [leaf for row in assessed.items for leaf in leaves(row)]
    _every_look(status_answer([assessed], DAY), SCREENS)
    _every_look(status_answer([assessed, assessed], DAY))
    _every_look(list_answer("list", parts, DAY, list_title(len(parts), "", DAY, actions=True), LATE_COLUMNS))
    for item in assessed.items[:2]:
        _every_look(show_answer(item), SCREENS[:1])


def _every_look(answer: Answer, screens: Iterable[ScreenSettings] = ()) -> None:
    for look in screens:
        _harmless(render_terminal(answer.report, look), coloured=look.colour)
    tables = (render_csv,) if answer.report.records else ()
    for render in (render_plain, render_markdown, *tables):
        _harmless(render(answer.report))
    record = render_json(answer.kind, answer.as_at.isoformat(), {"commit": None, "dirty": None}, list(answer.items()))
    _harmless(record)
    json.loads(record)


def _under(board: Board) -> None:
    """Use the settings: judge a plan by them, and open each view."""
    _every_report(SAMPLE, board)
    text = (SEEDS / "plan" / "every-key.yaml").read_text(encoding="utf-8")
    around: Surroundings = _AROUND._replace(board=board)
    check_plan(Document.from_text(text, "sample.yaml"), "sample", around, levels_of(board.rules), NAMES)
    assessed = assess_plan(SAMPLE, DAY, board.due_soon_days, board.stale_days)
    found = PlansOnDay(board, DAY, (assessed,), ())
    for view in board.views:
        try:
            columns, sort = table_keys(board, TableOptions(), view)
            with redirect_stderr(io.StringIO()) as said:
                items = select(found, FilterOptions(view=view)).items(sort)
            _harmless(said.getvalue())
            _every_look(list_answer("list", items, DAY, "View", columns or LIST_COLUMNS))
        except ScrplanError as error:
            for line in error.lines():
                _harmless(one_line(line))


def _by_pure_parser(document: Document) -> Document | None:
    if not document.text or len(document.text) > MOST_FOR_PURE:
        return None
    return Document.from_text(document.text, document.path, pure_events)


def _is_bad_yaml(*documents: Document) -> bool:
    """Return whether one of them is no YAML; then both are refused, but each parser says in its own words why."""
    if not any(one.rule == "syntax" for document in documents for one in document.problems):
        return False
    refused = [[one.message for one in document.problems] for document in documents]
    assert all(refused), f"one parser takes what is no YAML to the other: {refused}"
    return True


def _both_parsers(document: Document, found: FileFindings) -> None:
    slow = _by_pure_parser(document)
    if slow is None or _is_bad_yaml(document, slow):
        return
    told = check_plan(slow, "sample", _AROUND, LEVELS, NAMES)
    assert told == found, f"the parsers lead to different findings: {_rules_in_one_only(told, found)}"
    assert salvage_plan(slow, "sample")[:2] == salvage_plan(document, "sample")[:2], "the parsers salvage differently"


def _rules_in_one_only(*told: FileFindings) -> list[str]:
    one, other = (set(findings.findings) for findings in told)
    return sorted({finding.rule for finding in one ^ other})


Read = Callable[[Document], tuple[object, Iterable[object]]]


def _normal_form(document: Document, read: Read, *, settings: bool) -> None:
    """Make sure that the normal form says the same and is final, by either parser, or is refused by both."""
    if document.problems:
        return
    assert document.root is not None
    order = settings_order() if settings else plan_order()
    try:
        text = normal_form(document, order)
    except UnsafeLayout as refused:
        if "faulty" in refused.hint or "change" in refused.hint or "lost" in refused.hint:
            return  # the guard: the file is left as it is
        raise
    again = Document.from_text(text, document.path)
    assert again.problems == (), "the normal form is faulty"
    assert again.root is not None
    assert same_data(document.root, again.root), "the normal form says something else"
    assert normal_form(again, order) == text, "the normal form is not final"
    before, problems = read(document)
    if not tuple(problems):
        assert read(again) == (before, ()), "the normal form reads otherwise"
    slow = _by_pure_parser(document)
    if slow is not None:
        assert normal_form(slow, order, pure_events) == text, "the parsers lead to different normal forms"
