"""Stories of a plan's due dates, each a few commits, with what must be told of them: more than one test asks them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tests.building import HEAD, plan_text
from tests.history.board_year import Step

SAMPLE = "plans/sample.yaml"
A, B, C, D = "2013-07", "2014-02", "2014-06", "2014-09"
FIRST_DAY = date(2013, 1, 10)


class Story(NamedTuple):
    """Commits in their order, then what was overwritten (`1a 2013-07 2014-02 late`) and the first dates (`1a 2013-07`).

    A commit without a name is called by its number from 1. Of what is told the last word is the commit.
    """

    steps: tuple[Step, ...]
    told: tuple[str, ...]
    firsts: tuple[str, ...]


def story(*versions: "str | Step", told: Iterable[str] = (), firsts: Iterable[str] = ()) -> Story:
    """Return a story of plan texts, one commit after another, and of steps, which say more."""
    steps = []
    for number, version in enumerate(versions, 1):
        one = version if isinstance(version, Step) else step(str(number), version)
        steps.append(one._replace(day=FIRST_DAY + timedelta(days=number)))
    return Story(tuple(steps), tuple(told), tuple(firsts))


def step(name: str, text: str, *after: str, path: str = SAMPLE) -> Step:
    """Return a commit with its name, after others than the one before it, or of another file."""
    return Step(name, FIRST_DAY, f"Officer {name}", f"Commit {name}", text, path, after)


def plan(*rows: str, head: str = HEAD) -> str:
    """Return the text of a plan."""
    return plan_text("".join(rows), head)


def row(*fields: str, ref: str = "1", text: str = "Do something", actions: Sequence[Sequence[str]] = ()) -> str:
    """Return a recommendation over several lines, each field `key: value`."""
    lines = [f'  - ref: "{ref}"', "    agency: Health", f"    text: {text}", *(f"    {field}" for field in fields)]
    lines += ["    actions:"] if actions else []
    for first, *others in actions:
        lines += [f"      - {first}", *(f"        {field}" for field in others)]
    return "".join(f"{line}\n" for line in lines)


def due(day: str, *fields: str) -> str:
    """Return a plan of one recommendation that is due on a day."""
    return plan(row(f"due: {day}", *fields))


def moved(was: str | None, now: str, reason: str = "The board met late") -> str:
    """Return a revision."""
    parts = (f"from: {was}" if was else "", f"to: {now}", f"reason: {reason}" if reason else "")
    return f"revisions: [{{{', '.join(filter(None, parts))}}}]"


def _two(one: str, other: str, **more: str) -> str:
    """Return a plan of two recommendations with their dates."""
    return plan(row(f"due: {one}", **more), row(f"due: {other}", ref="2", text="Do another thing"))


def _action(*fields: str, above: Sequence[str] = (f"due: {A}",), others: Sequence[Sequence[str]] = ()) -> str:
    return plan(row(*above, actions=[fields, *others]))


NOTED = "note: Nothing else"
NO_DATE = plan(row("due_text: soon"))
MISDATED = HEAD.replace("as_at: 2013-09", "as_at: soon")
UNQUOTED = HEAD.replace("title: A sample plan", 'title: "A sample plan')
X, Y = "text: Ask", "text: Tell"
LATER = plan(row(f"due: {B}"), row(ref="2", text="Do another thing"))

ONE_LINE: dict[str, Story] = {
    "never moved": story(due(A), due(A, NOTED)),
    "overwritten once": story(due(A), due(B), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]),
    "brought forward": story(due(B), due(A), told=[f"1 {B} {A} 2"], firsts=[f"1 {B}"]),
    "overwritten twice": story(due(A), due(B), due(C), told=[f"1 {A} {B} 2", f"1 {B} {C} 3"], firsts=[f"1 {A}"]),
    "there and back": story(due(A), due(B), due(A), firsts=[f"1 {A}"]),
    "there and back by two ways": story(due(A), due(B), due(C), due(A), firsts=[f"1 {A}"]),
    "there, back and on": story(due(A), due(B), due(A), due(C), told=[f"1 {A} {C} 4"], firsts=[f"1 {A}"]),
    "half back": story(due(A), due(B), due(C), due(B), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]),
    "with a revision and its reason": story(due(A), due(B, moved(A, B))),
    "with a revision that has no reason": story(due(A), due(B, moved(A, B, ""))),
    "with the revision of another move": story(due(A), due(B, moved(C, B)), told=[f"1 {A} {B} 2"]),
    "revised, then back by hand": story(
        due(A), due(B, moved(A, B)), due(A, moved(A, B)), told=[f"1 {B} {A} 3"], firsts=[f"1 {A}"]
    ),
    "overwritten, then back with a revision": story(due(A), due(B), due(A, moved(B, A)), firsts=[f"1 {A}"]),
    "recorded afterwards": story(due(A), due(B), due(B, moved(A, B))),
    "recorded afterwards, more precisely": story(due(A), due(B), due(B, moved(f"{A}-31", B))),
    "moved with a revision after that": story(
        due(A), due(B), due(C, moved(B, C)), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "revised after that, and recorded at last": story(
        due(A), due(B), due(C, "revisions:", f"  - {{from: {A}, to: {B}}}", f"  - {{from: {B}, to: {C}, reason: x}}")
    ),
    "the record taken out again": story(due(A), due(B, moved(A, B)), due(B), firsts=[f"1 {A}"]),
    "the record's first date lost": story(due(A), due(B, moved(None, B)), firsts=[f"1 {A}"]),
    "the record's first date lost, and no reason": story(
        due(A), due(B, moved(None, B, "")), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "recorded afterwards without the first date": story(due(A), due(B), due(B, moved(None, B)), firsts=[f"1 {A}"]),
    "that, then revised again": story(
        due(A),
        due(B),
        due(C, "revisions:", f"  - {{to: {B}, reason: x}}", f"  - {{from: {B}, to: {C}, reason: y}}"),
        firsts=[f"1 {A}"],
    ),
    "taken out": story(due(A), NO_DATE, told=[f"1 {A} - 2"], firsts=[f"1 {A}"]),
    "taken out, filled later": story(due(A), NO_DATE, due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    "taken out, filled as before": story(due(A), NO_DATE, due(A)),
    "taken out, filled with a revision": story(due(A), NO_DATE, due(B, moved(A, B))),
    "overwritten, taken out, filled as at first": story(due(A), due(B), NO_DATE, due(A), firsts=[f"1 {A}"]),
    "overwritten, then taken out": story(
        due(A), due(B), NO_DATE, told=[f"1 {A} {B} 2", f"1 {B} - 3"], firsts=[f"1 {A}"]
    ),
    "dated for the first time": story(NO_DATE, due(A)),
    "dated late, then overwritten": story(NO_DATE, due(A), due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    "more precise": story(due("2013-07"), due("2013-07-31")),
    "in another notation": story(due("2013-Q3"), due("2013/14-Q2")),
    "less precise": story(due("2013-09-30"), due("2013-Q3")),
    "more precise, then overwritten": story(
        due(A), due(f"{A}-31"), due(B), told=[f"1 {A}-31 {B} 3"], firsts=[f"1 {A}-31"]
    ),
    "overwritten, then more precise, then again": story(
        due(A), due(B), due("2014-02-28"), due(C), told=[f"1 {A} {B} 2", f"1 2014-02-28 {C} 4"], firsts=[f"1 {A}"]
    ),
    "begun with the new date": story(due(B)),
    "a milestone moved": story(
        due(A, "milestones:", f"  - {{text: Draft, due: {A}}}"), due(A, "milestones:", f"  - {{text: Draft, due: {B}}}")
    ),
    "made a milestone's": story(
        due(A), plan(row("milestones:", "  - text: Draft", f"    due: {A}")), told=[f"1 {A} - 2"], firsts=[f"1 {A}"]
    ),
    # -- numbers and places
    "renumbered afterwards": story(
        due(A), due(B), plan(row(f"due: {B}", ref="1a")), told=[f"1a {A} {B} 2"], firsts=[f"1a {A}"]
    ),
    "renumbered with it": story(due(A), plan(row(f"due: {B}", ref="7")), told=[f"7 {A} {B} 2"], firsts=[f"7 {A}"]),
    "renumbered before it": story(
        due(A),
        plan(row(f"due: {A}", ref="7")),
        plan(row(f"due: {B}", ref="7")),
        told=[f"7 {A} {B} 3"],
        firsts=[f"7 {A}"],
    ),
    "one of two with the same date": story(_two(A, A), _two(A, B), told=[f"2 {A} {B} 2"], firsts=[f"2 {A}"]),
    "moved with its place": story(
        _two(A, C),
        plan(row(f"due: {C}", ref="2", text="Do another thing"), row(f"due: {B}")),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "places changed alone": story(
        _two(A, C), plan(row(f"due: {C}", ref="2", text="Do another thing"), row(f"due: {A}"))
    ),
    "beside a new one": story(due(A), _two(B, C), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]),
    "beside one that goes": story(_two(A, C), due(B), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]),
    "gone at last": story(_two(A, C), _two(B, C), plan(row(f"due: {C}", ref="2", text="Do another thing"))),
    "away for a while": story(
        _two(A, C), _two(B, C), due(C), _two(C, C), told=[f"1 {A} {B} 2", f"1 {B} {C} 3"], firsts=[f"1 {A}"]
    ),
    # -- actions
    "an action's own date": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X, f"due: {B}"),
        told=[f"1a {A} {B} 2"],
        firsts=[f"1a {A}"],
    ),
    "an action that has its recommendation's": story(
        _action("part: a", X),
        _action("part: a", X, above=[f"due: {B}"]),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}", f"1a {A}"],
    ),
    "an action that gets one of its own": story(
        _action("part: a", X), _action("part: a", X, f"due: {B}"), told=[f"1a {A} {B} 2"], firsts=[f"1a {A}"]
    ),
    "an action that gets one of its own after its recommendation's was moved": story(
        _action("part: a", X),
        _action("part: a", X, above=[f"due: {B}"]),
        _action("part: a", X, f"due: {C}", above=[f"due: {B}"]),
        told=[f"1 {A} {B} 2", f"1a {B} {C} 3"],
        firsts=[f"1 {A}", f"1a {A}"],
    ),
    "an action that loses its own": story(
        _action("part: a", X, f"due: {A}", above=[f"due: {B}"]),
        _action("part: a", X, above=[f"due: {B}"]),
        told=[f"1a {A} {B} 2"],
        firsts=[f"1a {A}"],
    ),
    "an action that loses its own, which was its recommendation's too": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X),
        _action("part: a", X, above=[f"due: {B}"]),
        told=[f"1 {A} {B} 3"],
        firsts=[f"1 {A}", f"1a {A}"],
    ),
    "an action whose date goes, as its recommendation has none": story(
        _action("part: a", X, f"due: {A}", above=[]),
        _action("part: a", X, above=[]),
        told=[f"1a {A} - 2"],
        firsts=[f"1a {A}"],
    ),
    "a recommendation's date taken out, which an action had": story(
        _action("part: a", X),
        _action("part: a", X, above=[NOTED]),
        _action("part: a", X, f"due: {A}", above=[NOTED]),
        told=[f"1 {A} - 2"],
        firsts=[f"1 {A}"],
    ),
    "an action and its recommendation, recorded for both at the recommendation": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X, f"due: {B}", above=[f"due: {B}"]),
        _action("part: a", X, f"due: {B}", above=[f"due: {B}", moved(A, B)]),
        firsts=[f"1a {A}"],
    ),
    "an action, while its recommendation's move from the same date is recorded": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X, f"due: {C}", above=[f"due: {B}", moved(A, B)]),
        told=[f"1a {A} {C} 2"],
        firsts=[f"1a {A}"],
    ),
    "an action's own revision": story(
        _action("part: a", X, f"due: {A}"), _action("part: a", X, f"due: {B}", moved(A, B))
    ),
    "an action without part that moved place": story(
        _action(X, f"due: {A}", others=[[Y, f"due: {C}"]]),
        _action(X, f"due: {B}", others=[[Y, f"due: {C}"]]),
        _action(Y, f"due: {C}", others=[[X, f"due: {B}"]]),
        told=[f"1#2 {A} {B} 2"],
        firsts=[f"1#2 {A}"],
    ),
    "an action without part that moved place with its date": story(
        _action(X, f"due: {A}", others=[[Y, f"due: {C}"]]),
        _action(Y, f"due: {C}", others=[[X, f"due: {B}"]]),
        told=[f"1#2 {A} {B} 2"],
        firsts=[f"1#2 {A}"],
    ),
    "actions without part that changed places, and have the same date": story(
        _action(X, f"due: {A}", others=[[Y, f"due: {B}"]]),
        _action(X, f"due: {B}", others=[[Y, f"due: {B}"]]),
        _action(Y, f"due: {B}", others=[[X, f"due: {B}"]]),
        told=[f"1#2 {A} {B} 2"],
        firsts=[f"1#2 {A}"],
    ),
    "an action without part that moved up as another went": story(
        _action(Y, others=[[X, f"due: {A}"]]),
        _action(Y, others=[[X, f"due: {B}"]]),
        _action(X, f"due: {B}"),
        told=[f"1#1 {A} {B} 2"],
        firsts=[f"1#1 {A}"],
    ),
    "an action without part that went, as another moved up": story(
        _action(X, f"due: {A}", others=[[Y, f"due: {C}"]]),
        _action(X, f"due: {B}", others=[[Y, f"due: {C}"]]),
        _action(Y, f"due: {C}"),
    ),
    "an action that gets a part": story(
        _action(X, f"due: {A}"),
        _action(X, f"due: {B}", above=[f"due: {C}"]),
        _action("part: a", X, f"due: {B}", above=[f"due: {C}"]),
        told=[f"1 {A} {C} 2", f"1a {A} {B} 2"],
        firsts=[f"1 {A}", f"1a {A}"],
    ),
    "an action that loses its part": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X, f"due: {B}"),
        _action(X, f"due: {B}"),
        told=[f"1#1 {A} {B} 2"],
        firsts=[f"1#1 {A}"],
    ),
    "an action whose part is another": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: b", X, f"due: {B}"),
        told=[f"1b {A} {B} 2"],
        firsts=[f"1b {A}"],
    ),
    "an action of a recommendation that is renumbered": story(
        _action("part: a", X, f"due: {A}"),
        _action("part: a", X, f"due: {B}"),
        plan(row(f"due: {A}", ref="1a", actions=[["part: a", X, f"due: {B}"]])),
        told=[f"1aa {A} {B} 2"],
        firsts=[f"1aa {A}"],
    ),
    "an action that is put between a date and its owner": story(
        _action("part: a", X, f"due: {A}", above=[NOTED]),
        _action("part: a", X, above=[NOTED], others=[[Y, f"due: {A}"]]),
        told=[f"1a {A} - 2"],
        firsts=[f"1a {A}"],
    ),
    # -- versions that cannot be read
    "a broken version between": story(
        due(A), plan(row(f"due: {A}"), head=UNQUOTED), due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]
    ),
    "overwritten in a broken version": story(
        due(A), plan(row(f"due: {B}"), head=UNQUOTED), due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]
    ),
    "overwritten in the first of two broken versions": story(
        due(A),
        plan(row(f"due: {B}"), head=UNQUOTED),
        plan(row(f"due: {B}", NOTED), head=UNQUOTED),
        due(B, NOTED),
        told=[f"1 {A} {B} 4"],
        firsts=[f"1 {A}"],
    ),
    "overwritten in a version that is broken above, and mended after that": story(
        due(A),
        plan(row(f"due: {B}"), head=MISDATED),
        plan(row(f"due: {B}", NOTED), head=MISDATED),
        due(B, NOTED),
        due(C, NOTED),
        told=[f"1 {A} {B} 4", f"1 {B} {C} 5"],
        firsts=[f"1 {A}"],
    ),
    "overwritten where another comes, and is broken": story(
        due(A),
        plan(row(f"due: {B}"), row("completed: soon", ref="2", text="Do another thing")),
        plan(row(f"due: {C}"), row("completed: soon", ref="2", text="Do another thing")),
        plan(row(f"due: {C}"), row(ref="2", text="Do another thing")),
        told=[f"1 {A} {C} 4"],
        firsts=[f"1 {A}"],
    ),
    "overwritten and put back in broken versions": story(
        due(A), plan(row(f"due: {B}"), head=UNQUOTED), plan(row(f"due: {A}"), head=UNQUOTED), due(A, NOTED)
    ),
    "a date that is none between": story(due(A), due("soon"), due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    "the first version broken": story(plan(row(f"due: {A}"), head=UNQUOTED), due(B)),
    "nothing of a plan between": story(due(A), "\n", due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    # -- files
    "renamed with it": story(
        step("first", due(A).replace("sample", "other"), path="plans/other.yaml"),
        step("second", due(B)),
        told=[f"1 {A} {B} second"],
        firsts=[f"1 {A}"],
    ),
    "renamed later, and the id left for a while": story(
        step("first", due(A).replace("id: sample", "id: 'other'"), path="plans/other.yaml"),
        step("second", due(B).replace("id: sample", "id: 'other'"), path="plans/other.yaml"),
        step("third", due(B).replace("id: sample", "id: 'other'")),
        step("fourth", due(C)),
        told=[f"1 {A} {B} second", f"1 {B} {C} fourth"],
        firsts=[f"1 {A}"],
    ),
    "renamed twice, and there again": story(
        step("first", due(A)),
        step("second", due(A), path="plans/other.yaml"),
        step("third", due(B), path="plans/other.yaml"),
        step("fourth", due(B)),
        told=[f"1 {A} {B} third"],
        firsts=[f"1 {A}"],
    ),
    "brought from elsewhere": story(
        step("first", due(A), path="drafts/old/sample.yaml"),
        step("second", due(B), path="drafts/old/sample.yaml"),
        step("third", due(B)),
        told=[f"1 {A} {B} second"],
        firsts=[f"1 {A}"],
    ),
    "brought from elsewhere by two ways": story(
        step("first", due(A), path="sample.yaml"),
        step("second", due(A), path="drafts/sample.yml"),
        step("third", due(B)),
        told=[f"1 {A} {B} third"],
        firsts=[f"1 {A}"],
    ),
    "deleted and restored": story(due(A), due(B), "", due(B), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]),
    "deleted and restored with another date": story(due(A), "", due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    "deleted and restored twice": story(due(A), "", due(A), "", due(B), told=[f"1 {A} {B} 5"], firsts=[f"1 {A}"]),
    # -- how it is written
    "in flow style": story(
        plan(f"  - {{ref: 1, agency: Health, text: Do something, due: {A}}}\n"),
        plan(f"  - {{ref: 1, agency: Health, text: Do something, due: {B}}}\n"),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "in flow style from there on": story(
        due(A),
        plan(f"  - {{'due': '{B}', ref: 1, agency: Health, text: Do something}}\n"),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "in quotes": story(due(f'"{A}"'), due(f"'{A}'"), due(f'"{B}"'), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]),
    "under a key in quotes": story(
        plan(row(f'"due": {A}')), plan(row(f'"due": {B}')), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "on the next line": story(
        plan(row("due:", f"  {A}")), plan(row("due:", f"  {B}")), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "below a comment, in quotes": story(
        plan(row("due: # of the review", "", f'  "{A}"')),
        plan(row("due: # of the review", "", f'  "{B}"')),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "with a key that is marked as one": story(
        plan(row("? due", f": {A}")), plan(row("? due", f": {B}")), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "with a key that is not written as it is": story(
        plan(row(rf'"d\x75e": {A}')), plan(row(rf'"d\x75e": {B}')), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "in a text over several lines, by quotes around the line": story(
        plan(row('note: "This"', f"due: {A}", 'outcome: "That"')),
        plan(row('note: "This', f"due: {A}", 'outcome: That"')),
        told=[f"1 {A} - 2"],
        firsts=[f"1 {A}"],
    ),
    "with a comment behind": story(
        due(f"{A}  # as agreed"), due(f"{B}  # as agreed"), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "in a comment": story(due(A, "# due: 2013-01"), due(A, "# due: 2014-01")),
    "in texts": story(
        due(A, f"note: 'due: {A}'", "updates: [{on: 2013-03, text: 'ref: 2, due: 2013-07'}]"),
        due(A, f"note: 'due: {B}'", "updates: [{on: 2013-03, text: 'ref: 3, due: 2014-02'}]"),
    ),
    "in a text over several lines": story(
        due(A, "note: |", f"  due: {A}", "  - part: a"), due(A, "note: |", f"  due: {B}", "  - part: b")
    ),
    "in evidence": story(
        due(A, "evidence:", "  - title: Minutes", f"    ref: due {A}"),
        due(A, "evidence:", "  - title: Minutes", f"    ref: due {B}"),
    ),
    "with another end of lines": story(
        due(A).replace("\n", "\r\n"), due(B).replace("\n", "\r\n"), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "with another end of lines from there on": story(
        due(A), due(B).replace("\n", "\r\n"), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "with a byte order mark": story(
        f"\ufeff{due(A)}", due(A), f"\ufeff{due(B)}", told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]
    ),
    "without a last end of line": story(
        due(A).rstrip("\n"), due(B).rstrip("\n"), told=[f"1 {A} {B} 2"], firsts=[f"1 {A}"]
    ),
    "in a list that is not indented": story(
        plan_text(
            "- ref: 1\n  agency: Health\n  text: Ask\n  due: 2013-07\n- ref: 2\n  agency: Health\n  text: Tell\n"
        ),
        plan_text(
            "- ref: 1\n  agency: Health\n  text: Ask\n  due: 2014-02\n- ref: 2\n  agency: Health\n  text: Tell\n"
        ),
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "before other keys": story(
        f"{due(A)}board_asked_to:\n  - Ask\n",
        f"{due(B)}board_asked_to:\n  - Tell\n",
        told=[f"1 {A} {B} 2"],
        firsts=[f"1 {A}"],
    ),
    "an empty list at first": story(
        f"{HEAD}recommendations: []\n", due(A), due(B), told=[f"1 {A} {B} 3"], firsts=[f"1 {A}"]
    ),
}

FORKED: dict[str, Story] = {
    "on a branch that is merged": story(
        step("base", _two(A, C)),
        step("ours", _two(A, C, text="Do something else")),
        step("theirs", _two(B, C), "base"),
        step("merge", _two(B, C, text="Do something else"), "ours", "theirs"),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "on a branch that is merged without more ado": story(
        step("base", due(A)),
        step("ours", due(A, NOTED), "base"),
        step("theirs", due(B), "base"),
        step("merge", due(B), "ours", "theirs"),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "dropped by a merge that keeps ours": story(
        step("base", due(A)),
        step("ours", due(A, NOTED)),
        step("theirs", due(B), "base"),
        step("merge", due(A, NOTED), "ours", "theirs"),
        step("later", due(C, NOTED)),
        told=[f"1 {A} {C} later"],
        firsts=[f"1 {A}"],
    ),
    "dropped by a merge that takes something else of theirs": story(
        step("base", _two(A, C)),
        step("ours", plan(row(f"due: {A}", NOTED), row(f"due: {C}", ref="2", text="Do another thing"))),
        step("theirs", _two(B, D), "base"),
        step(
            "merge", plan(row(f"due: {A}", NOTED), row(f"due: {D}", ref="2", text="Do another thing")), "ours", "theirs"
        ),
        step("later", plan(row(f"due: {C}", NOTED), row(f"due: {D}", ref="2", text="Do another thing"))),
        told=[f"2 {C} {D} theirs", f"1 {A} {C} later"],
        firsts=[f"1 {A}", f"2 {C}"],
    ),
    "in the merge itself": story(
        step("base", due(A)),
        step("ours", due(A, NOTED)),
        step("theirs", due(A, "outcome: Good"), "base"),
        step("merge", due(B, NOTED, "outcome: Good"), "ours", "theirs"),
        told=[f"1 {A} {B} merge"],
        firsts=[f"1 {A}"],
    ),
    "in the merge itself, with its reason": story(
        step("base", due(A)),
        step("ours", due(A, NOTED)),
        step("theirs", due(A, "outcome: Good"), "base"),
        step("merge", due(B, moved(A, B), NOTED, "outcome: Good"), "ours", "theirs"),
    ),
    "on both branches, and another one in the merge": story(
        step("base", due(A)),
        step("ours", due(B)),
        step("theirs", due(C), "base"),
        step("merge", due(D), "ours", "theirs"),
        told=[f"1 {A} {B} ours", f"1 {A} {C} theirs", f"1 {B} {D} merge"],
        firsts=[f"1 {A}"],
    ),
    "on both branches, and the first one again in the merge": story(
        step("base", due(A)),
        step("ours", due(B)),
        step("theirs", due(C), "base"),
        step("merge", due(A), "ours", "theirs"),
        firsts=[f"1 {A}"],
    ),
    "on both branches to the same": story(
        step("base", due(A)),
        step("ours", due(B)),
        step("theirs", due(B, NOTED), "base"),
        step("merge", due(B, NOTED), "ours", "theirs"),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "on both branches to the same, and more in the merge": story(
        step("base", due(A)),
        step("ours", due(B)),
        step("theirs", due(B, NOTED), "base"),
        step("merge", due(B, NOTED, "outcome: Good"), "ours", "theirs"),
        told=[f"1 {A} {B} ours"],
        firsts=[f"1 {A}"],
    ),
    "with a reason on the branch that is taken": story(
        step("base", due(A)),
        step("ours", due(B)),
        step("theirs", due(C, moved(A, C)), "base"),
        step("merge", due(C, moved(A, C)), "ours", "theirs"),
    ),
    "renumbered on the other branch": story(
        step("base", due(A)),
        step("ours", plan(row(f"due: {A}", ref="1a"))),
        step("theirs", due(B), "base"),
        step("merge", plan(row(f"due: {B}", ref="1a")), "ours", "theirs"),
        told=[f"1a {A} {B} theirs"],
        firsts=[f"1a {A}"],
    ),
    "on a branch, of a file that was renamed on the other": story(
        step("base", due(A).replace("id: sample", "id: other"), path="plans/other.yaml"),
        step("ours", due(A)),
        step("theirs", due(B).replace("id: sample", "id: other"), "base", path="plans/other.yaml"),
        step("merge", due(B), "ours", "theirs"),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "on a branch, while a version of the other is broken": story(
        step("base", due(A)),
        step("ours", due(B), "base"),
        step("broken", plan(row(f"due: {A}"), head=UNQUOTED), "base"),
        step("mended", due(A, NOTED)),
        step("merge", due(B, NOTED), "ours", "mended"),
        told=[f"1 {A} {B} ours"],
        firsts=[f"1 {A}"],
    ),
    "in a merge that is broken": story(
        step("base", due(A)),
        step("ours", due(A, NOTED)),
        step("theirs", due(B), "base"),
        step("merge", plan(row(f"due: {B}", NOTED), head=UNQUOTED), "ours", "theirs"),
        step("mended", due(B, NOTED)),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "of a plan that a branch brings": story(
        step("base", "", path="plans/none.yaml"),
        step("ours", "", path="plans/none.yaml"),
        step("begun", due(A), "base"),
        step("theirs", due(B)),
        step("merge", due(B), "ours", "theirs"),
        told=[f"1 {A} {B} theirs"],
        firsts=[f"1 {A}"],
    ),
    "of a recommendation that a branch brings": story(
        step("base", due(A)),
        step("ours", due(A, NOTED)),
        step("begun", _two(A, C), "base"),
        step("theirs", _two(A, D)),
        step(
            "merge", plan(row(f"due: {A}", NOTED), row(f"due: {D}", ref="2", text="Do another thing")), "ours", "theirs"
        ),
        told=[f"2 {C} {D} theirs"],
        firsts=[f"2 {C}"],
    ),
    "in a merge with a branch that has no plan": story(
        step("base", "", path="plans/none.yaml"),
        step("begun", due(A)),
        step("theirs", "", "base", path="plans/none.yaml"),
        step("merge", due(B), "begun", "theirs"),
        told=[f"1 {A} {B} merge"],
        firsts=[f"1 {A}"],
    ),
    "in an octopus": story(
        step("base", _two(A, A)),
        step("ours", plan(row(f"due: {A}", NOTED), row(f"due: {A}", ref="2", text="Do another thing"))),
        step("theirs", _two(B, A), "base"),
        step("others", _two(A, C), "base"),
        step(
            "merge",
            plan(row(f"due: {B}", NOTED), row(f"due: {C}", ref="2", text="Do another thing")),
            "ours",
            "theirs",
            "others",
        ),
        told=[f"1 {A} {B} theirs", f"2 {A} {C} others"],
        firsts=[f"1 {A}", f"2 {A}"],
    ),
}

STORIES = ONE_LINE | FORKED
