import pytest

from scrplan.diagnostics import Diagnostic
from scrplan.model import Agency, Board, Quarters, Rating, State, View
from scrplan.source.settings import VIEW_OPTIONS, read_board
from scrplan.yamltext.document import Document

FULL = """\
board: A board
ratings:
  Red: {state: in_progress, meaning: Late}
agencies:
  - {name: Health, full_name: The Health Trust, aliases: [NHS], succeeded_by: ICB}
themes: [information-sharing]
glossary:
  GP: General practice
quarters: calendar
due_soon_days: 0
stale_days: 3660
rules:
  no-lead: warning
  overdue: off
names_file: ~/names.txt
views:
  mine: {agency: [Health, 5], rag: red, sort: due}
"""


def read(text: str) -> tuple[Board | None, tuple[Diagnostic, ...]]:
    return read_board(Document.from_text(text, "scrplan.yaml"))


def test_every_setting_is_read() -> None:
    assert read(FULL) == (
        Board(
            board="A board",
            ratings={"Red": Rating("Red", State.IN_PROGRESS, "Late", True)},
            agencies=(Agency("Health", "The Health Trust", ("NHS",), "ICB"),),
            themes=("information-sharing",),
            glossary={"GP": "General practice"},
            quarters=Quarters.CALENDAR,
            due_soon_days=0,
            stale_days=3660,
            rules={"no-lead": "warning", "overdue": "off"},
            names_file="~/names.txt",
            views={"mine": View("mine", {"agency": ("Health", "5"), "rag": ("red",), "sort": ("due",)})},
        ),
        (),
    )


def test_settings_left_out_have_their_defaults() -> None:
    board, problems = read("board: A board\n")
    assert problems == ()
    assert board == Board("A board")
    assert (board.due_soon_days, board.stale_days, board.quarters) == (28, 92, Quarters.FINANCIAL)


@pytest.mark.parametrize("option", VIEW_OPTIONS)
def test_view_takes_each_option(option: str) -> None:
    board, problems = read(f"views: {{mine: {{{option}: [a, b]}}}}\n")
    assert problems == ()
    assert board is not None
    assert board.views["mine"].options == {option: ("a", "b")}


@pytest.mark.parametrize("level", ["error", "warning", "advice", "off"])
def test_rule_takes_each_severity(level: str) -> None:
    board, problems = read(f"rules: {{no-lead: {level}}}\n")
    assert problems == ()
    assert board is not None
    assert board.rules == {"no-lead": level}


