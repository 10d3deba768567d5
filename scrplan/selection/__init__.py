"""A filter as data, and the items that match it: one for all commands."""

from scrplan.selection.filters import Condition, Filter, check_filter, filter_words, matches, sort_items
from scrplan.selection.item_fields import FIELDS, Vocabulary

__all__ = [
    "FIELDS",
    "Condition",
    "Filter",
    "Vocabulary",
    "check_filter",
    "filter_words",
    "matches",
    "sort_items",
]
