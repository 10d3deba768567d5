import subprocess
from datetime import date
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import Logged, Touched, blob_texts, is_cut_at, log_of
from scrplan.git.patches import renames_in
from tests.building import AUTHOR, in_git

PLAN = "plans/a.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    return root


def commit(root: Path, name: str = PLAN, text: str | None = None, subject: str = "", **who: str) -> str:
    """Commit a file with a text, or without one its deletion, and return the commit."""
    if text is None:
        (root / name).unlink(missing_ok=True)
    else:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    in_git(root, "add", "--all")
    line = ["git", "commit", "--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-"]
    told = (subject or f"{name} {text}").encode("utf-8", "surrogateescape")
    subprocess.run(line, cwd=root, env={"PATH": "/usr/bin:/bin", **AUTHOR, **who}, input=told, check=True)
    return in_git(root, "rev-parse", "HEAD")


def merge(root: Path, *branches: str, text: str | None = None, name: str = PLAN, gone: bool = False) -> str:
    """Merge branches into the one at hand, whatever each says of the file, and return the commit."""
    in_git(
        root, "merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "--allow-unrelated-histories", *branches
    )
    if gone:
        (root / name).unlink(missing_ok=True)
    elif text is not None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    in_git(root, "add", "--all")
    in_git(root, "commit", "--quiet", "--message", f"Merge {' '.join(branches)}")
    return in_git(root, "rev-parse", "HEAD")


def texts_of(root: Path, logged: list[Logged], path: str = PLAN) -> list[tuple[str | None, list[str | None]] | None]:
    """Return for each commit the text after it and those before it, None where it did not touch the file."""

    def text(blob: str | None) -> str | None:
        return None if blob is None else blob_texts(root, [blob])[blob]

    found = (one.touched.get(path) for one in logged)
    return [None if one is None else (text(one.after), [text(blob) for blob in one.before]) for one in found]


def test_commits_come_oldest_first_with_who_made_them_and_when(repository: Path) -> None:
    first = commit(repository, text="one", subject="Begin")
    commit(repository, "README.md", "other")
    when = {"GIT_COMMITTER_DATE": "2013-12-31T23:30:00-0500", "GIT_AUTHOR_NAME": "B. Officer"}
    second = commit(repository, text="two", subject="Go on\n\nwith a body", **when)
    found = log_of(repository, [PLAN])
    assert [one.commit.id for one in found] == [first, second]
    assert [one.commit.parents for one in found] == [(), (first,)]
    assert [one.commit.day for one in found] == [date(2013, 9, 30), date(2013, 12, 31)]
    assert found[1].commit.moment == "2013-12-31T23:30:00-05:00"
    assert [(one.commit.author, one.commit.subject) for one in found] == [
        ("A. Keeper", "Begin"),
        ("B. Officer", "Go on"),
    ]


def test_a_file_comes_changes_goes_and_comes_back(repository: Path) -> None:
    for text in ("one", "two", None, "three"):
        commit(repository, text=text)
    assert texts_of(repository, log_of(repository, [PLAN])) == [
        ("one", [None]),
        ("two", ["one"]),
        (None, ["two"]),
        ("three", [None]),
    ]


def test_several_files_and_a_folder_of_them(repository: Path) -> None:
    commit(repository, "plans/a.yaml", "a")
    commit(repository, "plans/b.yaml", "b")
    commit(repository, "c.yaml", "c")
    found = [set(one.touched) for one in log_of(repository, ["plans"])]
    assert found == [{"plans/a.yaml"}, {"plans/b.yaml"}]
    assert [set(one.touched) for one in log_of(repository, ["plans/a.yaml", "c.yaml"])] == [
        {"plans/a.yaml"},
        {"c.yaml"},
    ]
    assert len(log_of(repository, [])) == 3


def test_paths_are_from_the_folder(repository: Path) -> None:
    commit(repository, text="one")
    commit(repository, "a.yaml", "another")
    assert [set(one.touched) for one in log_of(repository / "plans", ["a.yaml"])] == [{"a.yaml"}]


def test_the_line_of_another_revision(repository: Path) -> None:
    first = commit(repository, text="one")
    commit(repository, text="two")
    assert [one.commit.id for one in log_of(repository, [PLAN], first)] == [first]
    assert [one.commit.id for one in log_of(repository, [PLAN], "HEAD~1")] == [first]


