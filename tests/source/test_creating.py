"""A new file is made whole or not at all, where nothing is yet, and never outside the repository."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrplan.errors import UnwritableFile
from scrplan.source.atomic_write import create_text


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a repository, which is the current one; something lies outside it."""
    folder = tmp_path / "board"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(folder)
    return folder


def refusal(path: str, text: str = "id: new\n") -> str:
    """Return the line with which the making of a file is refused."""
    with pytest.raises(UnwritableFile) as refused:
        create_text(Path(path), text)
    (line,) = refused.value.lines()
    return line


def names(folder: Path) -> list[str]:
    """Return all that lies in and below a folder, what is hidden too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_text_becomes_a_file_as_it_is(board: Path) -> None:
    create_text(Path("new.yaml"), "title: é\r\nid: x")
    assert (board / "new.yaml").read_bytes() == "title: é\r\nid: x".encode()
    assert names(board) == [".git", "new.yaml"]


def test_folders_are_made(board: Path) -> None:
    create_text(Path("a/b/new.yaml"), "id: new\n")
    assert names(board) == [".git", "a", "a/b", "a/b/new.yaml"]


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="no modes of that kind there")
@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_mode_is_as_the_umask_says(board: Path, mask: int, mode: int) -> None:
    os.umask(mask)
    create_text(Path("new.yaml"), "id: new\n")
    assert stat.S_IMODE((board / "new.yaml").stat().st_mode) == mode


def test_what_is_there_is_left(board: Path) -> None:
    (board / "new.yaml").write_bytes(b"id: old\n")
    assert refusal("new.yaml") == (
        "scrplan: new.yaml: cannot be written: something is in the way already, and is left as it is"
    )
    assert (board / "new.yaml").read_bytes() == b"id: old\n"
    assert names(board) == [".git", "new.yaml"]


@pytest.mark.parametrize("target", ["nowhere.yaml", "../outside/nowhere.yaml", ".git"])
def test_link_is_something_too(board: Path, target: str) -> None:
    (board / "new.yaml").symlink_to(target)
    assert "something is in the way" in refusal("new.yaml")
    assert (board / "new.yaml").is_symlink()
    assert names(board.parent) == ["board", "board/.git", "board/new.yaml", "outside"]


def test_file_where_a_folder_should_be_is_told(board: Path) -> None:
    (board / "plans").write_bytes(b"")
    assert refusal("plans/new.yaml").startswith("scrplan: plans/new.yaml: cannot be written: ")
    assert (board / "plans").read_bytes() == b""


@pytest.mark.parametrize("inside", [(), (".git",)], ids=["plain", "another-repository"])
def test_folder_that_is_a_link_out_is_refused(board: Path, inside: tuple[str, ...]) -> None:
    for name in inside:
        (board.parent / "outside" / name).mkdir()
    (board / "plans").symlink_to(board.parent / "outside", target_is_directory=True)
    for path in ("plans/new.yaml", "plans/deeper/new.yaml"):
        assert refusal(path).endswith("its folder is a link that leads out of the repository")
    assert names(board.parent / "outside") == list(inside)


def test_folder_that_is_a_link_inside_is_followed(board: Path) -> None:
    (board / "there").mkdir()
    (board / "plans").symlink_to("there", target_is_directory=True)
    create_text(Path("plans/new.yaml"), "id: new\n")
    assert (board / "there" / "new.yaml").read_text() == "id: new\n"


def test_link_above_the_repository_is_nobodys_business(board: Path) -> None:
    (board.parent / "elsewhere").mkdir()
    way = board.parent / "elsewhere" / "way"
    way.symlink_to(board, target_is_directory=True)
    create_text(way / "new.yaml", "id: new\n")
    assert names(board) == [".git", "new.yaml"]


def test_what_is_no_text_is_told(board: Path) -> None:
    assert refusal("new.yaml", "id: \udc80\n").endswith("its text holds characters that are not UTF-8")
    assert names(board) == [".git"]


def test_full_disk_is_told_and_leaves_nothing_behind(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert refusal("new.yaml") == "scrplan: new.yaml: cannot be written: No space left on device"
    assert names(board) == [".git"]


def test_interruption_leaves_nothing_behind(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        create_text(Path("new.yaml"), "id: new\n")
    assert names(board) == [".git"]


def test_what_another_makes_meanwhile_is_left(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (board / "new.yaml").write_bytes(b"id: by another\n"))
    assert "something is in the way" in refusal("new.yaml")
    assert (board / "new.yaml").read_bytes() == b"id: by another\n"
    assert names(board) == [".git", "new.yaml"]


@pytest.fixture
def no_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_hard_links")
def test_file_system_without_hard_links_will_do(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_text(Path("new.yaml"), "id: new\n")
    assert (board / "new.yaml").read_bytes() == b"id: new\n"
    monkeypatch.setattr(os, "fsync", lambda _: (board / "other.yaml").write_bytes(b"id: by another\n"))
    assert "something is in the way" in refusal("other.yaml")
    assert (board / "other.yaml").read_bytes() == b"id: by another\n"
    assert names(board) == [".git", "new.yaml", "other.yaml"]
