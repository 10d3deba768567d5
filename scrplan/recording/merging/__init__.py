"""Three-way merges of plan files: of what they say, so that two officers' records stand together."""

from scrplan.recording.merging.outcomes import Conflict
from scrplan.recording.merging.texts import MergedText, Unmergeable, merged_text
from scrplan.recording.merging.values import Merge, merged
from scrplan.recording.merging.words import conflict_line

__all__ = ["Conflict", "Merge", "MergedText", "Unmergeable", "conflict_line", "merged", "merged_text"]
