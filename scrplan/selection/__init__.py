"""A filter as data, and the items that match it: one for all commands."""

from scrplan.selection.fields import FIELDS, Vocabulary
from scrplan.selection.filters import Filter, check_filter, filter_words, matches, sort_items
from scrplan.selection.where import Expression, parse_where, where_words

__all__ = [
    "FIELDS",
    "Expression",
    "Filter",
    "Vocabulary",
    "check_filter",
    "filter_words",
    "matches",
    "parse_where",
    "sort_items",
    "where_words",
]
