"""Rules about names that must lead somewhere: themes, rules, plans and their rows."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from scrplan.check.redaction import LineStarts, every_node
from scrplan.check.rules.records import Case, CheckedRow, Finding, Rule, RuleScope, at, plan_rule, row_rule
from scrplan.diagnostics import Position, Severity
from scrplan.errors import nearest, shown, suggestion
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.model import Relation
from scrplan.selection.row_words import texts_of
from scrplan.yamltext.nodes import Mapping, Scalar, Sequence


def unknown_theme(row: CheckedRow) -> Iterator[Finding]:
    """The theme is not in the board's register.

    Where scrplan.yaml lists the themes in use, a theme spelt otherwise would never be found by a filter. Without such
    a list every theme is taken.

    To fix: use the register's word, or add the theme to it.

    Bad:
        # scrplan.yaml has themes: [information-sharing]
        - ...
          themes: [information-shearing]

    Good:
        # scrplan.yaml has themes: [information-sharing]
        - ...
          themes: [information-sharing]
    """
    known = row.around.board.themes
    if not known:
        return
    folded = {theme.casefold() for theme in known}
    for node in _items(row, "themes"):
        if node.text.casefold() not in folded:
            words = f"themes: {shown(node.text)} is not one of the board's themes"
            near = nearest(node.text, known)
            choice = f"did you mean {near!r}? If not," if near else f"{suggestion(node.text, known)}, or"
            yield at(node, words, f"{choice} add it to themes in scrplan.yaml")


def allow_without_note(row: CheckedRow) -> Iterator[Finding]:
    """A rule is silenced, and no note says why.

    What is silenced here is counted nowhere. Anyone who reads the plan next must find the reason beside it.

    To fix: give the reason under note, or take the rule out of allow.

    Bad:
        - ...
          allow: [no-lead]

    Good:
        - ...
          allow: [no-lead]
          note: The plan was published without leads.
    """
    if row.allowed and not row.item.facts.note:
        names = f"{', '.join(row.allowed)} {'is' if len(row.allowed) == 1 else 'are'}"
        yield row.about(None, f"{names} allowed here, and no note says why", "give the reason under note", "allow")


def unknown_rule(row: CheckedRow) -> Iterator[Finding]:
    """There is no rule of this name to allow.

    A misspelt name silences nothing. Mistakes in the form of the file cannot be allowed at all: with them the plan
    cannot be read.

    To fix: use one of the names that `scrplan rules` lists.

    Bad:
        - ...
          allow: [no-leed]
          note: The plan was published without leads.

    Good:
        - ...
          rag: amber
          allow: [no-lead]
          note: The plan was published without leads.
    """
    from scrplan.check.rules import RULES  # noqa: PLC0415  (the table holds this rule too)

    for node in _items(row, "allow"):
        rule = RULES.get(node.text)
        if rule is None:
            open_names = [name for name, one in RULES.items() if not one.is_fixed]
            yield at(node, f"allow: there is no rule {shown(node.text)}", suggestion(node.text, open_names))
        elif rule.is_fixed:
            words = f"allow: {node.text} is a mistake in the form of the file"
            yield at(node, words, "it cannot be allowed; take it out and fix the mistake")


def idle_allow() -> tuple[Finding, ...]:
    """A rule is allowed that finds nothing here.

    What was silenced has been fixed since, or was never found: the exception can go, so that the next real finding
    is not hidden by it.

    To fix: take the rule out of allow.

    Bad:
        - ...
          leads: [{role: Director of Nursing}]
          allow: [no-lead]
          note: The plan was published without leads.

    Good:
        - ...
          allow: [no-lead]
          note: The plan was published without leads.
    """
    return ()  # found by the checker, which knows what was silenced


def key_in_text(case: Case) -> Iterator[Finding]:
    """A key is inside a text.

    A line that is indented too far belongs to the text above it. What looks like a due date or a rating, or a whole
    recommendation, is then only words: nothing counts it, and nothing else would show it.

    To fix: move the line to the left, to where the keys of its row stand; where it is part of the text, put the text in
    quotes, or allow this rule and say so in the note.

    Bad:
        - ref: "1"
          agency: Health
          text: >-
            Write to the Home Office
            due: 2012-07

    Good:
        - ref: "1"
          agency: Health
          text: >-
            Write to the Home Office, due in July 2012
          due: 2012-07
    """
    if case.document.problems:
        return  # the second of two keys of one name is no key of the tree
    if not any(
        ":" in text and not _KEYS_WITH_COLON.isdisjoint(text.split()) for text in texts_of(case.plan, KEYS_OF[PLAN])
    ):
        return  # as in nearly every plan; what follows looks at every key
    looks = [(place.start(1), place[1]) for place in _LOOKS_LIKE_A_KEY.finditer(case.document.text)]
    holders = (node for node in every_node(case.document.root) if isinstance(node, Mapping))
    keys = {key.start.index for holder in holders for key, _ in holder.entries.values()}
    lines = LineStarts(case.document.text)
    before = 0
    for start, name in looks:
        if start in keys:
            continue
        place = lines.position(start)
        # Of several lines in a row the first tells; they were moved in together.
        if place.line != before + 1:
            words = f"{name}: is part of the text above here, and not a key"
            end = Position(place.line, place.column + len(name))
            yield Finding(place, end, words, "move it to the left, to where the keys of its row stand")
        before = place.line


_KEYS = frozenset(KEYS_OF["recommendations"].by_name)
_KEYS_WITH_COLON = frozenset(f"{key}:" for key in _KEYS)
_LOOKS_LIKE_A_KEY = re.compile(rf"^[ ]+(?:- )?({'|'.join(sorted(_KEYS))}):(?= |\r?$)", re.MULTILINE)


def same_id(case: Case) -> Iterator[Finding]:
    """Two plans have one id.

    A link to the id, and every command that is given it, could mean either of them.

    To fix: give one of the two another id, and rename its file.

    Bad:
        # also in the repository: archive/sample.yaml
        id: sample

    Good:
        # also in the repository: archive/sample-2011.yaml
        id: sample
    """
    own = case.document.path
    others = [path for path in case.around.plans.get(case.plan.id, ()) if path != own]
    if others:
        entry = case.document.root.entries.get("id") if case.document.root else None  # type: ignore[union-attr]
        words = f"the id {shown(case.plan.id)} is also that of {PurePath(others[0]).as_posix()}"
        node = entry[1] if entry else case.document.root
        if node is not None:
            yield at(node, words, "give one of the two another id, and rename its file")


def broken_link(row: CheckedRow) -> Iterator[Finding]:
    """A link leads to a plan or a recommendation that is not there.

    Lessons repeat across reviews, and a link says so. One that leads nowhere says nothing, and after a renumbering it
    may lead to the wrong row. What a recommendation of this plan was split from may be gone.

    To fix: correct the plan's id or the ref.

    Bad:
        - ...
          links:
            - {plan: sample, ref: "7", relation: repeats}

    Good:
        - ...
        - ref: "2"
          agency: Health
          text: Write to the Home Office again
          links:
            - {plan: sample, ref: "1", relation: repeats}
    """
    own = {row.case.plan.id, row.case.plan_id}
    for link in row.item.recommendation.links:
        entries = row.case.node(link).entries
        if link.plan not in own and link.plan not in row.around.plans:
            words = f"the link leads to the plan {shown(link.plan)}, which is not here"
            yield at(entries["plan"][1], words, suggestion(link.plan, row.around.plans))
            continue
        refs = row.case.refs if link.plan in own else row.around.refs_of(link.plan)
        may_be_gone = link.relation is Relation.SPLIT_FROM and link.plan in own
        if refs is not None and link.ref not in refs and not may_be_gone:
            words = f"the link leads to {shown(link.ref)} of {link.plan}, which has no such ref"
            yield at(entries["ref"][1], words, suggestion(link.ref, sorted(refs)))


def _items(row: CheckedRow, key: str) -> Iterator[Scalar]:
    entry = row.node.entries.get(key)
    for node in entry[1].items if entry and isinstance(entry[1], Sequence) else ():
        if isinstance(node, Scalar):
            yield node


_ERROR = Severity.ERROR

RULES = (
    plan_rule("key-in-text", _ERROR, key_in_text),
    plan_rule("same-id", _ERROR, same_id, "id"),
    row_rule("broken-link", _ERROR, broken_link, "links"),
    row_rule("unknown-theme", _ERROR, unknown_theme, "themes"),
    row_rule("unknown-rule", _ERROR, unknown_rule, "allow"),
    row_rule("allow-without-note", _ERROR, allow_without_note, "allow note"),
    Rule("idle-allow", Severity.ADVICE, RuleScope.CHECK, idle_allow, idle_allow.__doc__ or ""),
)
