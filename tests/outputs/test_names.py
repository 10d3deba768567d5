from pathlib import Path

from tests.outputs.calls import build_boards
from tests.outputs.names import PAGE, listed, rewritten


def test_the_page_of_names_is_what_the_program_has(tmp_path: Path) -> None:
    """Where a name was added: `python -m tests.outputs` writes it down. A name that is on the page never goes."""
    build_boards(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    now = rewritten(page, tmp_path)
    assert listed(page) - listed(now) == set()
    assert now == page
