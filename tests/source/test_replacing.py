"""A plan file is written whole or not at all, and only in the place of what was read."""

import os
import stat
from pathlib import Path

import pytest

from scrplan.errors import UnwritableFile
from scrplan.source.files import load_source, misnamed_files
from scrplan.source.storing import replace_text


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sample.yaml"
    path.write_bytes(b"id: old\n")
    return path


def refusal(plan: Path, text: str = "id: new\n") -> str:
    """Return the line with which the writing of a plan is refused, which must leave the folder as it was."""
    source = load_source(plan)
    with pytest.raises(UnwritableFile) as refused:
        replace_text(source, text)
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]
    (line,) = refused.value.lines()
    return line


def test_source_is_the_bytes_and_what_was_made_of_them(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbfid: x\r\n")
    source = load_source(plan)
    assert (source.path, source.raw, source.document.text) == (plan, b"\xef\xbb\xbfid: x\r\n", "id: x\r\n")


def test_text_takes_the_place_of_what_was_read(plan: Path) -> None:
    replace_text(load_source(plan), "id: é\r\n")
    assert plan.read_bytes() == "id: é\r\n".encode()
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_byte_order_mark_stays(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbfid: old\n")
    replace_text(load_source(plan), "id: new\n")
    assert plan.read_bytes() == b"\xef\xbb\xbfid: new\n"


@pytest.mark.skipif(os.name == "nt", reason="no modes of that kind there")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_mode_stays(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    replace_text(load_source(plan), "id: new\n")
    assert stat.S_IMODE(plan.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_stays(plan: Path) -> None:
    os.chown(plan, 12345, 23456)
    plan.chmod(0o640)
    replace_text(load_source(plan), "id: new\n")
    now = plan.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (12345, 23456, 0o640)


def test_owner_that_cannot_be_kept_is_no_hindrance(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    if hasattr(os, "chown") and os.geteuid() == 0:
        os.chown(plan, 12345, 23456)
    monkeypatch.setattr(os, "chown", refuse, raising=False)
    replace_text(load_source(plan), "id: new\n")
    assert plan.read_text() == "id: new\n"


def test_link_stays_and_its_target_is_written(plan: Path) -> None:
    (plan.parent / "there").mkdir()
    target = plan.rename(plan.parent / "there" / "target.yaml")
    plan.symlink_to(Path("there") / "target.yaml")
    replace_text(load_source(plan), "id: new\n")
    assert plan.is_symlink()
    assert target.read_text() == "id: new\n"
    assert [path.name for path in target.parent.iterdir()] == ["target.yaml"]


def test_file_that_changed_since_it_was_read_is_left(plan: Path) -> None:
    source = load_source(plan)
    plan.write_bytes(b"id: by another\n")
    with pytest.raises(UnwritableFile) as refused:
        replace_text(source, "id: new\n")
    assert refused.value.lines() == (
        "scrplan: sample.yaml: cannot be written: it has changed since it was read; run the command again",
    )
    assert plan.read_bytes() == b"id: by another\n"
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_file_that_is_gone_since_it_was_read_is_told(plan: Path) -> None:
    source = load_source(plan)
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

    source = load_source(plan)
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
    replace_text(load_source(plan), "id: new\n")
    assert len(seen) == 1
    assert seen[0].startswith(".")
    assert not seen[0].endswith(".yaml")
    (plan.parent / seen[0]).touch()
    assert misnamed_files([plan]) == []
