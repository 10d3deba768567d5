"""What the shell offers on TAB: plan ids, refs, and the names that filters know. Never an error, never slow."""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrplan.characters import one_line
from scrplan.cli.conventions import COMPLETION
from scrplan.errors import GitProblem, ScrplanError, UsageProblem

if TYPE_CHECKING:
    from scrplan.model import Plan

MANY_PLANS = 20  # names are collected from at most so many plans, to answer at once

# What a shell acts on in words that are not quoted, and what acts even within the quotes of zsh's completion.
_ACTIVE = frozenset("\\\"'$`&|;<>(){}*?[]!#~^")
_ACTIVE_IN_QUOTES = frozenset('\\"$`')
# What replaces these in the description of a name, and of the brackets, which typer passes to rich as markup.
_QUIET = str.maketrans(
    {"\\": "/", '"': "\N{RIGHT SINGLE QUOTATION MARK}", "'": "\N{RIGHT SINGLE QUOTATION MARK}"}
) | str.maketrans("$`[]", "  ()")


def commands_to_complete(asked: Mapping[str, str], known: Collection[str]) -> Collection[str]:
    """Return the commands that an answer to the shell needs: those whose names begin with the word after the program.

    `asked` are the variables in which the shell gives the line; where no command begins so, all are needed.
    """
    by_bash = asked[COMPLETION] == "complete_bash"
    if by_bash and not ("COMP_WORDS" in asked and asked.get("COMP_CWORD", "").isdecimal()):
        raise UsageProblem(
            f"{COMPLETION} is set, but not by a shell that completes a line", f"unset it: unset {COMPLETION}"
        )
    line = asked.get("COMP_WORDS" if by_bash else "_TYPER_COMPLETE_ARGS", "")
    typed = line.split(maxsplit=2)[1:2]
    return [name for name in known if typed and name.startswith(typed[0])] or known


def offer_plans(incomplete: str) -> list[str]:
    """Return the ids of the repository's plans; paths the shell completes by itself."""
    from scrplan.source.files import find_root, plan_ids

    try:
        return _starting(incomplete, iter(plan_ids(find_root(Path.cwd()))))
    except ScrplanError:
        return []


def offer_refs(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Return the refs of the plan named before, each with the beginning of its text."""
    wanted = ctx.params.get("plan")
    texts = {row.ref: row.text for plan in _plans([wanted] if wanted else []) for row in plan.recommendations}
    return [
        (word, one_line(texts[ref])[:60].translate(_QUIET))
        for ref in texts
        if ref.startswith(incomplete) and (word := _shell_word(ref, incomplete))
    ]


def offer_agencies(incomplete: str) -> list[str]:
    """Return the names of the agencies."""
    return _starting(incomplete, (agency.name for plan in _plans([]) for agency in plan.agencies))


def offer_ratings(incomplete: str) -> list[str]:
    """Return the names of the ratings."""
    from scrplan.assessment import UNRATED

    return _starting(incomplete, (name for plan in _plans([]) for name in (*plan.ratings, UNRATED)))


def offer_rules(incomplete: str) -> list[str]:
    """Return the names of the rules."""
    from scrplan.check.rules import RULES

    return _starting(incomplete, iter(RULES))


def offer_revisions(incomplete: str) -> list[str]:
    """Return the names of the tags and branches."""
    from scrplan.git import run_git

    try:
        names = run_git(["for-each-ref", "--format=%(refname:short)"], Path.cwd())
    except GitProblem:
        return []
    return _starting(incomplete, iter(names.split("\n")[:-1]))


def _starting(incomplete: str, names: Iterator[str]) -> list[str]:
    fitting = (name for name in dict.fromkeys(names) if name.startswith(incomplete))
    return [word for name in fitting if (word := _shell_word(name, incomplete))]


def _shell_word(name: str, typed: str) -> str:
    """Return a name as it may be put into the line of the shell that asks; empty where it could act there.

    Names come from plans, files and git, so anyone may have written them. zsh and fish quote what they insert, but
    zsh evaluates it before; bash and PowerShell insert it as it is.
    """
    shell = os.environ.get(COMPLETION, "").removeprefix("complete_")
    if not name.isprintable():
        return ""
    if shell in {"zsh", "fish"}:
        return "" if _ACTIVE_IN_QUOTES & set(name) else name
    line = os.environ.get("COMP_WORDS", "")
    if shell == "bash" and not set("\\\"'") & set(line):
        # typer passes on only what begins with the typed word, so the quoting begins after it.
        rest = name[len(typed) :]
        return typed + "".join(f"\\{one}" if one in _ACTIVE or one == " " else one for one in rest)
    if shell == "bash" and "\\" in line and " " in name:
        return ""
    return "" if _ACTIVE & set(name) else name


def _plans(wanted: list[str]) -> "Iterator[Plan]":
    from scrplan.source.files import find_root, load_plan, plan_paths

    try:
        for path in plan_paths(wanted, find_root(Path.cwd()), Path.cwd())[:MANY_PLANS]:
            plan, _ = load_plan(path)
            if plan:
                yield plan
    except ScrplanError:
        return
