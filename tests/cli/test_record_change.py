"""What every recording command does: which rows it takes, what it shows, what it writes, how it refuses."""

from pathlib import Path

import pytest

from scrplan.errors import FileChanged
from scrplan.source.files import Source
from tests.building import Outcome, call, in_git, plan_of
from tests.cli.samples import LINE, SHOWN, SUBJECT, UPDATE, sample_in_git
from tests.recording.acting import TEXT


@pytest.fixture
def sample(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sample_in_git(board, monkeypatch)


def test_it_shows_the_change_writes_it_and_says_how_to_commit_it(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(capsys, *UPDATE) == Outcome(0, SHOWN, f"written; to commit it: {LINE}\n")
    row = plan_of(sample.read_text(encoding="utf-8")).recommendations[0].progress
    assert (row.rag, row.updates[-1].text) == ("red", "Late")


def test_commit_commits_it(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, *UPDATE, "--commit")
    commit = in_git(sample.parent, "rev-parse", "HEAD")
    assert done == Outcome(0, SHOWN, f"committed {commit[:10]}: {SUBJECT}\n")
    assert in_git(sample.parent, "log", "-1", "--format=%B") == f"{SUBJECT}\n\nPlan: sample\nRef: 1"
    assert in_git(sample.parent, "status", "--porcelain") == ""


@pytest.mark.parametrize("more", [(), ("--commit",)])
def test_dry_run_writes_nothing(sample: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]) -> None:
    before = sample.stat()
    done = call(capsys, *UPDATE, "--dry-run", *more)
    assert done == Outcome(0, SHOWN, f"nothing was written; the message would be: {SUBJECT}\n")
    assert sample.read_text(encoding="utf-8") == TEXT
    assert (sample.stat().st_mtime_ns, sample.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert in_git(sample.parent, "log", "--format=%s") == "Plans"


def test_what_an_officer_should_know_is_told(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sample.exists()
    done = call(capsys, "complete", "sample", "1", "--on", "2013-10")
    assert done.err.splitlines()[0] == (
        "note: without evidence it is shown as 'done, no evidence' and counted as unproven"
    )
    done = call(capsys, "revise", "sample", "1", "--due", "2014", "--reason", "x", "--on", "2013-10")
    assert done.err.splitlines()[0] == "note: its due date in words still says 'July 2012 Board'"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("names_file: none.txt\n", "No such file or directory"),
        ("names_file: none.txt\nbord: x\n", "scrplan.yaml has mistakes, scrplan validate lists them"),
        ("bord: x\n", ""),
        ("board: x\n", ""),
    ],
)
def test_that_no_names_were_looked_for_is_said_and_the_change_is_written(
    sample: Path, capsys: pytest.CaptureFixture[str], settings: str, reason: str
) -> None:
    (sample.parent.parent / "scrplan.yaml").write_text(settings)
    done = call(capsys, *UPDATE)
    notes = [f"note: no names from the private list were looked for: {reason}"] if reason else []
    assert (done.code, done.err.splitlines()[:-1]) == (0, notes)
    assert sample.read_text(encoding="utf-8") != TEXT


def test_what_the_plan_says_already_changes_nothing(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same = ("assign", "sample", "1", "--lead", "Head of service", "--of", "Health")
    for more in ((), ("--commit",), ("--dry-run",)):
        assert call(capsys, *same, *more) == Outcome(0, "", "the plan already says this; nothing was changed\n")
    assert sample.read_text(encoding="utf-8") == TEXT


@pytest.mark.usefixtures("board")
def test_without_git_it_writes_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plans/sample.yaml").write_text(TEXT, encoding="utf-8")
    done = call(capsys, *UPDATE)
    assert done == Outcome(0, SHOWN, "written; without git there is no record of who changed it and when\n")


# -- which ---------------------------------------------------------------------------------------------------------

BOTH = ("update", "sample", "--note", "Waiting", "--by", "LSCB", "--on", "2013-10")
ROWS = "1: progress noted (Health: Write)\n2: progress noted (Police: Meet)\n"


def updated(path: Path) -> list[str]:
    """Return the refs of the rows that have the new update."""
    plan = plan_of(path.read_text(encoding="utf-8"))
    return [row.ref for row in plan.recommendations if any(one.text == "Waiting" for one in row.progress.updates)]


def test_several_are_shown_first_and_not_changed_unasked(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = "scrplan: 2 recommendations would be changed: give --yes to change them without asking\n"
    assert call(capsys, *BOTH, "1", "2") == Outcome(2, "", f"{ROWS}{refused}")
    assert sample.read_text(encoding="utf-8") == TEXT


def test_several_are_changed_at_once_and_committed_together(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, *BOTH, "2", "1", "2", "--yes", "--commit")
    assert done.code == 0
    assert updated(sample) == ["1", "2"]
    assert in_git(sample.parent, "log", "-1", "--format=%B").splitlines() == [
        "sample 2, 1: progress noted",
        "",
        "2: progress noted",
        "1: progress noted",
        "",
        "Plan: sample",
        "Ref: 2",
        "Ref: 1",
    ]


VIEW = "views: {late: {due_before: 2013, agency: nhs}, none: {agency: Police, state: done}}\n"


@pytest.mark.parametrize(
    ("filtered", "refs"),
    [
        (("--where", "agency = Police"), ["2"]),
        (("--where", "agency = NHS", "--where", "state = open"), ["1"]),
        (("--view", "late"), ["1"]),
        (("--where", "ref = 1 or ref = 2"), ["1", "2"]),
    ],
)
def test_a_filter_takes_what_matches(
    sample: Path, capsys: pytest.CaptureFixture[str], filtered: tuple[str, ...], refs: list[str]
) -> None:
    Path("scrplan.yaml").write_text(VIEW.replace("done", "complete"), encoding="utf-8")
    assert call(capsys, *BOTH, *filtered, "--yes").code == 0
    assert updated(sample) == refs


def test_an_action_of_several_is_named_by_its_part(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample.write_text(TEXT.replace("- text: Only", "- part: a\n        text: Only"), encoding="utf-8")
    done = call(capsys, *BOTH, "3", "4", "--action", "a")
    assert done.err.splitlines()[:2] == ["3 a: progress noted (Health: Book)", "4 a: progress noted (Health: Only)"]
    assert call(capsys, *BOTH, "3", "4", "--action", "a", "--yes").code == 0
    rows = plan_of(sample.read_text(encoding="utf-8")).recommendations
    assert [row.actions[0].progress.updates[0].text for row in rows[2:]] == ["Waiting", "Waiting"]


def test_of_several_all_are_changed_or_none(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "complete", "sample", "1", "2", "3", "--yes", "--on", "2013-10")
    told = "scrplan: recommendation 3 was completed in April 2013 already: scrplan evidence adds what shows it\n"
    assert done == Outcome(2, "", told)
    assert sample.read_text(encoding="utf-8") == TEXT


def test_a_long_text_is_cut_where_rows_are_shown(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample.write_text(TEXT.replace("text: Meet", f"text: {'word ' * 40}"), encoding="utf-8")
    line = call(capsys, *BOTH, "1", "2").err.splitlines()[1]
    assert line == f"2: progress noted (Police: {'word ' * 11}word...)"


WHICH = {
    "none": ((), "scrplan: no recommendation is named: name its ref, or filter by --where"),
    "both": (("1", "--where", "ref = 1"), "scrplan: both refs and a filter are given: name the refs, or filter by"),
    "no ref": (("9",), "scrplan: unknown ref '9': choose from 1, 2, 3, 4"),
    "one of several": (("1", "9", "--yes"), "scrplan: unknown ref '9': choose from 1, 2, 3, 4"),
    "no part": (("3", "--action", "c"), "scrplan: unknown action of recommendation 3 'c': choose from a, b"),
    "no match": (
        ("--where", "agency = Police and state = complete"),
        "scrplan: no recommendation of sample matches: try the filter with scrplan",
    ),
    "no view": (("--view", "x"), "scrplan: unknown view 'x': there are none here"),
    "no filter": (("--where", "agncy = x"), "scrplan: --where, character 1: "),
}


@pytest.mark.parametrize(("words", "told"), WHICH.values(), ids=WHICH)
def test_what_is_not_there_is_one_line(
    sample: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    done = call(capsys, *BOTH, *words)
    *understood, line = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert line.startswith(told)
    assert all(one.startswith("--where is understood as: ") for one in understood)
    assert sample.read_text(encoding="utf-8") == TEXT


PLANS = {
    "no plan": ("smple", "scrplan: smple: there is no such plan: did you mean 'sample'?"),
    "several": (".", "scrplan: . is a folder of several plans: name one of them"),
    "an empty name": ("", "scrplan: the name of a plan is empty: write its id or path"),
    "a file that is none": ("plans/x.txt", "plans/x.txt:1:1: error: this is not a plan"),
}


@pytest.mark.parametrize(("name", "told"), PLANS.values(), ids=PLANS)
def test_what_is_no_plan_is_one_line(sample: Path, capsys: pytest.CaptureFixture[str], name: str, told: str) -> None:
    sample.with_name("other.yaml").write_text(TEXT.replace("id: sample", "id: other"), encoding="utf-8")
    sample.with_name("x.txt").write_text("x", encoding="utf-8")
    done = call(capsys, "update", name, "1", "--note", "x")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(told)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("update", "sample", "1", "--note", "x"),
        ("add", "sample", "--agency", "Health", "--text", "x"),
        ("add", "sample", "1", "--text", "x"),
        ("complete", "sample", "1", "2", "--yes"),
    ],
)
@pytest.mark.parametrize("text", ["", "a: [\n", "- 1\n", "&a [*a]\n", "\x00", "x" * 5_000_000], ids=range(6))
def test_a_file_that_is_no_yaml_is_told_with_its_line(
    sample: Path, capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...]
) -> None:
    sample.write_text(text, encoding="utf-8")
    done = call(capsys, *words)
    assert (done.code, done.out) == (2, "")
    assert all(line.startswith("plans/sample.yaml:") for line in done.err.splitlines())
    assert done.err
    assert sample.read_text(encoding="utf-8") == text


def test_a_plan_can_be_named_by_its_path_from_anywhere(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    for folder, name in (("plans", "sample.yaml"), ("plans", "sample"), ("elsewhere", "../plans/sample.yaml")):
        monkeypatch.chdir(tmp_path / folder)
        assert call(capsys, "update", name, "2", "--note", "Waiting").code == 0
    updates = plan_of(sample.read_text(encoding="utf-8")).recommendations[1].progress.updates
    assert [one.text for one in updates] == ["Waiting"] * 3


# -- refused -------------------------------------------------------------------------------------------------------


def test_a_change_that_would_make_the_plan_wrong_is_refused_with_what_it_would_make(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "update", "sample", "1", "--note", "Call 02380 123456", "--on", "2031-05")
    head, *problems = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert head == "scrplan: plans/sample.yaml was left as it is, since the change would make it wrong:"
    assert [problem.rpartition(" ")[2] for problem in problems] == ["[future-date]", "[phone-number]"]
    assert sample.read_text(encoding="utf-8") == TEXT


def test_a_file_that_somebody_writes_without_end_is_told_at_last(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def replace(source: Source, _: str) -> None:
        tried.append(source.raw)
        sample.write_text(f"# {len(tried)}\n{TEXT}", encoding="utf-8")
        raise FileChanged("plans/sample.yaml")

    monkeypatch.setattr("scrplan.cli.record_change.replace_text", replace)
    done = call(capsys, *UPDATE)
    told = "scrplan: plans/sample.yaml: cannot be written: it has changed since it was read; run the command again\n"
    assert done == Outcome(2, "", told)
    assert len(set(tried)) == len(tried) > 20