# -- merges ----------------------------------------------------------------------------------------------------------


def parted(root: Path, ours: str | None, theirs: str | None) -> None:
    """Make a branch `side` that has another text than `main`, where it is given one."""
    commit(root, text="base")
    in_git(root, "checkout", "--quiet", "-b", "side")
    commit(root, *([PLAN, theirs] if theirs else ["other", "side"]))
    in_git(root, "checkout", "--quiet", "main")
    commit(root, *([PLAN, ours] if ours else ["another", "main"]))


@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "expected"),
    [
        ("ours", "theirs", "both", ("both", ["ours", "theirs"])),
        ("ours", "theirs", "ours", ("ours", ["theirs"])),
        ("ours", "theirs", "theirs", ("theirs", ["ours"])),
        ("ours", "theirs", "base", ("base", ["ours", "theirs"])),
        ("ours", None, "ours", ("ours", ["base"])),
        (None, "theirs", "theirs", ("theirs", ["base"])),
        (None, None, "base", None),
        (None, None, "own", ("own", ["base"])),
    ],
)
def test_a_merge_is_told_against_each_parent_that_differs(
    repository: Path, ours: str | None, theirs: str | None, merged: str, expected: tuple[str, list[str]] | None
) -> None:
    parted(repository, ours, theirs)
    merge(repository, "side", text=merged)
    told = texts_of(repository, log_of(repository, [PLAN]))[-1]
    if merged == "own" and told:
        told = (told[0], told[1][:1])  # parents that are the same commit to this file may be told twice
    assert told == expected


def test_a_merge_that_loses_a_file_which_only_the_other_line_ever_had(repository: Path) -> None:
    commit(repository, "README.md", "x")
    in_git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, text="theirs")
    in_git(repository, "checkout", "--quiet", "main")
    commit(repository, "README.md", "y")
    merge(repository, "side", gone=True)
    assert texts_of(repository, log_of(repository, [PLAN]))[-1] == (None, ["theirs"])


def test_a_merge_of_many(repository: Path) -> None:
    commit(repository, text="base")
    for name in ("b", "c", "d"):
        in_git(repository, "checkout", "--quiet", "-b", name, "main")
        commit(repository, text=name)
    in_git(repository, "checkout", "--quiet", "main")
    commit(repository, text="a")
    merge(repository, "b", "c", "d", text="all")
    found = log_of(repository, [PLAN])
    assert texts_of(repository, found)[-1] == ("all", ["a", "b", "c", "d"])
    assert len(found[-1].commit.parents) == 4
    assert len(found) == 6


def test_parents_come_before_their_children_whatever_their_dates_are(repository: Path) -> None:
    parted(repository, "ours", "theirs")
    merge(repository, "side", text="both")
    commit(repository, text="late", GIT_COMMITTER_DATE="1999-01-01T00:00:00+0000")
    seen: set[str] = set()
    found = log_of(repository, [PLAN])
    for one in found:
        assert set(one.commit.parents) <= seen
        seen.add(one.commit.id)
    assert len(found) == 5


def test_histories_that_share_nothing(repository: Path) -> None:
    commit(repository, text="ours")
    in_git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, text="theirs")
    in_git(repository, "checkout", "--quiet", "main")
    merge(repository, "other", text="both")
    assert texts_of(repository, log_of(repository, [PLAN]))[-1] == ("both", ["ours", "theirs"])


# -- names, texts, settings ------------------------------------------------------------------------------------------

ODD_NAMES = {
    "a leading dash": "-n",
    "an option": "--all",
    "magic": ":(top)a",
    "magic that takes all": ":/a",
    "a pattern": "*.yaml",
    "an exclusion": ":!a",
    "blanks": " two  blanks ",
    "a line end": "a\nb",
    "quotes": "\"a'b",
    "an umlaut": "\u00fcber",
    "no text": "\udcff",
    "what git prints": ":100644 100644 1 2 M",
}
each_odd_name = pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)


@each_odd_name
def test_a_path_is_no_option_and_no_pattern(repository: Path, name: str) -> None:
    commit(repository, "a.yaml", "other")
    mine = commit(repository, name, "mine", subject="x")
    assert [(one.commit.id, set(one.touched)) for one in log_of(repository, [name])] == [(mine, {name})]


