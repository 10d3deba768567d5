"""Three-way merges of plan files: of what they say, so that both officers' records are kept."""

from scrplan.merge.merge_conflicts import MergeConflict, conflict_line
from scrplan.merge.text_merge import MergedText, Unmergeable, merged_text
from scrplan.merge.values import Merge, merged

__all__ = ["Merge", "MergeConflict", "MergedText", "Unmergeable", "conflict_line", "merged", "merged_text"]
