"""All problems of a file in one list: syntax, what reader and schema refuse, then every rule that can be judged."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from scrplan.assessment import assess_by
from scrplan.check.error_masking import Faults
from scrplan.check.identifiers import identifiers
from scrplan.check.identifying_words import Hit, Names, listed_names
from scrplan.check.redaction import LineStarts, covered, discreet
from scrplan.check.rule_pages import page_of
from scrplan.check.rules import RULES
from scrplan.check.rules.records import Case, CheckedRow, Finding, RuleScope, Surroundings, at
from scrplan.check.rules.settings_rules import ALSO, NamesList, SettingsCase
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems
from scrplan.diagnostics import START, Diagnostic, FileFindings, Position, Severity
from scrplan.source.reader import Salvaged, salvage_plan
from scrplan.source.settings import read_board
from scrplan.yamltext import nodes
from scrplan.yamltext.document import MAX_PROBLEMS, Document
from scrplan.yamltext.nodes import position

Levels = Mapping[str, Severity]  # each rule that is on, with the severity of its findings
NEVER_ALLOWED = frozenset({"unknown-rule", "allow-without-note", "idle-allow"})


def check_plan(
    document: Document, plan_id: str, around: Surroundings, levels: Levels, names: Names | None = None
) -> FileFindings:
    """Return every problem of a plan, in the order of the file."""
    read = salvage_plan(document, plan_id)
    found = [*read.problems, *_more_by_the_schema(document, PLAN_SCHEMA, read.problems)]
    hits = identifiers(document.text, names)
    judged = [*_of_hits(document, hits, levels), *_in_the_name(document, plan_id, levels, names)]
    case = _case(document, plan_id, read, around, found)
    if case:
        rows = list(case.rows())
        judged += [_diagnostic(document.path, rule, one, levels) for rule, one in _judged(case, rows, levels)]
        judged = _without_allowed(rows, judged, levels, names) if any(row.allowed for row in rows) else judged
    return _findings(document, [*_capped(found), *judged], hits, names)


def check_settings(
    document: Document, levels: Levels, look_at: Callable[[str], NamesList], names: Names | None = None
) -> FileFindings:
    """Return every problem of the board's own settings, in the order of the file.

    `look_at` finds out about the private list of names from its path as the settings write it.
    """
    _, problems = read_board(document)
    found = [*problems, *_more_by_the_schema(document, BOARD_SCHEMA, problems)]
    hits = identifiers(document.text, names)
    judged = _of_hits(document, hits, levels)
    if isinstance(document.root, nodes.Mapping):
        case = SettingsCase(document.root, _names_list(document.root, levels, look_at))
        judges = ALSO | {rule.name: rule.judge for rule in RULES.values() if rule.scope is RuleScope.SETTINGS}
        judged += [
            _diagnostic(document.path, name, one, levels)
            for name, judge in judges.items()
            if name in levels
            for one in judge(case)
        ]
    return _findings(document, [*_capped(found), *judged], hits, names)


def _names_list(root: nodes.Mapping, levels: Levels, look_at: Callable[[str], NamesList]) -> NamesList:
    """Return what is known of the list of names that the settings name, without checks that nobody asked for."""
    entry = root.entries.get("names_file")
    found = look_at(entry[1].text) if entry and isinstance(entry[1], nodes.Scalar) else NamesList()
    return found._replace(unchecked=tuple(one for one in found.unchecked if one.rule in levels))


def _more_by_the_schema(document: Document, schema: str, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what the schema refuses beside what the reader found.

    The reader refuses whatever the schema refuses, which the tests hold for any mutation of a plan; so a file that it
    takes is not read a second time, at four times the cost.
    """
    told = {problem.position for problem in found}
    if 0 < len(told) < MAX_PROBLEMS:
        yield from schema_problems(document, schema, told)


