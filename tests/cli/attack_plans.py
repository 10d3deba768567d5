"""A board all of whose words attack a format, in a git repository whose names and messages do so too; and its twin."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scrplan.characters import HARMFUL
from scrplan.source.key_orders import plan_order, settings_order
from scrplan.yamltext.edits import Bare, Value
from scrplan.yamltext.new_text import text_of_new
from tests.building import AUTHOR, in_git
from tests.render import attacks, documents

MORE = ("{=1+1}", "%PDF-1.7 /JS (app.alert(1))", "&lt", "&#60", "www", ":smile", "&", "a | b")
# What holds a control character is refused when a plan is read, and so never comes to a report.
TEXTS = tuple(
    text.replace("\r\n", "\n")
    for text in dict.fromkeys((*attacks.ATTACKS, *documents.ATTACKS.values(), *MORE))
    if text.strip() and not HARMFUL.search(text)
)
REFUSED = tuple(text for text in attacks.ATTACKS if HARMFUL.search(text))
BRANCH = "--upload-pack=touch${IFS}stolen;<script>alert(8)</script>=1+1".lstrip("-")
SUBJECTS = (
    "=1+1 <script>alert(9)</script>",
    "\x1b[31m<img src=x onerror=alert(9)>\x07",
    "--output=stolen.txt",
    "x\n\n{",
)
NAMES = ("<script>alert(10)</script>", "=1+1 \x1b]0;owned\x07", "$(touch stolen)", "-o stolen.txt")

Words = Callable[[int], str]


def attacking(number: int) -> str:
    """Return one of the attacks, in turn."""
    return TEXTS[number % len(TEXTS)]


def harmless_words(number: int) -> str:
    """Return the words that stand in the twin where the attack of that number stands."""
    return f"Word{number % len(TEXTS):03}"


class Stage(NamedTuple):
    """The plan on a day: how far what happened in the quarter has come."""

    day: str
    progress: int


STAGES = (Stage("2013-03-15", 0), Stage("2013-06-20", 1), Stage("2013-08-05", 2), Stage("2013-09-20", 3))


def board_of(root: Path, words: Words, *, hostile_git: bool) -> None:
    """Make a board with two plans and a past of four commits."""
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    if hostile_git:
        in_git(root, "checkout", "--quiet", "-b", BRANCH)
    (root / "scrplan.yaml").write_text(_settings(words), encoding="utf-8")
    for stage in STAGES:
        for name, rows in (("first", len(TEXTS)), ("second", 6)):
            (root / "plans" / f"{name}.yaml").write_text(_plan(name, rows, words, stage.progress), encoding="utf-8")
        _commit(root, stage, hostile=hostile_git)


def _commit(root: Path, stage: Stage, *, hostile: bool) -> None:
    in_git(root, "add", "--all")
    when = {f"GIT_{who}_DATE": f"{stage.day}T12:00:00+0000" for who in ("AUTHOR", "COMMITTER")}
    who = {f"GIT_{who}_NAME": NAMES[stage.progress] for who in ("AUTHOR", "COMMITTER")} if hostile else {}
    subject = SUBJECTS[stage.progress] if hostile else "Plans"
    command = ["git", "commit", "--quiet", "--cleanup=verbatim", f"--message={subject}"]
    subprocess.run(command, cwd=root, env=os.environ | AUTHOR | when | who, check=True)


def _settings(words: Words) -> str:
    value: dict[str, Value] = {
        "board": words(0),
        "themes": [words(at) for at in range(len(TEXTS))],
        "glossary": {words(at): f"{words(at + 1)} spelt out" for at in range(len(TEXTS))},
    }
    return text_of_new(value, settings_order())


def _plan(name: str, rows: int, words: Words, progress: int) -> str:
    start = 0 if name == "first" else 7
    ratings = _ratings(words)
    agencies = [{"name": words(at), "full_name": f"{words(at)} in full"} for at in range(len(TEXTS))]
    numbers = [at for at in range(rows) if progress < STAGES[3].progress or at != 3] if progress else range(rows - 4)
    value: dict[str, Value] = {
        "format": Bare("1"),
        "id": name,
        "title": words(start),
        "review": {"kind": "other", "subject": words(start + 1)},
        "board": words(start + 2),
        "as_at": Bare("2013-09"),
        "source": words(start + 3),
        "note": words(start + 4),
        "ratings": {name: {"state": state, "meaning": words(start + at)} for at, (name, state) in enumerate(ratings)},
        "agencies": [dict(one) for one in agencies],
        "board_asked_to": [words(at) for at in range(len(TEXTS))],
        "recommendations": [_row(at, words, progress) for at in numbers],
    }
    return text_of_new(value, plan_order())


def _ratings(words: Words) -> list[tuple[str, str]]:
    # Of a rating's name the paper says an underscore as a blank.
    names = [words(at) for at in _short() if "_" not in TEXTS[at]]
    return [(name, ("complete", "in_progress", "not_started")[at % 3]) for at, name in enumerate(names)]


def _short() -> Iterator[int]:
    """Yield the numbers of the attacks that fit where one short line must stand: a ref, a part, a rating."""
    return (at for at, text in enumerate(TEXTS) if len(text) <= 40 and text == text.strip() and "\n" not in text)


def _row(at: int, words: Words, progress: int) -> dict[str, Value]:
    """Return a recommendation; its number says which of five stories it has in the quarter."""
    short = set(_short())
    names = [name for name, _ in _ratings(words)]
    facts: dict[str, Value] = {
        "ref": words(at) if at in short else f"r{at}",
        "agency": words(at),
        "text": words(at),
        "rag": names[(at + progress // 3) % len(names)],
        "leads": [{"name": words(at), "role": words(at + 1), "agency": words(at + 2)}],
        "outcome": words(at + 3),
        "themes": [words(at + 4)],
        "note": words(at + 5),
        "updates": [{"on": Bare("2013-02"), "by": words(at + 6), "text": words(at)}, *_updates(at, words, progress)],
    }
    return facts | _STORIES[at % len(_STORIES)](at, words, progress)


def _updates(at: int, words: Words, progress: int) -> list[Value]:
    if progress < 2 or at % 2:
        return []
    return [{"on": Bare("2013-07-20"), "by": words(at + 1), "text": words(at + 2), "kind": "challenge"}]


def _moved(at: int, words: Words, progress: int) -> dict[str, Value]:
    """Return what is overdue, and was moved in the quarter: in August a date was overwritten, in September told."""
    due = {"due": Bare("2013-05"), "due_text": words(_quotable(at))}
    if progress < 2:
        return {**due}
    move: dict[str, Value] = {
        "from": Bare("2013-05"), "to": Bare("2013-07"), "reason": words(at), "on": Bare("2013-07-10"),
        "approved_by": words(at + 1),
    }  # fmt: skip
    return {"due": Bare("2013-07"), **({"revisions": [move]} if progress > 2 else {})}


def _closed(at: int, words: Words, progress: int) -> dict[str, Value]:
    if progress < 2:
        return {"due": Bare("2013-08"), "state": "in_progress", "evidence_wanted": words(at)}
    proof: Value = [{"title": words(at), "held_by": words(at + 1), "ref": words(at + 2), "on": Bare("2013-07")}]
    return {
        "due": Bare("2013-08"), "state": "complete", "completed": Bare("2013-07-31"), "evidence": proof,
        "impact": words(at), "sign_off": {"by": words(at + 3), "on": Bare("2013-08")},
    }  # fmt: skip


def _quotable(at: int) -> int:
    """Return the number of an attack that stands in quotes as it is, as a conflict quotes what was written."""
    return at if repr(attacking(at))[1:-1] == attacking(at) else 0


def _unproven(_at: int, _words: Words, _progress: int) -> dict[str, Value]:
    return {"state": "complete", "completed": Bare("2013-02-10")}


def _stopped(at: int, words: Words, progress: int) -> dict[str, Value]:
    if progress < 2:
        return {"state": "in_progress", "due": Bare("2014-03")}
    return {
        "state": "stopped",
        "stopped_reason": words(at),
        "acceptance": "not_accepted",
        "acceptance_reason": words(at),
    }


def _coming(at: int, words: Words, _progress: int) -> dict[str, Value]:
    part = words(at) if at in set(_short()) else "a"
    steps: Value = [{"text": words(_quotable(at)), "due": Bare("2013-04")}]
    actions: Value = [
        {"part": part, "text": words(at), "due": Bare("2013-11"), "milestones": steps},
        {"text": words(at + 1), "due": Bare("2013-06"), "note": words(at)},
    ]
    return {"state": "in_progress", "actions": actions}


_STORIES = (_moved, _closed, _unproven, _stopped, _coming)
