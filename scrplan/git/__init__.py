"""Git, the audit trail: what it knows, and the only way to it."""

from scrplan.git.calls import git_bytes, git_version, run_git
from scrplan.git.revisions import (
    Stored,
    blob_texts,
    commit_of,
    each_text,
    files_at,
    is_shallow,
    parted_at,
    revision_at,
)
from scrplan.git.worktree import Provenance, blobs_before, has_or_would_take, provenance

__all__ = [
    "Provenance",
    "Stored",
    "blob_texts",
    "blobs_before",
    "commit_of",
    "each_text",
    "files_at",
    "git_bytes",
    "git_version",
    "has_or_would_take",
    "is_shallow",
    "parted_at",
    "provenance",
    "revision_at",
    "run_git",
]
