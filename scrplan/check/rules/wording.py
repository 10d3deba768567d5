"""Advice on how a recommendation or action is worded; never a score, and only while the work is open."""

import re
from collections.abc import Iterator

from scrplan.assessment import Item
from scrplan.assessment.items import leaves
from scrplan.check.rules.records import CheckedRow, Finding, at_words, row_rule
from scrplan.diagnostics import Severity
from scrplan.yamltext.nodes import Scalar

# All in small letters, as the texts are compared: letting the pattern do that takes three times as long.

# Verbs that name a wish and no act.
_VAGUE = re.compile(
    r"\b(?:ensur(?:e|ed|es|ing)|consider(?:ed|s|ing)?|promot(?:e|es|ing)|support(?:s|ing)?|encourag(?:e|es|ing)|"
    r"explor(?:e|es|ing)|rais(?:e|es|ing) (?:the )?(?:profile|awareness)|be (?:more )?(?:aware|mindful|alert)|"
    r"seek(?:s|ing)? to|work(?:ing)? (?:with|towards?|together)|continu(?:e|es|ing) to|strengthen(?:s|ing)?|"
    r"improv(?:e|es|ing)|develop(?:s|ing)? better|enhanc(?:e|es|ing)|embed(?:s|ding)?|look(?:ing)? (?:at|into)|"
    r"give (?:due )?consideration|take account|where (?:possible|appropriate))\b"
)
# What somebody could later look at, count or ask for.
_TESTABLE = re.compile(
    r"\d|\b(?:audit|survey|sampl|dip[- ]sampl|per cent|percentage|all cases|each case|report(?:ed|s)? to|"
    r"present(?:ed)? to|publish|written|letters?|writ(?:e|es|ing)|forms?|polic(?:y|ies)|protocols?|procedures?|"
    r"templates?|tools?|checklists?|pathways?|guidance|registers?|agreements?|"
    r"contracts?|records?|minutes|terms of reference|appoint|recruit|"
    r"meetings?|inspect|measur|monitor|evaluat|performance|target|indicator)\w*"
)
# What only tells people, and what changes how they work.
_TELLING = re.compile(
    r"\b(?:remind\w*|train(?:ed|ing|s)?|brief(?:ed|ing|ings)?|newsletters?|bulletins?|circulat\w*|disseminat\w*|"
    r"cascad\w*|e-?mail\w*|rais\w* (?:the )?awareness|awareness|learning events?|workshops?|seminars?)\b"
)
_CHANGING = re.compile(
    r"\b(?:audit\w*|protocols?|polic(?:y|ies)|procedures?|forms?|systems?|templates?|checklists?|pathways?|standards?|"
    r"supervis\w*|commission\w*|contract\w*|appoint\w*|recruit\w*|monitor\w*|evaluat\w*|review\w*|record\w*|"
    r"assess\w*|measur\w*|inspect\w*|agreements?|meetings?|panels?|registers?|alerts?|referral\w*|competenc\w*)\b"
)


def untestable(row: CheckedRow) -> Iterator[Finding]:
    """Nobody could test whether this was done.

    "Ensure", "consider", "promote": a vague verb, and nothing that somebody could later look at, count or ask for.
    Such an action can be called done on any day, or on none.

    To fix: say what will exist or be counted when it is done; agree under evidence_wanted what will show it, and by
    when under due.

    Bad:
        - ref: "1"
          agency: Health
          text: Ensure that staff are mindful of the child's lived experience
          rag: amber

    Good:
        - ref: "1"
          agency: Health
          text: Ensure that staff are mindful of the child's lived experience
          rag: amber
          due: 2013-12
          evidence_wanted: Two audits of 20 files, in which the child's own words are recorded
    """
    for leaf in _open_leaves(row):
        text = _wording(leaf)
        vague = _VAGUE.search(text)
        if vague and not _measure(row, leaf) and not _TESTABLE.search(text):
            also = "" if leaf.due else ", and there is no due date"
            words = f"{vague[0]!r} cannot be tested, nothing says what would show it{also}"
            yield _at(row, leaf, vague[0], words, "agree under evidence_wanted what will show that it was done")


def only_training(row: CheckedRow) -> Iterator[Finding]:
    """Only a reminder or training.

    Telling people is the weakest of measures: what is taught once is forgotten, and staff change. Measures that
    change how the work is done, such as a form, a check or a rule of supervision, last longer.

    To fix: consider what would make the right thing the easy thing, or how the effect of the training will be measured.

    Bad:
        - ref: "1"
          agency: Health
          text: All staff will be reminded of the importance of curiosity
          rag: amber

    Good:
        - ref: "1"
          agency: Health
          text: Staff will be trained in the new assessment form, and its use audited after six months
          rag: amber
    """
    for leaf in _open_leaves(row):
        text = _wording(leaf)
        telling = _TELLING.search(text)
        if telling and not _CHANGING.search(text) and not _measure(row, leaf):
            words = f"{telling[0]!r}: this only tells people, and changes nothing in how the work is done"
            yield _at(row, leaf, telling[0], words, "add what will make it last, or how its effect will be measured")


def _open_leaves(row: CheckedRow) -> Iterator[Item]:
    return (leaf for leaf in leaves(row.item) if leaf.state.is_open)


def _measure(row: CheckedRow, leaf: Item) -> str:
    return leaf.facts.evidence_wanted or row.item.facts.evidence_wanted


def _wording(leaf: Item) -> str:
    text = leaf.action.text if leaf.action else leaf.recommendation.text
    return " ".join(text.lower().split())


def _at(row: CheckedRow, leaf: Item, words: str, message: str, hint: str) -> Finding:
    stated = next(one for one in row.stated if one.record is (leaf.action or leaf.recommendation))
    key, text = stated.node.entries["text"]
    return at_words(row.case.document, text if isinstance(text, Scalar) else key, words, stated.says(message), hint)


_ON = "text evidence_wanted rag state completed ratings actions"

RULES = (
    row_rule("untestable", Severity.ADVICE, untestable, _ON),
    row_rule("only-training", Severity.ADVICE, only_training, _ON),
)
