"""What the links of a plan say of a recommendation that came or went: it was split from another, or merged into one."""

from collections.abc import Iterable

from scrplan.model import Plan, Recommendation, Relation

SPLIT, MERGED = "split from", "merged into"


def split_or_merged(row: Recommendation, before: Plan | None, after: Plan | None) -> str:
    """Return in words why a recommendation is in only one of two versions of a plan; empty where no link says so."""
    plan = after or before
    own = {plan.id} if plan else set()
    found = [f"{SPLIT} {ref}" for ref in _linked(row, Relation.SPLIT_FROM, own)]
    found += [f"{MERGED} {ref}" for ref in _linked(row, Relation.MERGED_INTO, own)]
    parts = [
        one.ref for one in (after.recommendations if after else ()) if row.ref in _linked(one, Relation.SPLIT_FROM, own)
    ]
    return "; ".join([*found, *([f"split into {', '.join(parts)}"] if parts and row.ref not in parts else [])])


def _linked(row: Recommendation, relation: Relation, plans: Iterable[str]) -> list[str]:
    return [link.ref for link in row.links if link.relation is relation and link.plan in plans]
