import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scrplan.check import runner as runs
from scrplan.check.identifying_words import Names
from scrplan.check.private_names import lacks_names, names_of
from scrplan.check.repository import others_than
from scrplan.check.runner import CHUNK, MANY, Checker, Job, check_files
from scrplan.diagnostics import START, FileFindings, Severity
from scrplan.errors import UnknownName
from scrplan.model import Board
from scrplan.source.files import plan_paths
from tests.building import ROW, THE_DAY, committed, in_git, plan_text

ROWS = [
    "",
    "    due: 2012-07\n    rag: amber\n",
    "    due: 2012-13\n",
    "    note: Ring 01632 960123\n",
    "    rag: green\n    raq: red\n",
    "    links: [{plan: p000, ref: '9', relation: repeats}]\n",
    "    note: [\n",
]


def write_plan(root: Path, plan: str, extra: str = "") -> Path:
    path = root / "plans" / f"{plan}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(plan_text(f"{ROW}{extra}").replace("id: sample", f"id: {plan}"))
    return path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty repository, with room beside it."""
    house = tmp_path / "house"
    (house / "plans").mkdir(parents=True)
    monkeypatch.chdir(house)
    return house


def many_plans(root: Path, number: int = MANY + CHUNK + 3) -> tuple[Path, ...]:
    """Write so many plans with all kinds of mistakes, and return them."""
    return tuple(write_plan(root, f"p{one:03}", ROWS[one % len(ROWS)]) for one in range(number))


def one_by_one(job: Job) -> list[FileFindings]:
    """Return what one process finds in the files of a job."""
    checker = Checker(job)
    return [*checker.check(job.paths), *checker.check_links(job.links_of)]


@pytest.fixture
def three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_cores", lambda: 3)


def told(files: Iterable[FileFindings]) -> dict[str, list[str]]:
    return {file.path: [one.rule for one in file.findings] for file in files}


# -- one process or several -----------------------------------------------------------------------------------------


@dataclass
class Started:
    """Which pools of processes were started, each with how many."""

    workers: list[int] = field(default_factory=list)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    seen = Started()
    real = runs._on_every_core  # noqa: SLF001  (to see that it is called, not what it does)

    def watched(job: Job, workers: int) -> Iterable[FileFindings]:
        seen.workers.append(workers)
        return real(job, workers)

    monkeypatch.setattr(runs, "_on_every_core", watched)
    return seen


@pytest.mark.parametrize(("number", "cores", "workers"), [
    (MANY - 1, 8, []), (MANY, 8, [5]), (MANY, 3, [3]), (MANY, 1, []), (MANY + CHUNK, 64, [6]), (1, 8, []), (0, 8, []),
])  # fmt: skip
def test_as_many_processes_are_started_as_help(
    root: Path, monkeypatch: pytest.MonkeyPatch, started: Started, number: int, cores: int, workers: list[int]
) -> None:
    monkeypatch.setattr(runs, "_cores", lambda: cores)
    paths = many_plans(root, number)
    assert len(list(check_files(Job(root, THE_DAY, paths)))) == number
    assert started.workers == workers


@pytest.mark.usefixtures("three_cores")
def test_several_processes_find_what_one_finds_in_the_same_order(root: Path, started: Started) -> None:
    paths = (*many_plans(root)[::-1], root / "scrplan.yaml")
    paths[-1].write_text("rules: {no-lead: off, late-not-red: error}\nviews: {a: {state: opne}}\n")
    job = Job(root, THE_DAY, paths)
    found = list(check_files(job))
    assert started.workers == [3]
    assert found == one_by_one(job)
    assert [file.path for file in found] == [str(path.relative_to(root)) for path in paths]
    assert {"late-not-red", "bad-date", "phone-number", "unknown-key", "broken-link", "syntax", "bad-view"} <= {
        one.rule for file in found for one in file.findings
    }


@pytest.mark.usefixtures("three_cores")
def test_processes_that_start_anew_find_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(root, THE_DAY, many_plans(root), ("no-lead", "phone-number"))
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert list(check_files(job)) == one_by_one(job)


@pytest.mark.usefixtures("three_cores")
@pytest.mark.parametrize(
    ("only", "ignored"),
    [(("no-lead",), ()), ((), ("no-lead", "untestable")), (("broken-link",), ("broken-link",))],
    ids=["only some rules", "all but some", "none"],
)
def test_several_processes_judge_the_rules_asked_for(
    root: Path, only: tuple[str, ...], ignored: tuple[str, ...]
) -> None:
    asked = Job(root, THE_DAY, many_plans(root), only, ignored)
    assert list(check_files(asked)) == one_by_one(asked)


@pytest.mark.usefixtures("three_cores")
def test_several_processes_know_what_was_committed_and_whose_names_must_not_stand_there(root: Path) -> None:
    paths = many_plans(root)
    in_git(root, "init", "--quiet")
    committed(root)
    for number in (1, 30):
        paths[number].write_text(paths[number].read_text().replace("Do something", "See Jo Bloggs") + "    due: 2014\n")
    late = write_plan(root, "p001", ROWS[1].replace("2012-07", "2014-07"))
    (root / "scrplan.yaml").write_text("names_file: ../names.txt\n")
    (root.parent / "names.txt").write_text("Jo Bloggs\n")
    job = Job(root, THE_DAY, paths)
    found = list(check_files(job))
    assert found == one_by_one(job)
    by_path = told(found)
    assert "date-overwritten" in by_path[str(late.relative_to(root))]
    assert "listed-name" in by_path["plans/p030.yaml"]


@pytest.mark.usefixtures("three_cores")
def test_a_reader_who_has_seen_enough_ends_the_processes(root: Path) -> None:
    files = iter(check_files(Job(root, THE_DAY, many_plans(root, 4 * MANY))))
    assert next(files).path == "plans/p000.yaml"
    files.close()  # type: ignore[attr-defined]
    assert len(list(check_files(Job(root, THE_DAY, many_plans(root))))) == MANY + CHUNK + 3


def test_what_runs_on_a_machine_without_a_count_of_its_own_cores_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert runs._cores() == 1  # noqa: SLF001  (what other machines have cannot be had here)


# -- files that cannot be opened ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("three_cores")
@pytest.mark.parametrize("number", [3, MANY + CHUNK], ids=["one process", "several"])
@pytest.mark.parametrize("kind", ["folder", "dangling link", "pipe", "gone"])
def test_a_file_that_cannot_be_opened_is_one_finding_among_the_others(root: Path, number: int, kind: str) -> None:
    paths = many_plans(root, number)
    paths[1].unlink()
    match kind:
        case "folder":
            paths[1].mkdir()
        case "dangling link":
            paths[1].symlink_to("nowhere")
        case "pipe":
            os.mkfifo(paths[1])
    found = list(check_files(Job(root, THE_DAY, paths)))
    assert [file.path for file in found] == [str(path.relative_to(root)) for path in paths]
    (one,) = found[1].findings
    assert (one.rule, one.severity, one.position, found[1].lines) == ("unreadable", Severity.ERROR, START, {})
    assert one.message.startswith("the file cannot be opened (")
    assert all("unreadable" not in rules for path, rules in told(found).items() if path != one.path)


def test_settings_that_cannot_be_opened_are_a_finding_and_the_rules_are_as_usual(root: Path) -> None:
    path = write_plan(root, "sample")
    usual = told(check_files(Job(root, THE_DAY, (path,))))
    (root / "scrplan.yaml").mkdir()
    found = told(check_files(Job(root, THE_DAY, (path, root / "scrplan.yaml"))))
    assert found == usual | {"scrplan.yaml": ["unreadable"]}


# -- the board's settings -------------------------------------------------------------------------------------------


def test_the_board_sets_what_is_found(root: Path) -> None:
    path = write_plan(root, "sample", "    rag: amber\n    due: 2012-07\n    themes: [x]\n")
    (root / "scrplan.yaml").write_text("rules: {no-lead: off, late-not-red: advice}\nthemes: [y]\nstale_days: 1\n")
    (found,) = check_files(Job(root, THE_DAY, (path,)))
    assert {one.rule: one.severity for one in found.findings} == {
        "late-not-red": Severity.ADVICE,
        "unknown-theme": Severity.ERROR,
    }


@pytest.mark.parametrize(
    "settings", ["rules: {no-lead: of}\n", "bord: x\nrules: {no-lead: off}\n", "a: [\n", "- a\n"],
    ids=["a severity that is none", "an unknown key", "no YAML", "a list"],
)  # fmt: skip
def test_broken_settings_are_told_and_the_rules_are_as_usual(root: Path, settings: str) -> None:
    path = write_plan(root, "sample")
    usual = told(check_files(Job(root, THE_DAY, (path,))))
    (root / "scrplan.yaml").write_text(settings)
    found = told(check_files(Job(root, THE_DAY, (path, root / "scrplan.yaml"))))
    assert found.pop("scrplan.yaml")
    assert found == usual


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ("rules: {no-lead: off}\n", []),
        ("rules: {no-leed: off}\n", ["unknown-rule"]),
        ("rules: {unknown-key: off}\n", ["unknown-rule"]),
        ("views: {late: {timeliness: overdu}}\n", ["bad-view"]),
        ("views: {late: {sort: '-due,ref'}}\n", []),
        ("glossary: {contact: jo@example.org}\n", ["email-address"]),
        ("rules: {bad-view: off}\nviews: {late: {timeliness: overdu}}\n", []),
    ],
)
def test_the_settings_are_checked_too(root: Path, settings: str, rules: list[str]) -> None:
    (root / "scrplan.yaml").write_text(settings)
    (found,) = check_files(Job(root, THE_DAY, (root / "scrplan.yaml",)))
    assert [one.rule for one in found.findings] == rules


def test_a_rule_that_is_none_stops_the_run(root: Path) -> None:
    with pytest.raises(UnknownName, match="no-leed"):
        list(check_files(Job(root, THE_DAY, (), ("no-leed",))))


def test_settings_of_the_repository_count_wherever_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_plan(root, "sample")
    (root / "scrplan.yaml").write_text("rules: {no-lead: off}\n")
    monkeypatch.chdir(root / "plans")
    (found,) = check_files(Job(root, THE_DAY, (path,), here=Path.cwd()))
    assert found.path == "sample.yaml"
    assert "no-lead" not in [one.rule for one in found.findings]


# -- the links of plans that were not changed -----------------------------------------------------------------------


def links(*targets: tuple[str, str]) -> str:
    each = ", ".join(f"{{plan: {plan}, ref: '{ref}', relation: repeats}}" for plan, ref in targets)
    return f"    raq: x\n    links: [{each}]\n"


def told_of_links(
    root: Path, *changed: Path, only: tuple[str, ...] = (), ignored: tuple[str, ...] = ()
) -> dict[str, list[str]]:
    """Return what is told of the plans that were not changed."""
    others = tuple(others_than(changed, root))
    job = Job(root, THE_DAY, changed, only, ignored, others)
    found = list(check_files(job))
    assert found == one_by_one(job)
    of_the_changed = {str(path.relative_to(root)) for path in changed}
    return {path: rules for path, rules in told(found).items() if path not in of_the_changed}


@pytest.mark.parametrize(
    ("target", "is_broken"),
    [(("a", "1"), False), (("a", "2"), True), (("gone", "1"), True), (("other", "1"), False), (("other", "7"), True)],
    ids=["to a changed plan", "to a ref it has no more", "to a plan that is no more", "to itself", "nowhere in itself"],
)
def test_of_another_plan_only_the_links_that_lead_nowhere_are_told(
    root: Path, target: tuple[str, str], *, is_broken: bool
) -> None:
    changed = write_plan(root, "a")
    write_plan(root, "other", links(target))
    expected = {"plans/other.yaml": ["broken-link"]} if is_broken else {}
    assert told_of_links(root, changed) == expected


def test_each_link_that_leads_nowhere_is_told(root: Path) -> None:
    write_plan(root, "other", links(("gone", "1"), ("a", "1"), ("a", "3")))
    write_plan(root, "third", links(("gone", "2")))
    assert told_of_links(root, write_plan(root, "a")) == {
        "plans/other.yaml": ["broken-link", "broken-link"],
        "plans/third.yaml": ["broken-link"],
    }


def test_links_are_told_where_no_plan_was_changed(root: Path) -> None:
    write_plan(root, "other", links(("gone", "1")))
    assert told_of_links(root) == {"plans/other.yaml": ["broken-link"]}


def test_of_other_plans_that_cannot_be_opened_or_read_it_is_told_that_their_links_are_not_known(root: Path) -> None:
    (root / "plans" / "pipe.yaml").symlink_to("nowhere")
    (root / "plans" / "broken.yaml").write_text("links: [\n")
    changed = write_plan(root, "a")
    assert told_of_links(root, changed) == {
        "plans/broken.yaml": ["not-checked"],
        "plans/pipe.yaml": ["not-checked"],
    }
    assert told_of_links(root, changed, ignored=("broken-link",)) == {}
    assert told_of_links(root, changed, ignored=("not-checked",)) == {}


def test_other_plans_that_cannot_be_read_and_have_no_links_are_not_told(root: Path) -> None:
    (root / "plans" / "broken.yaml").write_text("title: [\n")
    assert told_of_links(root, write_plan(root, "a")) == {}


def test_a_link_that_its_row_allows_to_lead_nowhere_is_not_told(root: Path) -> None:
    write_plan(root, "other", f"{links(('gone', '1'))}    allow: [broken-link]\n    note: It is kept elsewhere.\n")
    assert told_of_links(root, write_plan(root, "a")) == {}


def test_links_are_not_told_where_the_rule_is_not_wanted(root: Path) -> None:
    write_plan(root, "other", links(("gone", "1")))
    changed = write_plan(root, "a")
    assert told_of_links(root, changed, ignored=("broken-link",)) == {}
    assert told_of_links(root, changed, only=("no-lead",)) == {}
    assert told_of_links(root, changed, only=("broken-link",)) == {"plans/other.yaml": ["broken-link"]}


def test_links_are_not_told_where_the_board_does_not_want_the_rule(root: Path) -> None:
    write_plan(root, "other", links(("gone", "1")))
    (root / "scrplan.yaml").write_text("rules: {broken-link: off}\n")
    assert told_of_links(root, write_plan(root, "a")) == {}


def test_the_line_of_a_broken_link_hides_an_identifier_that_stands_in_it(root: Path) -> None:
    write_plan(root, "other", "    links: [{plan: gone, ref: 999 000 0018, relation: repeats}]\n")
    job = Job(root, THE_DAY, (), links_of=tuple(plan_paths([], root)))
    (found,) = check_files(job)
    shown = [*found.lines.values(), *(words for one in found.findings for words in (one.message, one.hint))]
    assert shown
    assert not any("999 000 0018" in words for words in shown)


# -- the private list of names --------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["../names.txt", "private/names.txt", "~/names.txt", "{root}/../names.txt"])
def test_names_of_the_list_are_found(root: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setenv("HOME", str(root / "home"))
    where = where.format(root=root)
    target = Path(os.path.realpath(root / Path(where).expanduser()))
    target.parent.mkdir(exist_ok=True)
    target.write_text("\ufeff# the family\nJo Bloggs\n", encoding="utf-8")
    (root / "scrplan.yaml").write_text(f"names_file: {where}\n")
    path = write_plan(root, "sample", "    note: Ask jo bloggs\n")
    assert lacks_names(root) == ""
    assert "listed-name" in told(check_files(Job(root, THE_DAY, (path,))))["plans/sample.yaml"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("missing", "No such file or directory"),
        ("folder", "Is a directory"),
        ("pipe", "it is not a regular file"),
        ("no UTF-8", "it is not saved as UTF-8"),
        ("too large", "it is larger than 4 MB"),
        ("empty", "it holds no name"),
        ("only comments", "it holds no name"),
    ],
)
def test_where_the_list_cannot_be_used_no_name_is_looked_for_and_that_can_be_said(
    root: Path, kind: str, why: str
) -> None:
    (root / "scrplan.yaml").write_text("names_file: names.txt\n")
    path = write_plan(root, "sample", "    note: Ask Jo Bloggs\n")
    names = root / "names.txt"
    match kind:
        case "folder":
            names.mkdir()
        case "pipe":
            os.mkfifo(names)
        case "no UTF-8":
            names.write_bytes(b"Zo\xeb Bloggs\n")
        case "too large":
            names.write_bytes(b"Jo Bloggs\n" * 500_000)
        case "empty" | "only comments":
            names.write_text("# Jo Bloggs\n\n" if kind == "only comments" else "")
    assert lacks_names(root) == why
    assert not (names_of(root, Board(names_file="names.txt")) or Names()).whole
    assert "listed-name" not in told(check_files(Job(root, THE_DAY, (path,))))["plans/sample.yaml"]


def test_without_a_list_nothing_is_lacking(root: Path) -> None:
    assert lacks_names(root) == ""
    assert names_of(root, Board()) is None


IN_GIT = {
    "in the repository": ("names.txt", "", True),
    "in the repository and ignored": ("names.txt", "names.txt\n", False),
    "in a folder that is ignored": ("private/names.txt", "private/\n", False),
    "in a folder of the repository": ("private/names.txt", "", True),
    "outside": ("../names.txt", "", False),
    "by a long way in the repository": ("private/../names.txt", "", True),
    "in the repository by its full path": ("{root}/names.txt", "", True),
    "in another repository": ("../other/names.txt", "", True),
}


@pytest.mark.parametrize(("where", "ignored", "is_told"), IN_GIT.values(), ids=IN_GIT)
def test_a_list_that_git_would_take_is_told(root: Path, where: str, ignored: str, *, is_told: bool) -> None:
    in_git(root, "init", "--quiet")
    (root / ".gitignore").write_text(ignored)
    (root / "private").mkdir()
    (root.parent / "other").mkdir()
    in_git(root.parent / "other", "init", "--quiet")
    (root / where.format(root=root)).write_text("Jo Bloggs\n")
    (root / "scrplan.yaml").write_text(f"names_file: {where.format(root=root)}\n")
    (found,) = check_files(Job(root, THE_DAY, (root / "scrplan.yaml",)))
    assert [one.rule for one in found.findings] == (["names-in-git"] if is_told else [])


def test_a_list_that_was_committed_is_told_though_it_is_ignored_since(root: Path) -> None:
    in_git(root, "init", "--quiet")
    (root / "names.txt").write_text("Jo Bloggs\n")
    committed(root)
    (root / ".gitignore").write_text("names.txt\n")
    (root / "scrplan.yaml").write_text("names_file: names.txt\n")
    (found,) = check_files(Job(root, THE_DAY, (root / "scrplan.yaml",)))
    assert [one.rule for one in found.findings] == ["names-in-git"]


@pytest.mark.parametrize(("state", "rules"), [("no repository of git", []), ("no such file", ["not-checked"])])
def test_a_list_of_which_git_knows_nothing_is_not_told(root: Path, state: str, rules: list[str]) -> None:
    if state == "no such file":
        in_git(root, "init", "--quiet")
    else:
        (root / "names.txt").write_text("Jo Bloggs\n")
    (root / "scrplan.yaml").write_text("names_file: names.txt\n")
    (found,) = check_files(Job(root, THE_DAY, (root / "scrplan.yaml",)))
    assert [one.rule for one in found.findings] == rules
