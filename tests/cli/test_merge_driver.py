import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.building import AUTHOR, Outcome, call, committed, in_git, plan_text

ROWS = """\
  - ref: "1"
    agency: Health
    text: Do something
    rag: amber
    due: 2013-12
    updates:
      - {on: 2013-06, by: Health, text: Begun}
  - ref: "2"
    agency: Police
    text: Do something else
"""
BASE = plan_text(ROWS)
ANOTHER = "      - {on: 2013-09, by: Health, text: Letter sent}\n"
LATER = "      - {on: 2013-11, by: GP, text: No reply}\n"
ENTRY = "      - {on: 2013-06, by: Health, text: Begun}\n"
SIDES = "ours is what this branch has, theirs what comes to it; in a rebase, theirs is your own commit\n"


def to_do(path: str, conflicts: str) -> str:
    return (
        f"{path}: {conflicts}: at each <<<<<<< keep one side and delete the lines of the marks\n{SIDES}"
        f"when done: scrplan validate {path}, then git add {path}\n"
    )


class Files(NamedTuple):
    """The three files that git makes for the driver, and the path of which it tells."""

    base: Path
    ours: Path
    theirs: Path

    def write(self, *texts: str | bytes) -> None:
        for file, text in zip(self, texts, strict=True):
            file.write_bytes(text.encode() if isinstance(text, str) else text)

    def merged(self, capsys: pytest.CaptureFixture[str], path: str = "plans/sample.yaml") -> Outcome:
        return call(capsys, "merge-driver", *map(str, self), path)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.chdir(tmp_path)
    return Files(*(Path(f".merge_file_{name}") for name in ("O", "A", "B")))


