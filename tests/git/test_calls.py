"""A question to git starts nothing that a repository names, and is answered the same in every clone."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import (
    Provenance,
    bare_at,
    blob_bytes,
    blobs_before,
    calls,
    commit_of,
    day_of,
    files_at,
    git_bytes,
    has_or_would_take,
    is_shallow,
    listed_at,
    log_of,
    provenance,
    revision_at,
    run_git,
    texts_ahead,
)
from scrplan.git.patches import renames_in
from tests.building import committed, in_git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are shell scripts")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with one plan that was changed once and renamed once."""
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    for text in ("format: 1\n", "format: 1\nid: a\n"):
        (root / "plans/a.yaml").write_text(text)
        committed(root)
    (root / "plans/a.yaml").rename(root / "plans/b.yaml")
    committed(root)
    return root


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program that leaves a trace beside itself, and hands on what it is told."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path / 'started'}'\nexec cat\n")
    program.chmod(0o755)
    return program


def started(program: Path) -> str:
    trace = program.with_name("started")
    return trace.read_text() if trace.exists() else ""


# Every setting that names a program which one of the calls below, or git in another mood, would start.
PROGRAMS = (
    "core.fsmonitor", "core.pager", "pager.log", "pager.status", "alias.log", "alias.ls-tree", "alias.rev-parse",
    "diff.external", "diff.odd.command", "diff.odd.textconv", "filter.odd.clean", "filter.odd.smudge", "gpg.program",
    "gpg.ssh.program", "gpg.x509.program", "core.sshCommand", "core.editor", "core.askPass", "credential.helper",
    "core.gitProxy", "core.alternateRefsCommand", "uploadpack.packObjectsHook", "interactive.diffFilter",
    "remote.origin.uploadpack",
)  # fmt: skip


def _make_hostile(root: Path, program: Path) -> None:
    """Name the program wherever a repository can name one, with hooks, filters and a signed commit that ask for it."""
    (root / ".gitattributes").write_text("* filter=odd diff=odd\n")
    committed(root)
    signed = f"""\
tree {in_git(root, "rev-parse", "HEAD^{tree}")}
parent {in_git(root, "rev-parse", "HEAD")}
author A. Keeper <keeper@example.org> 1380542400 +0000
committer A. Keeper <keeper@example.org> 1380542400 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
 iQ
 -----END PGP SIGNATURE-----

Signed
"""
    (root.parent / "signed").write_text(signed)
    commit = in_git(root, "hash-object", "-t", "commit", "-w", str(root.parent / "signed"))
    in_git(root, "update-ref", "refs/heads/main", commit)
    hooks = root.parent / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-commit", "fsmonitor-watchman"):
        (hooks / hook).symlink_to(program)
    for key in PROGRAMS:
        in_git(root, "config", key, str(program))
    for key, value in (("log.showSignature", "true"), ("core.hooksPath", str(hooks)), ("color.ui", "always")):
        in_git(root, "config", key, value)
    program.with_name("started").unlink(missing_ok=True)


def _ask_at_a_commit(root: Path) -> None:
    """Ask everything that is asked to read the plans of a commit."""
    commit = commit_of(root, "main")
    assert revision_at(root, date(2013, 9, 30)) == commit
    assert day_of(root, commit) == date(2013, 9, 30)
    assert bare_at(root) is None
    assert not is_shallow(root)
    assert set(listed_at(root, commit, [".", "plans/"]).files) == {".gitattributes", "plans/b.yaml"}
    blobs = [stored.blob for stored in files_at(root, commit).values()]
    assert [text for _, text in texts_ahead(root, blobs)] == ["* filter=odd diff=odd\n", "format: 1\nid: a\n"]
    assert blob_bytes(root, blobs[1]) == b"format: 1\nid: a\n"


def _ask_of_the_history(root: Path) -> None:
    assert [logged.commit.day for logged in log_of(root, ["plans"])] == [date(2013, 9, 30)] * 3
    renaming = in_git(root, "rev-parse", "main~2")
    assert renames_in(root, [renaming]) == {(renaming, "plans/b.yaml"): "plans/a.yaml"}


