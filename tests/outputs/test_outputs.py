from pathlib import Path

import pytest

from tests.outputs.calls import Call, build_boards, every_call, lines_of

RECORDED = Path(__file__).with_name("recorded.txt")
PARTS = 8


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("boards")
    build_boards(folder)
    return folder


def _calls(part: int) -> list[Call]:
    return list(every_call())[part::PARTS]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_prints_what_was_recorded(part: int, boards: Path) -> None:
    """Where this fails by a change that was meant: `python -m tests.outputs` records anew, and git shows which calls.

    `python -m tests.outputs FOLDER` writes the words themselves, so that two commits can be compared with `diff -r`.
    """
    recorded = dict.fromkeys(RECORDED.read_text(encoding="utf-8").splitlines())
    differing = [line for line, _ in lines_of(_calls(part), boards) if line not in recorded]
    assert not differing


def test_the_record_has_each_call_once() -> None:
    recorded = [line.split(" ", 2)[2] for line in RECORDED.read_text(encoding="utf-8").splitlines()]
    assert recorded == [call.name for call in every_call()]
