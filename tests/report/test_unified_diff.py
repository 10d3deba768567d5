import pytest

from scrplan.report.unified_diff import difference, rewriting_summary


def test_difference_is_what_a_patch_shows() -> None:
    before = "".join(f"{number}\n" for number in range(9))
    assert difference("plans/a.yaml", before, before.replace("4\n", "four\n")) == (
        "--- a/plans/a.yaml\n+++ b/plans/a.yaml\n@@ -2,7 +2,7 @@\n 1\n 2\n 3\n-4\n+four\n 5\n 6\n 7\n"
    )


def test_nothing_is_shown_where_nothing_changes() -> None:
    assert difference("a", "x\n", "x\n") == ""


def test_a_line_end_that_was_missing_is_told() -> None:
    assert difference("a", "x", "x\n").splitlines()[2:] == [
        "@@ -1 +1 @@",
        "-x",
        "\\ No newline at end of file",
        "+x",
    ]


def test_nothing_in_a_difference_can_move_the_cursor() -> None:
    shown = difference("a\x1b[2J\nb", "x\x1b[31m\r\n", "y\u202e\t\n")
    assert shown.splitlines()[0] == "--- a/a\N{REPLACEMENT CHARACTER}[2J b"
    assert not set(shown) & set("\x1b\r\u202e\t")


@pytest.mark.parametrize("before", ["x: y\r\n", "x:\ty\n"], ids=["line ends", "tabs"])
def test_what_a_screen_cannot_show_is_told_in_words(before: str) -> None:
    assert difference("plans/a.yaml", before, "x: y\n") == "plans/a.yaml: only tabs or line ends change\n"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), "0 files formatted, 0 unchanged"),
        ((1, 2, 0), "1 file formatted, 2 unchanged"),
        ((2, 1, 3), "2 files formatted, 1 unchanged, 3 refused"),
    ],
)
def test_summary_counts_files(counts: tuple[int, int, int], words: str) -> None:
    assert rewriting_summary("formatted", *counts) == words
