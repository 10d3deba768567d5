import threading
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import ahead, blob_texts, texts_ahead
from tests.building import in_git


@pytest.fixture
def blobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(ahead, "AT_ONCE", 3)
    in_git(tmp_path, "init", "--quiet")
    found = []
    for number in range(10):
        (tmp_path / "x").write_bytes(b"\xff" if number == 4 else f"\ufefftext {number}".encode())
        found.append(in_git(tmp_path, "hash-object", "-w", "--no-filters", "x"))
    return found


def test_the_texts_are_those_that_are_read_one_after_the_other(tmp_path: Path, blobs: list[str]) -> None:
    wanted = [*blobs, blobs[0], "0" * 40]
    found = list(texts_ahead(tmp_path, wanted))
    texts = blob_texts(tmp_path, wanted)
    assert found == [(blob, texts.get(blob)) for blob in dict.fromkeys(wanted)]
    assert found[0] == (blobs[0], "text 0")
    assert (blobs[4], None) in found
    assert len(found) == 11


def test_no_blobs_have_no_texts(tmp_path: Path) -> None:
    assert list(texts_ahead(tmp_path, [])) == []


def test_what_git_cannot_do_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitProblem):
        list(texts_ahead(tmp_path, ["0" * 40]))


def test_git_is_never_more_than_one_part_ahead(
    tmp_path: Path, blobs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def noted(folder: Path, some: list[str]) -> dict[str, str]:
        asked.append(len(some))
        return blob_texts(folder, some)

    monkeypatch.setattr(ahead, "blob_texts", noted)
    texts = texts_ahead(tmp_path, blobs)
    next(texts)
    for thread in threading.enumerate():
        if isinstance(thread, ahead._Reading):  # noqa: SLF001  (it must come to rest before it is counted)
            thread.join()
    assert asked == [3, 3]
    assert len(list(texts)) == 9
    assert asked == [3, 3, 3, 1]
