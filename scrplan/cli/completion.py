"""What the shell offers on TAB: plan ids, refs, and the names that filters know. Never an error, never slow."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scrplan.model import Plan

MANY_PLANS = 20  # names are collected from at most so many plans, to answer at once


def offer_plans(incomplete: str) -> list[str]:
    """Return the ids of the repository's plans; paths the shell completes by itself."""
    from scrplan.errors import ScrplanError
    from scrplan.source.files import find_root, plan_ids

    try:
        return [name for name in plan_ids(find_root(Path.cwd())) if name.startswith(incomplete)]
    except ScrplanError:
        return []


def offer_refs(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Return the refs of the plan named before, each with the beginning of its text."""
    wanted = ctx.params.get("plan")
    rows = [row for plan in _plans([wanted] if wanted else []) for row in plan.recommendations]
    return [(row.ref, row.text[:60]) for row in rows if row.ref.startswith(incomplete)]


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
    from scrplan.errors import GitProblem
    from scrplan.git import run_git

    try:
        names = run_git(["for-each-ref", "--format=%(refname:short)"], Path.cwd())
    except GitProblem:
        return []
    return _starting(incomplete, iter(names.split("\n")[:-1]))


def _starting(incomplete: str, names: Iterator[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]


def _plans(wanted: list[str]) -> "Iterator[Plan]":
    from scrplan.errors import ScrplanError
    from scrplan.source.files import find_root, load_plan, plan_paths

    try:
        for path in plan_paths(wanted, find_root(Path.cwd()))[:MANY_PLANS]:
            plan, _ = load_plan(path)
            if plan:
                yield plan
    except ScrplanError:
        return