@pytest.mark.parametrize("revision", ["--all", "-1", "--output=found.txt", "none", "", "HEAD\nmain"])
def test_a_revision_is_no_option(repository: Path, revision: str) -> None:
    commit(repository, text="one")
    with pytest.raises(GitProblem):
        log_of(repository, [PLAN], revision)
    assert not (repository / "found.txt").exists()


ODD_WORDS = {
    "nothing": "",
    "a header": "\x01commit 1234",
    "an escape": "\x1b[31mred\x1b[0m",
    "markup": "<b>[bold]|*x*",
    "what git prints": ":100644 100644 1111 2222 M",
    "percent": "%H%x00%n",
    "emoji": "\U0001f600 \u6f22",
    "a tab": "a\tb",
    "blanks": "  a  ",
}


@pytest.mark.parametrize("words", ODD_WORDS.values(), ids=ODD_WORDS)
def test_an_author_and_a_subject_may_be_anything(repository: Path, words: str) -> None:
    first = commit(repository, text="one")
    name = words.strip() or "A"
    odd = commit(repository, text="two", subject=words or "\n", GIT_AUTHOR_NAME=name)
    last = commit(repository, text="three")
    found = log_of(repository, [PLAN])
    assert [one.commit.id for one in found] == [first, odd, last]
    assert texts_of(repository, found) == [("one", [None]), ("two", ["one"]), ("three", ["two"])]
    assert found[1].commit.subject.strip() == words.strip()
    assert found[1].commit.author


def test_words_in_another_encoding_are_read_as_what_they_say(repository: Path) -> None:
    commit(repository, text="one")
    in_git(repository, "config", "i18n.commitEncoding", "ISO-8859-1")
    commit(repository, text="two", subject="caf\udce9")
    assert log_of(repository, [PLAN])[-1].commit.subject == "caf\u00e9"


SETTINGS = {
    "log.showSignature": "true",
    "log.follow": "true",
    "log.diffMerges": "off",
    "log.showRoot": "false",
    "log.decorate": "full",
    "log.date": "relative",
    "log.mailmap": "true",
    "diff.renames": "copies",
    "diff.relative": "true",
    "diff.noprefix": "true",
    "diff.external": "false",
    "diff.orderFile": "order",
    "core.quotePath": "true",
    "core.abbrev": "4",
    "core.pager": "false",
    "color.ui": "always",
    "format.pretty": "fuller",
    "i18n.logOutputEncoding": "UTF-16",
    "notes.displayRef": "refs/notes/*",
}


@pytest.mark.parametrize("setting", [*SETTINGS, "all"])
def test_no_setting_of_who_runs_it_changes_the_answer(repository: Path, setting: str) -> None:
    parted(repository, "ours", "theirs")
    merge(repository, "side", text="both")
    in_git(repository, "mv", PLAN, "plans/caf\u00e9.yaml")
    commit(repository, "plans/caf\u00e9.yaml", "both")
    in_git(repository, "notes", "add", "-m", "a note")
    (repository / "order").write_text("x\n")
    paths = [PLAN, "plans/caf\u00e9.yaml"]
    before = log_of(repository, paths)
    for name in SETTINGS if setting == "all" else (setting,):
        in_git(repository, "config", name, SETTINGS[name])
    assert log_of(repository, paths) == before
    assert renamed_from(repository, before[-1].commit.id, "plans/caf\u00e9.yaml") == PLAN


def test_a_replaced_commit_is_told_as_it_was_made(repository: Path) -> None:
    first = commit(repository, text="one", subject="The first")
    second = commit(repository, text="two")
    in_git(repository, "checkout", "--quiet", "--orphan", "forged")
    forged = commit(repository, text="one", subject="Forged")
    in_git(repository, "checkout", "--quiet", "main")
    in_git(repository, "replace", first, forged)
    found = log_of(repository, [PLAN])
    assert [(one.commit.id, one.commit.subject) for one in found] == [(first, "The first"), (second, f"{PLAN} two")]


