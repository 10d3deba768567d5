"""Acts done to the text of a plan, without a file and without the command line."""

from collections.abc import Callable

from scrplan.dates import Period, parse_period
from scrplan.model import Plan, Recommendation
from scrplan.recording.operations import Act, Said
from scrplan.recording.targets import Target, target_of
from scrplan.source.key_orders import plan_order
from scrplan.source.reader import salvage_plan
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from tests.building import plan_of, plan_text

ON = parse_period("2013-09")

ROWS = """\
  - ref: "1"
    agency: Health
    text: Write
    rag: amber
    due: 2012-07
    due_text: July 2012 Board
    leads: [{role: Head of service, agency: Health}]
    outcome: Letters are written
    updates:
      - {on: 2013-03, text: Drafted}
      - {on: 2013-09, text: Sent}
    note: It was late.
  - ref: "2"
    agency: Police
    text: Meet
  - ref: "3"
    agency: Health
    text: Train
    rag: green
    due: 2013-05
    revisions:
      - {from: 2012-05, to: 2013-05, reason: No room, on: 2012-04-03, approved_by: The board}
    leads: [{name: A. Person}, {role: Trainer, unconfirmed: true}]
    actions:
      - part: a
        text: Book
      - part: b
        text: Teach
        rag: red
        due: 2013-06
        leads: [{role: Teacher}]
    completed: 2013-04
    evidence: [{title: The list}]
    sign_off: {by: The board, on: 2013-06}
  - ref: "4"
    agency: Health
    text: Merge
    state: stopped
    stopped_reason: The trust is gone
    actions:
      - text: Only
"""
TEXT = plan_text(ROWS)


def target(ref: str, part: str | None = None, text: str = TEXT) -> Target:
    """Return a recommendation or an action of a plan's text."""
    document = Document.from_text(text, "sample.yaml")
    assert document.root is not None
    return target_of(salvage_plan(document, "sample"), document.root, ref, part)


def plan_after(act: Act, text: str = TEXT) -> Plan:
    """Return the plan of a text after an act, read strictly."""
    return plan_of(edited(Document.from_text(text, "sample.yaml"), act.edits, plan_order()))


def row_after(act: Act, text: str = TEXT) -> Recommendation:
    """Return the recommendation that an act was done to; no other may differ."""
    before, after = plan_of(text), plan_after(act, text)
    assert before._replace(recommendations=()) == after._replace(recommendations=())
    ref = act.words.partition(":")[0].split(" ")[0]
    others = [[row for row in plan.recommendations if row.ref != ref] for plan in (before, after)]
    assert others[0] == others[1]
    return next(row for row in after.recommendations if row.ref == ref)


def said(text: str = "", by: str = "", rag: str | None = None, on: str | Period = ON) -> Said:
    """Return an entry of progress of September 2013, unless that says more."""
    return Said(parse_period(on) if isinstance(on, str) else on, by, text, rag)


Doing = Callable[[Target], Act]
