"""Git, the audit trail: what it knows, and the only way to it.

Unless it says otherwise, a function here raises GitProblem where git could not answer: there is no git, no repository,
no such commit, or git refused.
"""

from scrplan.git.ahead import texts_ahead
from scrplan.git.calls import git_bytes, git_version, run_git
from scrplan.git.days import revision_at
from scrplan.git.log import Commit, Logged, Touched, is_cut_at, log_of
from scrplan.git.revisions import (
    Listed,
    Stored,
    bare_at,
    blob_bytes,
    blob_texts,
    commit_of,
    day_of,
    files_at,
    is_shallow,
    is_unborn,
    listed_at,
    parted_at,
    short_name,
)
from scrplan.git.worktree import Provenance, blobs_before, has_or_would_take, is_in_repository, provenance

__all__ = [
    "Commit",
    "Listed",
    "Logged",
    "Provenance",
    "Stored",
    "Touched",
    "bare_at",
    "blob_bytes",
    "blob_texts",
    "blobs_before",
    "commit_of",
    "day_of",
    "files_at",
    "git_bytes",
    "git_version",
    "has_or_would_take",
    "is_cut_at",
    "is_in_repository",
    "is_shallow",
    "is_unborn",
    "listed_at",
    "log_of",
    "parted_at",
    "provenance",
    "revision_at",
    "run_git",
    "short_name",
    "texts_ahead",
]