def _ask_of_the_files(root: Path) -> None:
    """Ask where git must look at the files themselves: one touched, one changed, one renamed."""
    os.utime(root / "plans/b.yaml", (1, 1))
    assert provenance([root / "plans/b.yaml"]) == Provenance(commit_of(root, "HEAD"), dirty=False)
    (root / "plans/b.yaml").write_text("format: 1\nid: b\n")
    assert provenance([root / "plans/b.yaml"]).dirty
    (root / "plans/b.yaml").rename(root / "plans/c.yaml")
    in_git(root, "-c", "filter.odd.clean=", "-c", "core.fsmonitor=", "add", "--intent-to-add", "plans/c.yaml")
    started_by_the_test = root.parent / "started"
    started_by_the_test.unlink(missing_ok=True)
    assert blobs_before(root)
    assert has_or_would_take(root, root / "plans/c.yaml")


@pytest.mark.parametrize("ask", [_ask_at_a_commit, _ask_of_the_history, _ask_of_the_files])
def test_no_program_of_the_repository_is_started(root: Path, program: Path, ask: Callable[[Path], None]) -> None:
    _make_hostile(root, program)
    ask(root)
    assert started(program) == ""


def test_these_settings_do_start_it_where_git_is_asked_otherwise(root: Path, program: Path) -> None:
    # Else the test above could not fail.
    _make_hostile(root, program)
    in_git(root, "log", "-1")
    assert "--verify" in started(program)
    os.utime(root / "plans/b.yaml", (1, 1))
    in_git(root, "status")
    assert f"{program} \n" in started(program)


@pytest.mark.parametrize("name", ["a=b", "a.b", 'a"b', "ü", "A"])
def test_a_filter_of_any_name_is_not_started(root: Path, program: Path, name: str) -> None:
    settings = root / ".git/config"
    quoted = name.replace('"', '\\"')
    settings.write_text(f'{settings.read_text()}[filter "{quoted}"]\n\tclean = {program}\n\trequired = true\n')
    (root / ".git/info/attributes").write_text(f"b.yaml filter={name}\n")
    os.utime(root / "plans/b.yaml", (1, 1))
    assert provenance([root / "plans/b.yaml"]) == Provenance(commit_of(root, "HEAD"), dirty=False)
    assert started(program) == ""
    in_git(root, "status")
    assert started(program) != ""


def test_a_repository_inside_is_not_asked(root: Path, program: Path) -> None:
    in_git(root, "init", "--quiet", "inner")
    (root / "inner/b.yaml").write_text("format: 1\n")
    committed(root / "inner")
    committed(root)
    in_git(root / "inner", "config", "filter.odd.clean", str(program))
    (root / "inner/.git/info/attributes").write_text("b.yaml filter=odd\n")
    os.utime(root / "inner/b.yaml", (1, 1))
    assert blobs_before(root) == {}
    assert provenance([root / "plans"]) == Provenance(commit_of(root, "HEAD"), dirty=False)
    assert started(program) == ""
    in_git(root, "diff-index", "HEAD")
    assert started(program) != ""


