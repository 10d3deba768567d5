"""Rules over the board's own settings: names that must be known, and the private list that must stay private."""

from collections.abc import Iterator
from typing import NamedTuple

from scrplan.assessment import Timeliness
from scrplan.check.rules.records import NOT_CHECKED, Finding, Rule, RuleScope, Unchecked, at
from scrplan.dates import BadDate, parse_period
from scrplan.diagnostics import Severity
from scrplan.errors import shown, suggestion
from scrplan.model import State
from scrplan.selection.filters import spelt
from scrplan.selection.item_fields import FIELD_ALIASES, FIELDS, OPEN
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence


class NamesList(NamedTuple):
    """What is known of the private list of names: whether git has it or would take it, what could not be checked."""

    in_git: bool = False
    unchecked: tuple[Unchecked, ...] = ()


class SettingsCase(NamedTuple):
    """The settings being checked, and the list of names to which they lead."""

    root: Mapping
    names_list: NamesList


def names_in_git(case: SettingsCase) -> Iterator[Finding]:
    """The private list of names would be committed.

    The list holds the very names that must never be published. A file of the repository that git does not ignore
    will be in it sooner or later, for ever.

    To fix: move the list out of the repository, or name it in .gitignore; if it was committed, tell your data
    protection officer.
    """
    entry = case.root.entries.get("names_file")
    if entry and case.names_list.in_git:
        words = "git has the private list of names, or would take it with the next commit"
        yield at(entry[1], words, "move it out of the repository, or name it in .gitignore")


def unusable_names(case: SettingsCase) -> Iterator[Finding]:
    """A check could not run.

    What was not looked at may be wrong: a check that is left out in silence passes for one that found nothing. So each
    is reported once, with the reason: due dates that could not be compared with those of earlier commits, because the
    clone is shallow, was made without older files, belongs to another user, or git is not installed; names that could
    not be looked for, because the private list is not there, cannot be read or holds no name; links to a plan that
    cannot be read. With --strict it is an error. A folder without any repository of git, and a repository without a
    commit, have no earlier due dates, and nothing is reported. Where a check is left out on purpose, as that for names
    on a public server, say so: --ignore listed-name.

    To fix: do what the message says, such as git fetch --unshallow, then check again.

    Bad:
        # scrplan.yaml
        names_file: ../private/no-such-list.txt

    Good:
        # the private list has: Jo Bloggs
        - ...
    """
    entry = case.root.entries.get("names_file")
    if entry:
        yield from (at(entry[1], one.why, one.hint) for one in case.names_list.unchecked)


def unknown_rules(case: SettingsCase) -> Iterator[Finding]:
    """Yield each name under rules that is none, or that of a mistake in the form of a file, which nobody can set."""
    from scrplan.check.rules import RULES  # noqa: PLC0415  (the table holds these rules too)

    entry = case.root.entries.get("rules")
    for name, (node, _) in entry[1].entries.items() if entry and isinstance(entry[1], Mapping) else ():
        if name not in RULES:
            open_names = [known for known, rule in RULES.items() if not rule.is_fixed]
            yield at(node, f"there is no rule {shown(name)}", suggestion(name, open_names))
        elif RULES[name].is_fixed:
            yield at(node, f"{name} is a mistake in the form of a file", "it is always an error; delete this line")


def bad_view(case: SettingsCase) -> Iterator[Finding]:
    """A saved view asks for something that does not exist.

    It would be noticed only by whoever uses the view next. States, timeliness, dates and fields to sort by are looked
    at; agencies, ratings and questions are each plan's own, and columns each command's.

    To fix: use a state, a timeliness, a date or a field that `scrplan list --help` names.

    Bad:
        # scrplan.yaml
        views:
          late: {timeliness: overdu}

    Good:
        # scrplan.yaml
        views:
          late: {timeliness: overdue}
    """
    entry = case.root.entries.get("views")
    for _, view in entry[1].entries.values() if entry and isinstance(entry[1], Mapping) else ():
        for option, (_, value) in view.entries.items() if isinstance(view, Mapping) else ():
            for node in value.items if isinstance(value, Sequence) else [value]:
                yield from _wrong_option(option, node)


_STATES = dict.fromkeys((OPEN, *(state.value for state in State)))
_WORDS = {"state": _STATES.keys(), "timeliness": dict.fromkeys(one.value for one in Timeliness).keys()}


def _wrong_option(option: str, node: Node) -> Iterator[Finding]:
    if not isinstance(node, Scalar):
        return
    if option in _WORDS and spelt(node.text, _WORDS[option]) not in _WORDS[option]:
        yield at(node, f"{option}: there is no {shown(node.text)}", suggestion(node.text, _WORDS[option]))
    if option == "sort":
        for key in (part.strip().removeprefix("-") for part in node.text.split(",")):
            if key not in FIELDS and key not in FIELD_ALIASES:
                yield at(node, f"sort: there is no field {shown(key)}", suggestion(key, FIELDS))
    if option in {"due_before", "due_after"}:
        try:
            parse_period(node.text)
        except BadDate as bad:
            yield at(node, f"{option}: {bad.message}", bad.hint)


RULES = (
    Rule("names-in-git", Severity.ERROR, RuleScope.SETTINGS, names_in_git, names_in_git.__doc__ or ""),
    Rule("bad-view", Severity.ERROR, RuleScope.SETTINGS, bad_view, bad_view.__doc__ or ""),
    Rule(NOT_CHECKED, Severity.WARNING, RuleScope.CHECK, unusable_names, unusable_names.__doc__ or ""),
)
# Found under the name of a rule that plans have too.
ALSO = {"unknown-rule": unknown_rules, NOT_CHECKED: unusable_names}