# text, rule, line, column, telling words
PROBLEMS = {
    "text": ("hello\n", "wrong-type", 1, 1, "these are no settings: the first level has no keys: begin with board:"),
    "list": ("- board: x\n", "wrong-type", 1, 1, "no settings"),
    "empty file": ("", "empty", 1, 1, "holds nothing"),
    "unknown key": ("bord: x\n", "unknown-key", 1, 1, "scrplan.yaml has no key 'bord': did you mean 'board'?"),
    "empty board": ("board:\n", "empty-value", 1, 7, "board is empty"),
    "board as number": ("board: 5\n", "wrong-type", 1, 8, "put it in quotes"),
    "ratings as list": ("ratings: [red]\n", "wrong-type", 1, 10, "ratings must name each rating"),
    "no ratings": ("ratings: {}\n", "wrong-type", 1, 10, "write green: {state: complete, meaning: Done}"),
    "rating without state": ("ratings: {red: {meaning: x}}\n", "missing-key", 1, 16, "a rating has no state"),
    "agencies as keys": ("agencies: {a: b}\n", "wrong-type", 1, 11, "agencies must be a list"),
    "agency without name": ("agencies: [{full_name: x}]\n", "missing-key", 1, 12, "an agency has no name"),
    "unknown key of an agency": ("agencies: [{name: x, nme: y}]\n", "unknown-key", 1, 22, "did you mean 'name'?"),
    "themes as text": ("themes: x\n", "wrong-type", 1, 9, "themes must be a list"),
    "glossary as list": ("glossary: [a]\n", "wrong-type", 1, 11, "names with their values: write each on a line"),
    "glossary as nothing": ("glossary:\n", "wrong-type", 1, 10, "names with their values"),
    "empty word of the glossary": ("glossary:\n  GP:\n", "empty-value", 2, 6, "GP is empty"),
    "glossary of numbers": ("glossary: {GP: 5}\n", "wrong-type", 1, 16, "GP must be text"),
    "unknown quarters": ("quarters: finance\n", "unknown-value", 1, 11, "did you mean 'financial'?"),
    "days below nothing": ("due_soon_days: -1\n", "out-of-range", 1, 16, "from 0 to 3660"),
    "too many days": ("due_soon_days: 3661\n", "out-of-range", 1, 16, "due_soon_days is 3661"),
    "no stale day": ("stale_days: 0\n", "out-of-range", 1, 13, "from 1 to 3660"),
    "days in words": ("stale_days: many\n", "wrong-type", 1, 13, "must be a whole number, and is text ('many')"),
    "days without end": ("stale_days: .Inf\n", "wrong-type", 1, 13, "must be a whole number"),
    "rules as list": ("rules: [no-lead]\n", "wrong-type", 1, 8, "names with their values"),
    "unknown severity": (
        "rules: {no-lead: warn}\n",
        "unknown-value",
        1,
        18,
        "no-lead: 'warn' is no severity: choose from error",
    ),
    "severity as boolean": ("rules: {no-lead: false}\n", "wrong-type", 1, 18, "true or false"),
    "empty severity": ("rules:\n  no-lead:\n", "empty-value", 2, 11, "no-lead is empty"),
    "views as list": ("views: [mine]\n", "wrong-type", 1, 8, "names with their values"),
    "view as text": (
        "views: {mine: red}\n",
        "wrong-type",
        1,
        15,
        "the view 'mine' must hold options: write agency: [Health]",
    ),
    "unknown option": (
        "views: {mine: {raq: red}}\n",
        "unknown-key",
        1,
        16,
        "the view 'mine' has no key 'raq': did you mean 'rag'?",
    ),
    "option as mapping": (
        "views: {mine: {rag: {a: b}}}\n",
        "wrong-type",
        1,
        21,
        "rag must be a value, or a list of values",
    ),
    "option without value": ("views: {mine: {rag: ''}}\n", "wrong-type", 1, 21, "write it as on the command line"),
    "option of null": ("views: {mine: {rag: ~}}\n", "wrong-type", 1, 21, "rag must be a value"),
    "option of a boolean": ("views: {mine: {rag: true}}\n", "wrong-type", 1, 21, "rag must be a value"),
    "entry of null": ("views: {mine: {rag: [red, ~]}}\n", "wrong-type", 1, 27, "rag must be a value"),
    "entry of an option as list": ("views: {mine: {rag: [red, []]}}\n", "wrong-type", 1, 27, "rag must be a value"),
    "anchor": ("board: &b x\n", "anchor", 1, 8, "'&b'"),
    "syntax": ("board: @x\n", "syntax", 1, 8, "keeps for itself"),
}


@pytest.mark.parametrize("case", PROBLEMS.values(), ids=PROBLEMS)
def test_problem_of_settings_is_told_at_its_place(case: tuple[str, str, int, int, str]) -> None:
    text, rule, line, column, words = case
    board, problems = read(text)
    assert board is None
    assert [(one.rule, *one.position) for one in problems] == [(rule, line, column)]
    assert words in problems[0].line()


def test_problems_of_settings_come_in_the_order_of_the_file() -> None:
    _, problems = read("views: {a: b}\nboard:\nquarters: x\n")
    assert [one.position.line for one in problems] == [1, 2, 3]


def test_duplicate_agency_of_the_register_is_told() -> None:
    _, problems = read("agencies:\n  - {name: Health}\n  - {name: Health}\n")
    assert [(one.rule, *one.position) for one in problems] == [("duplicate-agency", 3, 12)]
