"""What the links of a plan say of a recommendation that came or went: it was split from another, or merged into one."""

from collections.abc import Iterable

from scrplan.model import Recommendation, Relation


def split_or_merged(row: Recommendation, plan: str, later: Iterable[Recommendation] = ()) -> str:
    """Return in words why a recommendation came or went; empty where no link to its own plan, by the id, says so.

    `later` are the recommendations of the later version, if it went: they may be its parts.
    """
    found = [f"split from {ref}" for ref in linked_refs(row, Relation.SPLIT_FROM, plan)]
    found += [f"merged into {ref}" for ref in linked_refs(row, Relation.MERGED_INTO, plan)]
    parts = [one.ref for one in later if row.ref in linked_refs(one, Relation.SPLIT_FROM, plan)]
    return "; ".join([*found, *([f"split into {', '.join(parts)}"] if parts else [])])


def linked_refs(row: Recommendation, relation: Relation, plan: str) -> list[str]:
    """Return to which recommendations of its own plan, by that plan's id, a recommendation has links of a kind."""
    return [link.ref for link in row.links if link.relation is relation and link.plan == plan]
