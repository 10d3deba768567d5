import json

import pytest

from scrplan.render import json_text
from scrplan.render.findings.finding_records import record_of
from scrplan.render.findings.findings_json import render_findings_json
from tests.render.findings import ABOUT, ATTACKS, file_of, one_of_each


def test_the_bytes_are_those_of_the_envelope_of_all_commands() -> None:
    items = [record_of(finding) for file in one_of_each() for finding in file.findings]
    for number in range(len(items) + 1):
        files = [file._replace(findings=file.findings[:number]) for file in one_of_each()]
        whole = json_text.render_json("validate", ABOUT.day, ABOUT.made_from, items[:number])
        assert "".join(render_findings_json(files, ABOUT)) == whole


def test_an_item_has_its_keys_in_their_order_and_null_for_what_is_absent() -> None:
    items = json.loads("".join(render_findings_json(one_of_each(), ABOUT)))["items"]
    keys = ["path", "line", "column", "rule", "severity", "message", "hint", "end_line", "end_column"]
    assert [list(item) for item in items] == [keys] * 3
    assert list(items[0].values()) == [
        "plans/child-g.yaml", 3, 8, "bad-date", "error", "due: no date", "write 2012", 3, 12,
    ]  # fmt: skip
    assert list(items[2].values())[4:] == ["advice", "nobody leads", None, None, None]


def test_what_it_was_made_from_may_hold_anything() -> None:
    about = ABOUT._replace(made_from={"commit": None, "dirty": True, "paths": [], "x": '"items": []'})
    made = json.loads("".join(render_findings_json(one_of_each(), about)))
    assert made["generated_from"] == about.made_from
    assert len(made["items"]) == 3


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_any_text_comes_back_and_only_ascii_is_written(text: str) -> None:
    made = "".join(render_findings_json([file_of(text), file_of(text)], ABOUT))
    assert made.isascii()
    assert [(item["path"], item["message"], item["hint"]) for item in json.loads(made)["items"]] == [(text,) * 3] * 2