def _capped(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the mistakes of form, with a word on those that are not told where there are too many."""
    if len(found) < MAX_PROBLEMS:
        return found
    last = max(found, key=lambda one: one.position)
    words = f"there are more than {MAX_PROBLEMS} mistakes of form, and those after this one are not reported"
    return [*found, Diagnostic(last.path, last.position, "too-many", words, "fix these first, then check again")]


def _case(
    document: Document, plan_id: str, read: Salvaged, around: Surroundings, problems: list[Diagnostic]
) -> Case | None:
    if read.plan is None:
        return None
    assessed = assess_by(around.board, read.plan, around.day)
    return Case(document, plan_id, assessed, read.places, Faults(document.root, problems), around)


def _judged(case: Case, rows: Iterable[CheckedRow], levels: Levels) -> Iterator[tuple[str, Finding]]:
    """Yield what each rule finds that is on, and whose ground was read without a mistake."""
    on = [rule for rule in RULES.values() if rule.name in levels]
    for rule in on:
        if rule.scope is RuleScope.PLAN and rule.can_judge(case.faults.of()):
            for one in rule.judge(case):
                yield rule.name, one
    by_row = [rule for rule in on if rule.scope is RuleScope.ROW]
    for row in rows:
        faults = _faults(row)
        kinds = row.conflicts
        # Where nobody can read what is allowed, only what is usually an error is told.
        in_doubt = "allow" in faults
        for rule in by_row:
            if in_doubt and rule.severity is not Severity.ERROR:
                continue
            # Most rows have no conflict of most kinds; nothing is called for those.
            if (rule.conflict is None or rule.conflict in kinds) and (not faults or rule.can_judge(faults)):
                for one in rule.judge(row):
                    yield rule.name, one._replace(message=f"{row.name}: {one.message}")


def _faults(row: CheckedRow) -> frozenset[str]:
    actions = (row.case.node(action) for action in row.item.recommendation.actions)
    return row.case.faults.of(row.node, *actions)


def _of_hits(document: Document, hits: list[Hit], levels: Levels) -> list[Diagnostic]:
    """Return the identifiers in a text as findings."""
    if not hits:
        return []
    lines = LineStarts(document.text)
    found = []
    for hit in hits:
        if hit.rule in levels:
            message, hint = _words(hit.rule)
            one = Finding(lines.position(hit.start), lines.position(hit.end), message, hint)
            found.append(_diagnostic(document.path, hit.rule, one, levels))
    return found


def _in_the_name(document: Document, plan_id: str, levels: Levels, names: Names | None) -> list[Diagnostic]:
    """Return that the name of the file holds a listed name."""
    rule = "listed-name"
    if names is None or rule not in levels or not any(listed_names(plan_id.title(), names)):
        return []
    _, hint = _words(rule)
    words = "a name from the board's private list is in the name of the file"
    return [Diagnostic(document.path, START, rule, words, hint, levels[rule])]


@cache
def _words(rule: str) -> tuple[str, str]:
    """Return the heading of a rule's page as a message, and how to fix it."""
    page = page_of(RULES[rule])
    mend = next(one for one in page.paragraphs if one.startswith("To fix: "))
    return page.title[0].lower() + page.title[1:], mend.removeprefix("To fix: ").rstrip(".")


def _diagnostic(path: str, rule: str, one: Finding, levels: Levels) -> Diagnostic:
    return Diagnostic(path, one.start, rule, one.message, one.hint, levels[rule], one.end)


def _without_allowed(
    rows: list[CheckedRow], judged: list[Diagnostic], levels: Levels, names: Names | None
) -> list[Diagnostic]:
    """Return the findings but for those that their row allows, and what is allowed there without need."""
    starts = [position(row.node) for row in rows]
    ends = [_end_of(row.node) for row in rows]
    used: set[tuple[int, str]] = set()
    kept = []
    for one in judged:
        index = bisect_right(starts, one.position) - 1
        inside = index >= 0 and one.position <= ends[index] and one.rule not in NEVER_ALLOWED
        if inside and one.rule in rows[index].allowed:
            used.add((index, one.rule))
        else:
            kept.append(one)
    unjudged = {"date-overwritten"} | (set() if names else {"listed-name"})
    for index, row in enumerate(rows) if "idle-allow" in levels else ():
        kept += _idle(row, levels, {name for at_row, name in used if at_row == index} | unjudged)
    return kept


def _idle(row: CheckedRow, levels: Levels, needed: set[str]) -> Iterator[Diagnostic]:
    entry = row.node.entries.get("allow")
    faults = _faults(row)
    if "allow" in faults:
        return
    for node in entry[1].items if entry and isinstance(entry[1], nodes.Sequence) else ():
        name = node.text if isinstance(node, nodes.Scalar) else ""
        rule = RULES.get(name)
        if rule and not rule.is_fixed and name in levels and name not in needed and rule.can_judge(faults):
            one = at(node, f"{row.name}: {name} is allowed here, and finds nothing", "take it out of allow")
            yield _diagnostic(row.case.document.path, "idle-allow", one, levels)


def _end_of(node: nodes.Node) -> Position:
    """Return where the last value of a row ends; a comment behind it belongs to nobody."""
    last = nodes.last_value(node)
    return Position(last.end.line + 1, last.end.column + 1)


def _findings(document: Document, found: Sequence[Diagnostic], hits: list[Hit], names: Names | None) -> FileFindings:
    """Return the findings in order, with every identifier covered."""
    told = discreet(found, document.root, hits, names)
    ordered = tuple(sorted(set(told), key=lambda problem: problem.sort_key))
    return FileFindings(document.path, ordered, _lines(covered(document.text, hits), ordered))


def _lines(text: str, found: tuple[Diagnostic, ...]) -> dict[int, str]:
    """Return the lines in which findings begin."""
    if not found:
        return {}
    lines = text.split("\n")
    wanted = {one.position.line for one in found}
    return {number: lines[number - 1].rstrip("\r") for number in sorted(wanted) if number <= len(lines)}