def test_two_records_stand_together_and_nothing_is_said(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(BASE, BASE.replace(ENTRY, ENTRY + LATER), BASE.replace(ENTRY, ENTRY + ANOTHER))
    assert files.merged(capsys) == Outcome(0, "", "")
    assert files.ours.read_text() == BASE.replace(ENTRY, ENTRY + ANOTHER + LATER)


def test_what_the_officer_sees_of_a_conflict(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = BASE.replace("due: 2013-12", "due: 2014-02"), BASE.replace("due: 2013-12", "due: 2014-03")
    files.write(BASE, ours, theirs.replace("amber\n", "red\n"))
    done = files.merged(capsys)
    line = "plans/sample.yaml: recommendation 1: due: ours 2014-02, theirs 2014-03\n"
    assert done == Outcome(1, "", line + to_do("plans/sample.yaml", "1 conflict"))
    marks = "<<<<<<< ours\n    due: 2014-02\n=======\n    due: 2014-03\n>>>>>>> theirs\n"
    assert files.ours.read_text() == ours.replace("    due: 2014-02\n", marks).replace("amber\n", "red\n")


def test_bytes_of_ours_stay(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    ours = b"\xef\xbb\xbf" + BASE.replace("A board", "The board").replace("\n", "\r\n").encode()
    files.write(BASE, ours, BASE.replace("amber\n", "red\n"))
    files.ours.chmod(0o640)
    assert files.merged(capsys).code == 0
    assert files.ours.read_bytes() == ours.replace(b"amber\r", b"red\r")
    assert files.ours.stat().st_mode & 0o777 == 0o640


def test_comments_of_theirs_are_merged_and_nothing_is_said(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(BASE, BASE.replace("rag: amber", "rag: red"), BASE.replace("rag: amber", "rag: amber # by phone"))
    assert files.merged(capsys) == Outcome(0, "", "")
    assert files.ours.read_text() == BASE.replace("rag: amber", "rag: red # by phone")


def test_a_comment_that_both_sides_changed_is_named(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    base = BASE.replace("    due:", "    # by letter\n    due:")
    files.write(base, base.replace("by letter", "by phone"), base.replace("by letter", "in \tcourt"))
    done = files.merged(capsys)
    words = "both sides changed a comment; this is kept, delete it if it is wrong"
    assert done.code == 0
    assert done.err == (f"plans/sample.yaml: {words}: '# by phone'\nplans/sample.yaml: {words}: '# in \\tcourt'\n")
    assert files.ours.read_text() == BASE.replace("    due:", "    # by phone\n    # in \tcourt\n    due:")


def test_a_comment_on_what_ours_took_out_is_named(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    row = BASE[BASE.index('  - ref: "2"') :]
    files.write(
        BASE,
        BASE.replace(row, ""),
        BASE.replace("    text: Do something else", "    # new\n    text: Do something else"),
    )
    done = files.merged(capsys)
    words = "a comment of theirs was left out, the line it was on is gone; put it in by hand if you need it"
    assert done == Outcome(0, "", f"plans/sample.yaml: {words}: '# new'\n")


def test_sides_that_do_not_fit_together_are_told(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    ours = BASE.replace("  - {name: Police}\n", "").replace("agency: Police", "agency: Health")
    new = '  - ref: "3"\n    agency: Police\n    text: Third\n'
    files.write(BASE, ours, BASE + new)
    done = files.merged(capsys)
    assert done.code == 1
    first, second = done.err.splitlines()
    assert first == (
        "plans/sample.yaml: merged, but what each side did does not fit together; fix it, then git add it:"
    )
    assert second.startswith(f"plans/sample.yaml:{ours.count(chr(10)) + 2}:13: error: agency: 'Police' is not one of")
    assert files.ours.read_text() == ours + new


def test_faults_that_a_side_had_already_are_none_of_the_merge(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = BASE.replace("rag: amber", "rag: mauve")
    files.write(faulty, faulty.replace("A board", "The board"), faulty.replace("2013-12", "2014"))
    assert files.merged(capsys) == Outcome(0, "", "")


def test_settings_of_the_board_are_merged_too(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    base = "board: A board\nglossary:\n  LSCB: The board\n"
    ours, theirs = base + "  GP: A doctor\n", base + "  UHS: A hospital\n"
    files.write(base, ours, theirs)
    assert files.merged(capsys, "scrplan.yaml") == Outcome(0, "", "")
    assert files.ours.read_text() == ours + "  UHS: A hospital\n"


BY_LINES = "plans/sample.yaml: not merged as a plan, but line by line: "


@pytest.mark.parametrize(
    ("texts", "why", "result"),
    [
        (
            ("a: 'x\nb: 1\n\nc: 1\n", "a: 'x\nb: 2\n\nc: 1\n", "a: 'x\nb: 1\n\nc: 2\n"),
            "the version before cannot",
            "b: 2\n\nc: 2",
        ),
        ((b"\xff\n1\n2\n3\n", b"\xff\n1\n2\n4\n", b"\xfe\n1\n2\n3\n"), "the version before cannot be read", "1\n2\n4"),
        ((BASE, "", BASE), "ours cannot be read (line 1: the file holds nothing)", ""),
        (("- a\n", "- a\n- b\n", "- a\n"), "the version before is no plan", "- b"),
    ],
    ids=["no YAML", "no UTF-8", "emptied", "no plan"],
)
def test_what_is_no_plan_is_merged_by_lines(
    files: Files, capsys: pytest.CaptureFixture[str], texts: tuple[str, str, str], why: str, result: str
) -> None:
    files.write(*texts)
    done = files.merged(capsys)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(BY_LINES + why)
    assert result.encode() in files.ours.read_bytes()


def test_conflicting_lines_are_told(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write("a: 'x\n", "a: 'y\n", "a: 'z\n")
    done = files.merged(capsys)
    assert done.code == 1
    assert done.err.endswith(to_do("plans/sample.yaml", "1 conflict"))
    assert files.ours.read_text() == "<<<<<<< ours\na: 'y\n=======\na: 'z\n>>>>>>> theirs\n"


def test_lines_that_make_no_plan_are_told(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    tagged = BASE.replace("title: A", "title: !a A")
    ours = BASE.replace("  - {name: Police}\n", "").replace("agency: Police", "agency: Health")
    files.write(tagged, ours, BASE + '  - ref: "3"\n    agency: Police\n    text: Third\n')
    done = files.merged(capsys)
    assert done.code == 1
    why, fit, problem = done.err.splitlines()
    assert why.startswith(f"{BY_LINES}the version before cannot be read (line 3: the tag")
    assert fit.startswith("plans/sample.yaml: merged, but what each side did does not fit together")
    assert problem.startswith("plans/sample.yaml:")
    assert problem.endswith("[unknown-agency]")


def test_a_bug_leaves_no_file_that_passes_for_the_result(
    files: Files, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("scrplan.merge.merged_text", broken)
    files.write(BASE, BASE.replace("A board", "The board"), BASE.replace("2013-12", "2014"))
    done = files.merged(capsys)
    assert done == Outcome(0, "", f"{BY_LINES}a bug in scrplan (ZeroDivisionError: oh)\n")
    assert files.ours.read_text() == BASE.replace("A board", "The board").replace("2013-12", "2014")


def test_files_that_nobody_can_merge_are_left_with_a_warning(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(b"a\0", b"b\0", b"c\0")
    done = files.merged(capsys)
    assert done.code == 3
    assert "without marks: put in what theirs has before you git add it\n" in done.err
    assert files.ours.read_bytes() == b"b\0"


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_file_that_is_not_there_is_named(files: Files, capsys: pytest.CaptureFixture[str], missing: int) -> None:
    files.write(BASE, BASE, BASE)
    files[missing].unlink()
    done = files.merged(capsys)
    assert done.code in {2, 3}
    assert f"{files[missing]}" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("plans/a plan.yaml", "plans/a plan.yaml"),
        ('plans/it\'s "it".yaml', 'plans/it\'s "it".yaml'),
        ("plans/a\nb.yaml", "plans/a b.yaml"),
        ("plans/\x1b[31m.yaml", "plans/\ufffd[31m.yaml"),
        ("plans/\udcff.yaml", "plans/\ufffd.yaml"),
        ("--help", "--help"),
        ("-x.yaml", "-x.yaml"),
    ],
)
def test_odd_paths_are_told_harmlessly(files: Files, capsys: pytest.CaptureFixture[str], path: str, shown: str) -> None:
    files.write(BASE, BASE.replace("2013-12", "2014"), BASE.replace("2013-12", "2015"))
    done = files.merged(capsys, path)
    assert done.code == 1
    assert done.err.startswith(f"{shown}: recommendation 1: due: ours 2014, theirs 2015\n")


def test_values_are_told_harmlessly(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(
        BASE,
        BASE.replace("Do something else", "Do something else " + "x\ty " * 50),
        BASE.replace("thing else", "thing else [red]"),
    )
    done = files.merged(capsys)
    first = done.err.splitlines()[0]
    words = f"Do something else {'x y ' * 10}x..."
    assert first == f"plans/sample.yaml: recommendation 2: text: ours {words}, theirs Do something else [red]"


def test_without_a_path_the_file_is_named(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(BASE, BASE.replace("2013-12", "2014"), BASE.replace("2013-12", "2015"))
    done = call(capsys, "merge-driver", *map(str, files))
    assert done.err.startswith(".merge_file_A: recommendation 1: due")


# With git itself.


class Clone(NamedTuple):
    """A repository with the driver set up, on the branch `main`; `officer` is a branch from its first commit."""

    root: Path

    @property
    def plan(self) -> Path:
        return self.root / "plans/sample.yaml"

    def record(self, branch: str, *changes: tuple[str, str]) -> None:
        """Commit changes of the plan on a branch."""
        in_git(self.root, "checkout", "--quiet", branch)
        text = self.plan.read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.plan.write_text(text)
        committed(self.root)

    def git(self, *arguments: str) -> Outcome:
        """Run git as the officer does, and return what she sees."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=kept | AUTHOR, capture_output=True, check=False, text=True
        )
        return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def clone(board: Path) -> Clone:
    in_git(board, "init", "--quiet", "--initial-branch=main")
    in_git(board, "config", "merge.scrplan.driver", f'"{sys.executable}" -m scrplan merge-driver %O %A %B %P')
    in_git(board, "config", "merge.scrplan.recursive", "binary")
    in_git(board, "config", "core.editor", "true")
    (board / ".gitattributes").write_text("plans/*.yaml merge=scrplan\n")
    (board / "plans/sample.yaml").write_text(BASE)
    committed(board)
    in_git(board, "branch", "officer")
    return Clone(board)


MINE = (ENTRY, ENTRY + LATER)
HERS = (ENTRY, ENTRY + ANOTHER)
BOTH = BASE.replace(ENTRY, ENTRY + ANOTHER + LATER)


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_two_officers_record_and_git_merges(clone: Clone, how: str) -> None:
    clone.record("officer", HERS)
    clone.record("main", MINE)
    done = clone.git(how, "officer")
    assert done.code == 0, done
    assert clone.plan.read_text() == BOTH
    assert clone.git("status", "--porcelain").out == ""


NOTED = ('  - ref: "2"\n', '    # note on police\n  - ref: "2"\n')


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_a_comment_that_one_side_changed_is_merged_with_a_field_of_its_row(clone: Clone, how: str) -> None:
    clone.record("main", NOTED)
    in_git(clone.root, "branch", "--force", "officer")
    clone.record("officer", ("note on police", "note on police, court order of 3 March"))
    clone.record("main", ("rag: amber", "rag: red"))
    done = clone.git(how, "officer")
    assert (done.code, "scrplan" in done.err) == (0, False), done
    meant = BASE.replace(*NOTED).replace("note on police", "note on police, court order of 3 March")
    assert clone.plan.read_text() == meant.replace("rag: amber", "rag: red")


def test_lines_alone_would_have_been_in_conflict(clone: Clone) -> None:
    in_git(clone.root, "config", "--remove-section", "merge.scrplan")
    clone.record("officer", HERS)
    clone.record("main", MINE)
    assert clone.git("merge", "officer").code == 1
    assert "<<<<<<<" in clone.plan.read_text()


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_an_officer_finishes_a_conflict(clone: Clone, capsys: pytest.CaptureFixture[str], how: str) -> None:
    clone.record("officer", HERS, ("due: 2013-12", "due: 2014-02"))
    clone.record("main", MINE, ("due: 2013-12", "due: 2014-03"))
    done = clone.git(how, "officer")
    assert done.code == 1
    sides = ("2014-02", "2014-03") if how == "rebase" else ("2014-03", "2014-02")
    assert "recommendation 1: due: ours {}, theirs {}\n".format(*sides) in done.err
    assert "then git add plans/sample.yaml\n" in done.err
    found = call(capsys, "validate", "plans/sample.yaml")
    assert (found.code, "[merge-conflict]" in found.out) == (1, True)
    marked = clone.plan.read_text()
    assert marked.count("<<<<<<<") == 1
    keep = marked.split("=======\n")
    clone.plan.write_text(keep[0].replace("<<<<<<< ours\n", "") + keep[1].split(">>>>>>> theirs\n")[1])
    assert clone.plan.read_text() == BOTH.replace("due: 2013-12", f"due: {sides[0]}")
    in_git(clone.root, "add", "plans/sample.yaml")
    assert clone.git(how, "--continue").code == 0
    assert clone.git("status", "--porcelain").out == ""


def test_a_plan_that_both_added(clone: Clone) -> None:
    for branch, change in (("officer", HERS), ("main", MINE)):
        in_git(clone.root, "checkout", "--quiet", branch)
        (clone.root / "plans/new.yaml").write_text(BASE.replace(*change))
        committed(clone.root)
    done = clone.git("merge", "officer")
    assert done.code == 0, done
    assert (clone.root / "plans/new.yaml").read_text() == BOTH


def test_branches_that_merged_each_other(clone: Clone) -> None:
    clone.record("officer", HERS, ("due: 2013-12", "due: 2014-01"))
    clone.record("main", MINE, ("due: 2013-12", "due: 2014-02"))
    for branch, other in (("main", "officer"), ("officer", "main~1")):
        in_git(clone.root, "checkout", "--quiet", branch)
        assert clone.git("merge", other).code == 1
        clone.plan.write_text(BOTH.replace("2013-12", "2014-03"))
        committed(clone.root)
    clone.record("officer", ("rag: amber", "rag: red"))
    clone.record("main", ("text: Do something else", "text: Do more"))
    done = clone.git("merge", "officer")
    assert (done.code, done.err) == (0, "")  # nobody is told of conflicts that were decided long ago
    meant = BOTH.replace("2013-12", "2014-03").replace("rag: amber", "rag: red")
    assert clone.plan.read_text() == meant.replace("text: Do something else", "text: Do more")


def test_a_merge_by_a_driver_that_was_not_found_is_made_again(clone: Clone) -> None:
    driver = in_git(clone.root, "config", "merge.scrplan.driver")
    in_git(clone.root, "config", "merge.scrplan.driver", "no-such-program %O %A %B %P")
    clone.record("officer", HERS)
    clone.record("main", MINE)
    assert clone.git("merge", "officer").code == 1
    assert clone.plan.read_text() == BASE.replace(*MINE)  # as docs/git.md warns
    in_git(clone.root, "config", "merge.scrplan.driver", driver)
    assert clone.git("checkout", "--merge", "plans/sample.yaml").code == 0
    assert clone.plan.read_text() == BOTH


def test_a_plan_of_an_odd_name(clone: Clone) -> None:
    name = 'plans/it\'s $(odd) "q".yaml'
    for branch, due in (("officer", "2014"), ("main", "2015")):
        in_git(clone.root, "checkout", "--quiet", branch)
        (clone.root / name).write_text(BASE.replace("2013-12", due))
        committed(clone.root)
    done = clone.git("merge", "officer")
    assert done.code == 1
    assert f"{name}: recommendation 1: due: ours 2015, theirs 2014\n" in done.err
