from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git.line_merge import merge_lines


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, Path, Path]:
    return tmp_path / "-base", tmp_path / "ours with blanks", tmp_path / "theirs"


def test_lines_of_both_are_merged_into_ours(three: tuple[Path, Path, Path]) -> None:
    for file, text in zip(three, ("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n"), strict=True):
        file.write_text(text)
    assert merge_lines(*three) == 0
    assert [file.read_text() for file in three] == ["a\nb\nc\nd\n", "A\nb\nc\nD\n", "a\nb\nc\nD\n"]


def test_conflicts_are_counted_and_marked(three: tuple[Path, Path, Path]) -> None:
    middle = "\n".join("bcdef")
    for file, word in zip(three, "123", strict=True):
        file.write_bytes(f"{word}\n{middle}\n{word}\xff\n".encode("latin-1"))
    assert merge_lines(*three) == 2
    assert three[1].read_bytes().startswith(b"<<<<<<< ours\n2\n=======\n3\n>>>>>>> theirs\nb\n")


def test_what_is_no_text_is_left_as_it_is(three: tuple[Path, Path, Path]) -> None:
    for file, raw in zip(three, (b"a\0", b"b\0", b"c\0"), strict=True):
        file.write_bytes(raw)
    with pytest.raises(GitProblem, match="cannot merge the lines") as raised:
        merge_lines(*three)
    assert "binary" in raised.value.hint
    assert three[1].read_bytes() == b"b\0"


def test_without_git_it_says_so(three: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitProblem, match="cannot be started"):
        merge_lines(*three)
