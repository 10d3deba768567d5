"""Who writes at once loses nothing; who is killed, or finds no room, leaves the file as it was or as it was to be."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.building import ROOT, in_git, plan_of
from tests.cli.processes import ended, started
from tests.cli.samples import SUBJECT, UPDATE, sample_in_git
from tests.recording.acting import TEXT

MANY = 20


@pytest.fixture
def sample(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sample_in_git(board, monkeypatch)


def texts(path: Path) -> list[str]:
    """Return every update of a plan, which must be without problems, in order."""
    rows = plan_of(path.read_text(encoding="utf-8"), path.stem).recommendations
    return [update.text for row in rows for update in row.progress.updates]


def test_twenty_who_write_at_once_lose_nothing(sample: Path) -> None:
    before = texts(sample)
    wanted = [f"said by {number}" for number in range(MANY)]
    # Two upon each other: every second one is about the same recommendation.
    words = [
        ("update", "sample", str(1 + number % 2), "--note", said, "--on", "2013-10")
        for number, said in enumerate(wanted)
    ]
    outcomes = [ended(one) for one in [started(each, sample.parent) for each in words]]
    assert [(one.code, one.err) for one in outcomes if one.code] == []
    assert all(f"text: {said}" in one.out for said, one in zip(wanted, outcomes, strict=True))
    assert sorted(texts(sample)) == sorted([*before, *wanted])
    assert [path.name for path in sample.parent.iterdir()] == ["sample.yaml"]


def test_who_commits_at_once_commits_nothing_of_another(sample: Path) -> None:
    wanted = [f"said by {number}" for number in range(6)]
    words = [("update", "sample", "2", "--note", said, "--on", "2013-10", "--commit") for said in wanted]
    outcomes = [ended(one) for one in [started(each, sample.parent) for each in words]]
    assert {one.code for one in outcomes} <= {0, 2, 3}
    written = [said for said, one in zip(wanted, outcomes, strict=True) if one.code != 2]
    assert written
    assert sorted(written) == sorted(set(texts(sample)) & set(wanted))
    refused = [one.err for one in outcomes if one.code == 2]
    assert all(err.count("\n") == 1 and "it has changes that are not committed" in err for err in refused)
    for commit in in_git(sample.parent, "rev-list", "--grep=^Plan: sample", "HEAD").split():
        added = [line for line in in_git(sample.parent, "show", "--format=", commit).splitlines() if line[:1] == "+"]
        assert sum(said in line for line in added for said in wanted) == 1


def test_new_plans_of_one_name_are_made_once(sample: Path) -> None:
    words = ("new", "twin", "--title", "T", "--kind", "inquiry", "--board", "B", "--agency", "Health", "--text")
    outcomes = [ended(one) for one in [started((*words, f"By {n}"), sample.parent) for n in range(4)]]
    assert sorted(one.code for one in outcomes) == [0, 2, 2, 2]
    (first,) = (number for number, one in enumerate(outcomes) if not one.code)
    made = sample.with_name("twin.yaml").read_text(encoding="utf-8")
    assert plan_of(made, "twin").recommendations[0].text == f"By {first}"
    assert all(one.err.count("\n") == 1 for one in outcomes)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return a copy of a published plan, which takes the longer to be written."""
    path = tmp_path / "plans" / "child-g.yaml"
    path.parent.mkdir()
    shutil.copy(ROOT / "plans" / path.name, path)
    return path


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new(published: Path) -> None:
    words = ("update", "child-g", "16", "--rag", "amber", "--note", "Waiting", "--on", "2013-10")
    old = published.read_bytes()
    began = time.monotonic()
    assert ended(started(words, published.parent)).code == 0
    takes = time.monotonic() - began
    new = published.read_bytes()
    published.write_bytes(old)
    killed = 0
    chance = random.Random(16)  # noqa: S311  (the same moments in every run)
    for _ in range(20):
        process = started(words, published.parent)
        time.sleep(takes * chance.uniform(0.3, 1.0))
        process.kill()
        killed += ended(process).code == -signal.SIGKILL
        assert published.read_bytes() in (old, new)
        assert [path.name for path in published.parent.glob("*.y*ml")] == ["child-g.yaml"]
        published.write_bytes(old)
    assert killed
    assert ended(started(words, published.parent)).code == 0
    assert published.read_bytes() == new
    assert [path.name for path in published.parent.iterdir()] == ["child-g.yaml"]


NO_ROOM = """\
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
"""


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_a_file_that_finds_no_room_is_told_and_stays(sample: Path) -> None:
    text = "# a long comment, of which there are many\n" * 30_000 + TEXT
    sample.write_text(text, encoding="utf-8")
    done = ended(started(UPDATE, sample.parent, NO_ROOM))
    assert (done.code, done.out) == (2, "")
    assert done.err == "scrplan: sample.yaml: cannot be written: File too large\n"
    assert sample.read_text(encoding="utf-8") == text
    assert [path.name for path in sample.parent.iterdir()] == ["sample.yaml"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device there")  # noqa: PTH110
def test_a_change_that_cannot_be_shown_is_committed_all_the_same(sample: Path) -> None:
    before = "import sys\nsys.stdout = open('/dev/full', 'w')\n"
    done = ended(started((*UPDATE, "--commit"), sample.parent, before))
    assert (done.code, "No space left on device" in done.err) == (2, True)
    assert in_git(sample.parent, "log", "-1", "--format=%s") == SUBJECT
    assert in_git(sample.parent, "status", "--porcelain") == ""


FAILING = """\
import errno, os
real = os.{name}
def fail(*given, **named):
    if '{name}' == 'open' and not given[1] & os.O_CREAT:
        return real(*given, **named)
    raise OSError(errno.{code}, os.strerror(errno.{code}))
os.{name} = fail
"""


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("fsync", "ENOSPC", "No space left on device"),
        ("open", "EACCES", "Permission denied"),
        ("open", "EROFS", "Read-only file system"),
        ("replace", "EIO", "Input/output error"),
    ],
)
@pytest.mark.parametrize("words", [UPDATE, (*UPDATE, "--commit")], ids=["written", "committed"])
def test_a_place_that_allows_no_writing_is_told(
    sample: Path, words: tuple[str, ...], name: str, code: str, told: str
) -> None:
    done = ended(started(words, sample.parent, FAILING.format(name=name, code=code)))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"scrplan: sample.yaml: cannot be written: {told}\n"
    assert sample.read_text(encoding="utf-8") == TEXT
    assert [path.name for path in sample.parent.iterdir()] == ["sample.yaml"]
    assert in_git(sample.parent, "log", "--format=%s") == "Plans"