def test_a_filter_of_the_users_own_settings_is_used(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitconfig").write_text('[filter "own"]\n\tclean = sed s/ID/id/\n\trequired = true\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (root / "plans/b.yaml").write_text("format: 1\nID: a\n")
    assert provenance([root / "plans/b.yaml"]).dirty
    (root / ".git/info/attributes").write_text("*.yaml filter=own\n")
    assert provenance([root / "plans/b.yaml"]) == Provenance(commit_of(root, "HEAD"), dirty=False)


def _without_some_files(root: Path, program: Path) -> tuple[Path, str]:
    """Return a clone that left out the texts of its older commits, and one of these; to fetch starts the program."""
    in_git(root, "config", "uploadpack.allowFilter", "true")
    in_git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    in_git(root.parent, "clone", "--quiet", "--filter=blob:none", f"file://{root}", "partial")
    partial = root.parent / "partial"
    in_git(partial, "config", "remote.origin.uploadpack", str(program))
    return partial, in_git(root, "rev-parse", "HEAD~2:plans/a.yaml")


@pytest.mark.parametrize("known", [True, False], ids=["this git", "a git that cannot be told"])
def test_what_a_clone_left_out_is_not_fetched(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    if not known:
        monkeypatch.delitem(calls.ALONE, "GIT_NO_LAZY_FETCH")
    partial, missing = _without_some_files(root, program)
    for ask in (
        lambda: files_at(partial, "HEAD~2"),
        lambda: list(texts_ahead(partial, [missing])),
        lambda: blob_bytes(partial, missing),
    ):
        with pytest.raises(GitProblem) as caught:
            ask()
        assert (caught.value.message, caught.value.hint) == (
            "this clone was made without older files",
            "git fetch --refetch --no-filter brings them",
        )
    assert started(program) == ""
    # It is all there for what was not left out.
    assert [text for _, text in texts_ahead(partial, [files_at(partial, "HEAD")["plans/b.yaml"].blob])] == [
        "format: 1\nid: a\n"
    ]


def test_no_commit_is_put_in_the_place_of_another(root: Path) -> None:
    first, last = in_git(root, "rev-parse", "main~2"), in_git(root, "rev-parse", "main")
    in_git(root, "replace", last, first)
    assert in_git(root, "ls-tree", "--name-only", "main", "plans/") == "plans/a.yaml"
    assert set(files_at(root, "main")) == {"plans/b.yaml"}
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"{last}\n")
    assert len(run_git(["log", "--format=%H"], root).split()) == 3


def test_names_come_in_one_encoding_and_as_they_were_written(root: Path) -> None:
    in_git(root, "config", "i18n.logOutputEncoding", "ISO-8859-1")
    in_git(root, "config", "mailmap.file", "names")
    (root / "names").write_text("Somebody Else <keeper@example.org>\n")
    in_git(root, "commit", "--quiet", "--allow-empty", "--message", "Für Zoë")
    assert git_bytes(["log", "-1", "--format=%s"], root) == "Für Zoë\n".encode()
    assert run_git(["log", "-1"], root).splitlines()[1] == "Author: A. Keeper <keeper@example.org>"


def test_a_repository_of_another_user_is_told_with_what_would_open_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitProblem) as caught:
        commit_of(root, "HEAD")
    assert caught.value.message == "this repository belongs to another user, so git does not open it"
    assert caught.value.hint == f"if you trust it, run git config --global --add safe.directory {root}"


@pytest.mark.parametrize(
    ("told", "message", "hint"),
    [
        ("warning: odd\nfatal: bad thing: here\n", "git refused", "bad thing: here"),
        ("hint: this\nerror: first\nfatal: second\n", "git refused", "first"),
        ("words\nmore\n", "git refused", "words"),
        ("", "git refused", "exit code 9"),
        (
            "fatal: unsafe repository ('/b' is owned by someone else)\ngit config --global --add safe.directory '/b c'",
            "this repository belongs to another user, so git does not open it",
            "if you trust it, run git config --global --add safe.directory '/b c'",
        ),
        (
            "fatal: detected dubious ownership in repository at '/b'\n",
            "this repository belongs to another user, so git does not open it",
            "if you trust it, run git config --global --add safe.directory FOLDER",
        ),
        (
            "fatal: cannot use bare repository '/b' (safe.bareRepository is 'explicit')\n",
            "your git settings do not allow a bare repository",
            "work in a clone of it",
        ),
    ],
)
def test_a_complaint_of_git_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, message: str, hint: str
) -> None:
    (tmp_path / "told").write_text(told)
    stand_in = tmp_path / "git"
    stand_in.write_text(f"#!/bin/sh\n/bin/cat '{tmp_path / 'told'}' >&2\nexit 9\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitProblem) as caught:
        run_git(["log"], tmp_path)
    assert (caught.value.message, caught.value.hint) == (message, hint)
