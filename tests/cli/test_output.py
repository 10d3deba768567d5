import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from scrplan.cli import output
from scrplan.cli.output import has_colour
from tests.building import call

CLOCK = ("--as-at", "2013-09-30")


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("published")
class TestFiles:
    @pytest.mark.parametrize(
        ("name", "beginning"),
        [
            ("red.json", "{\n"),
            ("red.csv", "ref,days_overdue,"),
            ("red.md", "# 2 rated red"),
            ("red.markdown", "# 2 rated red"),
            ("red.txt", "# 2 rated red"),
            ("red.TSV", "# 2 rated red"),
        ],
    )
    def test_the_ending_picks_the_format(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, beginning: str
    ) -> None:
        done = call(capsys, "red", "child-g", *CLOCK, "-o", str(tmp_path / name))
        assert (done.code, done.out) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)

    def test_a_given_format_goes_before_the_ending(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        call(capsys, "red", "child-g", *CLOCK, "-o", str(tmp_path / "red.out"), "-f", "json")
        assert json.loads((tmp_path / "red.out").read_text())["kind"] == "red"

    def test_an_unknown_ending_is_refused(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        done = call(capsys, "red", "-o", str(tmp_path / "red.docx"))
        assert done.code == 2
        assert "its ending names no format: use .json, .csv, .md" in done.err
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["plan.yaml", "PLAN.YML"])
    def test_a_plan_is_never_overwritten(self, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("precious")
        done = call(capsys, "red", "-f", "json", "-o", str(tmp_path / name))
        assert done.code == 2
        assert "cannot be written: a file of this name could be a plan" in done.err
        assert (tmp_path / name).read_text() == "precious"

    def test_a_folder_or_link_is_refused(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "folder.json").mkdir()
        (tmp_path / "target").write_text("precious")
        (tmp_path / "link.json").symlink_to(tmp_path / "target")
        for name in ("folder.json", "link.json"):
            done = call(capsys, "red", "-o", str(tmp_path / name))
            assert (done.code, "it is not a regular file" in done.err) == (2, True)
        assert (tmp_path / "target").read_text() == "precious"

    def test_a_missing_folder_is_one_line(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        done = call(capsys, "red", "-o", str(tmp_path / "none" / "red.json"))
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "cannot be written: No such file or directory" in done.err

    def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "red.json").write_text("old")

        def full(_self: Path, _target: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        done = call(capsys, "red", "-o", str(tmp_path / "red.json"))
        assert (done.code, "No space left on device" in done.err) == (2, True)
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("red.json", "old")]

    @pytest.mark.skipif(os.name == "nt", reason="no modes there")
    def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        mask = os.umask(0o027)
        try:
            call(capsys, "red", "-o", str(tmp_path / "new.json"))
        finally:
            os.umask(mask)
        assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640
        (tmp_path / "new.json").chmod(0o604)
        call(capsys, "red", "-o", str(tmp_path / "new.json"))
        assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o604

    def test_a_file_for_a_screen_has_no_colour(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        call(capsys, "red", "-f", "terminal", "--color", "always", "-o", str(tmp_path / "red.txt"))
        assert "\x1b" not in (tmp_path / "red.txt").read_text()


@pytest.mark.usefixtures("published")
class TestScreens:
    def test_a_screen_gets_the_terminal_format(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        screen = Screen()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setenv("COLUMNS", "100")
        call(capsys, "overdue", "child-g", *CLOCK)
        assert "457 days" in screen.getvalue()
        assert "\t" not in screen.getvalue()

    def test_colour_comes_when_asked_and_only_from_the_renderer(self, capsys: pytest.CaptureFixture[str]) -> None:
        plain = call(capsys, "status", "child-g", *CLOCK, "-f", "terminal").out
        coloured = call(capsys, "status", "child-g", *CLOCK, "-f", "terminal", "--color", "always").out
        assert "\x1b" not in plain
        assert "\x1b[1;31moverdue 426 days" in coloured

    @pytest.mark.parametrize(("columns", "width"), [("5", output.NARROWEST), ("1000", output.WIDEST)])
    def test_a_silly_width_is_bounded(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, width: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        out = call(capsys, "status", "child-g", *CLOCK, "-f", "terminal").out
        assert max(map(len, out.splitlines())) <= width


@pytest.mark.parametrize(
    ("stream", "when", "environment", "expected"),
    [
        (Screen(), "auto", {}, True),
        (io.StringIO(), "auto", {}, False),
        (Screen(), "auto", {"NO_COLOR": "1"}, False),
        (Screen(), "auto", {"NO_COLOR": ""}, True),
        (Screen(), "auto", {"TERM": "dumb"}, False),
        (Screen(), "never", {}, False),
        (io.StringIO(), "always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_follows_the_screen_and_the_users_wish(
    stream: io.StringIO, when: str, environment: dict[str, str], expected: bool
) -> None:
    assert has_colour(stream, when, environment) is expected


class TestPlansAndFolders:
    def test_every_plan_is_found_from_a_folder_below(
        self, board: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (board / "notes" / "deep").mkdir(parents=True)
        monkeypatch.chdir(board / "notes" / "deep")
        assert json.loads(call(capsys, "list", "-f", "json").out)["items"][0]["plan"] == "sample"

    @pytest.mark.parametrize("name", ["sample", "plans/sample.yaml", "plans", ".", "./plans/"])
    def test_a_plan_goes_by_id_path_or_folder(self, board: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
        assert (board / "plans").is_dir()
        done = call(capsys, "list", name, "-f", "csv")
        assert (done.code, done.out.count("\n")) == (0, 2)

    def test_a_plan_named_twice_is_read_once(self, board: Path, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "list", "sample", "plans", str(board / "plans" / "sample.yaml"), "-f", "csv")
        assert len(done.out.splitlines()) == 2

    def test_a_file_that_ends_in_yml_is_told_about(self, board: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (board / "plans" / "other.yml").write_text("")
        done = call(capsys, "list")
        assert (done.code, done.err) == (0, "warning: plans/other.yml is not read; plans end in .yaml\n")
