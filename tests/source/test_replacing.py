"""A plan file is written whole or not at all, and only in the place of what was read."""

import errno
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scrplan.errors import UnwritableFile
from scrplan.source.atomic_write import replace_text
from scrplan.source.files import found_plans, load_source, plan_paths


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sample.yaml"
    path.write_bytes(b"id: old\n")
    return path


def refusal(plan: Path, text: str = "id: new\n") -> str:
    """Return the line with which the writing of a plan is refused, which must leave the folder as it was."""
    source = load_source(plan, plan.parent)
    with pytest.raises(UnwritableFile) as refused:
        replace_text(source, text)
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]
    (line,) = refused.value.lines()
    return line


def test_source_is_the_bytes_and_what_was_made_of_them(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbfid: x\r\n")
    source = load_source(plan, plan.parent)
    assert (source.path, source.raw, source.document.text) == (plan, b"\xef\xbb\xbfid: x\r\n", "id: x\r\n")


def test_text_takes_the_place_of_what_was_read(plan: Path) -> None:
    replace_text(load_source(plan, plan.parent), "id: é\r\n")
    assert plan.read_bytes() == "id: é\r\n".encode()
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_byte_order_mark_stays(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbfid: old\n")
    replace_text(load_source(plan, plan.parent), "id: new\n")
    assert plan.read_bytes() == b"\xef\xbb\xbfid: new\n"


@pytest.mark.skipif(os.name == "nt", reason="no modes of that kind there")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_mode_stays(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    replace_text(load_source(plan, plan.parent), "id: new\n")
    assert stat.S_IMODE(plan.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_stays(plan: Path) -> None:
    os.chown(plan, 12345, 23456)
    plan.chmod(0o640)
    replace_text(load_source(plan, plan.parent), "id: new\n")
    now = plan.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (12345, 23456, 0o640)


def test_owner_that_cannot_be_kept_is_no_hindrance(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    if hasattr(os, "chown") and os.geteuid() == 0:
        os.chown(plan, 12345, 23456)
    monkeypatch.setattr(os, "chown", refuse, raising=False)
    replace_text(load_source(plan, plan.parent), "id: new\n")
    assert plan.read_text() == "id: new\n"


def test_link_stays_and_its_target_is_written(plan: Path) -> None:
    (plan.parent / "there").mkdir()
    target = plan.rename(plan.parent / "there" / "target.yaml")
    plan.symlink_to(Path("there") / "target.yaml")
    replace_text(load_source(target)._replace(path=plan), "id: new\n")
    assert plan.is_symlink()
    assert target.read_text() == "id: new\n"
    assert [path.name for path in target.parent.iterdir()] == ["target.yaml"]


def test_file_that_changed_since_it_was_read_is_left(plan: Path) -> None:
    source = load_source(plan, plan.parent)
    plan.write_bytes(b"id: by another\n")
    with pytest.raises(UnwritableFile) as refused:
        replace_text(source, "id: new\n")
    assert refused.value.lines() == (
        "scrplan: sample.yaml: cannot be written: it has changed since it was read; run the command again",
    )
    assert plan.read_bytes() == b"id: by another\n"
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_file_that_is_gone_since_it_was_read_is_told(plan: Path) -> None:
    source = load_source(plan, plan.parent)
    plan.unlink()
    with pytest.raises(UnwritableFile, match="cannot be written"):
        replace_text(source, "id: new\n")
    assert list(plan.parent.iterdir()) == []


def test_full_disk_is_told_and_leaves_nothing_behind(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert refusal(plan) == "scrplan: sample.yaml: cannot be written: No space left on device"
    assert plan.read_bytes() == b"id: old\n"


def test_file_that_may_not_be_changed_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert refusal(plan).startswith("scrplan: sample.yaml: cannot be written: it may not be changed")
    assert plan.read_bytes() == b"id: old\n"


def test_interruption_leaves_nothing_behind(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    source = load_source(plan, plan.parent)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_text(source, "id: new\n")
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]
    assert plan.read_bytes() == b"id: old\n"


def test_what_is_half_written_is_never_taken_for_a_plan(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(_: int) -> None:
        seen.extend(path.name for path in plan.parent.iterdir() if path != plan)

    monkeypatch.setattr(os, "fsync", look)
    replace_text(load_source(plan, plan.parent), "id: new\n")
    assert len(seen) == 1
    assert seen[0].startswith(".")
    assert not seen[0].endswith(".yaml")
    (plan.parent / seen[0]).touch()
    assert found_plans([str(plan)], plan.parent).unread == ()


# -- killed --------------------------------------------------------------------------------------------------------

CALLS = ("open", "write", "fsync", "close", "chmod", "replace", "unlink")


def killed_at(step: int, plan: Path) -> bool:
    """Replace a plan in a process that dies before one of its calls to the system; return whether it came so far."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    try:
        source = load_source(plan, plan.parent)
        left = [step]
        for name in CALLS:
            setattr(os, name, _deadly(getattr(os, name), left))
        replace_text(source, "id: new\n")
    finally:
        os._exit(0)


def _deadly(function: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given, **named)

    return call


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no such processes there")
def test_killed_at_any_moment_it_leaves_the_old_text_or_the_new(plan: Path) -> None:
    seen: list[tuple[str, int]] = []
    for step in range(1, 100):
        plan.write_text("id: old\n")
        came_so_far = killed_at(step, plan)
        left = [path for path in plan.parent.iterdir() if path != plan]
        seen.append((plan.read_text(), len(left)))
        assert found_plans([str(plan)], plan.parent).unread == ()
        assert plan_paths([str(plan.parent)], plan.parent) == [plan]
        # The next to write is not hindered, and sweeps away what was left.
        replace_text(load_source(plan, plan.parent), "id: next\n")
        assert plan.read_text() == "id: next\n"
        assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]
        if not came_so_far:
            break
    texts = [text for text, _ in seen]
    assert set(texts) == {"id: old\n", "id: new\n"}
    assert texts == sorted(texts, reverse=True)  # once the new, always the new
    assert any(left for _, left in seen)
    assert seen[-1] == ("id: new\n", 0)


FAILURES = ["open", "fsync", "chmod", "replace"]


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_whatever_fails_is_told_and_leaves_nothing_behind(
    plan: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    source = load_source(plan, plan.parent)
    real = getattr(os, name)

    def refuse(*given: Any, **named: Any) -> Any:
        if name == "open" and not given[1] & os.O_CREAT:
            return real(*given, **named)
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, name, refuse)
    with pytest.raises(UnwritableFile) as refused:
        replace_text(source, "id: new\n")
    monkeypatch.undo()
    assert refused.value.lines() == (f"scrplan: sample.yaml: cannot be written: {os.strerror(code)}",)
    assert plan.read_bytes() == b"id: old\n"
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_what_was_left_and_cannot_be_swept_away_is_no_hindrance(plan: Path) -> None:
    (plan.parent / ".scrplan-x.tmp").mkdir()
    replace_text(load_source(plan, plan.parent), "id: new\n")
    assert plan.read_text() == "id: new\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
@pytest.mark.parametrize(("place", "mode"), [("file", 0o444), ("folder", 0o555)])
def test_closed_place_is_told(plan: Path, place: str, mode: int) -> None:
    closed = plan if place == "file" else plan.parent
    before = closed.stat().st_mode
    closed.chmod(mode)
    try:
        assert refusal(plan).startswith("scrplan: sample.yaml: cannot be written: ")
    finally:
        closed.chmod(before)
    assert plan.read_bytes() == b"id: old\n"