def forged(root: Path, before: bytes, after: bytes) -> str:
    """Make a commit like the last one with other bytes in it, as git itself would not, and return it."""
    raw = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=root, capture_output=True, check=True).stdout
    assert before in raw
    line = ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    done = subprocess.run(line, cwd=root, input=raw.replace(before, after), capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_words_that_are_no_text_are_made_some(repository: Path) -> None:
    commit(repository, text="one", subject="Begin")
    (one,) = log_of(repository, [PLAN], forged(repository, b"A. Keeper", b"A. K\xff"))
    assert one.commit.author == "A. K\ufffd"


def test_a_commit_without_a_date_has_no_day(repository: Path) -> None:
    commit(repository, text="one")
    (one,) = log_of(repository, [PLAN], forged(repository, b"1380542400 +0000", b""))
    assert (one.commit.day, one.commit.moment) == (date.min, "")


@pytest.mark.parametrize("moment", [b"none", b"99999999999999999999 +0000", b"-5 +0000"])
def test_a_commit_without_a_good_date_has_some_day(repository: Path, moment: bytes) -> None:
    commit(repository, text="one")
    (one,) = log_of(repository, [PLAN], forged(repository, b"1380542400 +0000", moment))
    assert one.commit.day in {date.min, date(1970, 1, 1), date(1969, 12, 31)}
    assert one.touched


@pytest.mark.parametrize("state", ["no repository", "no commit"])
def test_there_is_no_log_without_a_repository_or_a_commit(repository: Path, tmp_path: Path, state: str) -> None:
    with pytest.raises(GitProblem):
        log_of(repository if state == "no commit" else tmp_path, [PLAN])


# -- from where a file has its name ----------------------------------------------------------------------------------

LONG = "".join(f"line {number} of the plan\n" for number in range(40))


def renamed_from(root: Path, revision: str, path: str) -> str | None:
    commit = in_git(root, "rev-parse", revision)
    return renames_in(root, [commit]).get((commit, path))


def test_a_renamed_file_has_its_earlier_name(repository: Path) -> None:
    commit(repository, text=LONG)
    in_git(repository, "mv", PLAN, "plans/b.yaml")
    renamed = commit(repository, "plans/b.yaml", LONG.replace("line 3 ", "row 3 "))
    assert renamed_from(repository, renamed, "plans/b.yaml") == PLAN
    assert renamed_from(repository, renamed, PLAN) is None


def test_a_copied_file_has_no_earlier_name(repository: Path) -> None:
    commit(repository, text=LONG)
    copied = commit(repository, "plans/b.yaml", LONG)
    assert renamed_from(repository, copied, "plans/b.yaml") is None


def test_a_first_commit_has_no_earlier_names(repository: Path) -> None:
    assert renamed_from(repository, commit(repository, text=LONG), PLAN) is None


def test_a_file_that_is_quite_another_has_no_earlier_name(repository: Path) -> None:
    commit(repository, text=LONG)
    (repository / PLAN).unlink()
    other = commit(repository, "plans/b.yaml", "".join(f"{number} is another\n" for number in range(40)))
    assert renamed_from(repository, other, "plans/b.yaml") is None


def test_a_merge_may_rename(repository: Path) -> None:
    commit(repository, text=LONG)
    in_git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, "other", "x")
    in_git(repository, "checkout", "--quiet", "main")
    commit(repository, "another", "y")
    in_git(repository, "merge", "--quiet", "--no-commit", "--no-ff", "side")
    in_git(repository, "mv", PLAN, "plans/b.yaml")
    in_git(repository, "commit", "--quiet", "--message", "Merge and rename")
    assert renamed_from(repository, "HEAD", "plans/b.yaml") == PLAN


@each_odd_name
def test_names_of_renamed_files_may_be_anything(repository: Path, name: str) -> None:
    commit(repository, text=LONG)
    (repository / PLAN).unlink()
    commit(repository, name, LONG, subject="x")
    assert renamed_from(repository, "HEAD", name) == PLAN
    (repository / name).unlink()
    commit(repository, text=LONG)
    assert renamed_from(repository, "HEAD", PLAN) == name


def test_where_a_clone_is_cut(repository: Path, tmp_path: Path) -> None:
    names = [commit(repository, text=text) for text in ("one", "two", "three")]
    in_git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repository}", "cut")
    cut = tmp_path / "cut"
    assert [one.commit.id for one in log_of(cut, [PLAN])] == names[1:]
    assert log_of(cut, [PLAN])[0].touched[PLAN] == Touched(in_git(cut, "rev-parse", f"{names[1]}:{PLAN}"), (None,))
    assert [is_cut_at(cut, name) for name in names[1:]] == [True, False]
    assert not any(is_cut_at(repository, name) for name in names)
