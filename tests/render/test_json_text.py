import json

import pytest

from scrplan.render.json_text import SCHEMA_VERSION, render_json
from tests.render import HOSTILE

ORIGIN = {"commit": "a" * 40, "dirty": True}


def test_the_envelope_has_its_keys_in_their_order() -> None:
    made = json.loads(render_json("list", "2013-09-30", ORIGIN, [{"ref": "1"}]))
    assert list(made.items()) == [
        ("schema_version", 1),
        ("kind", "list"),
        ("as_at", "2013-09-30"),
        ("generated_from", ORIGIN),
        ("notices", []),
        ("items", [{"ref": "1"}]),
    ]
    assert SCHEMA_VERSION == 1


def test_records_keep_the_order_of_their_keys() -> None:
    made = json.loads(render_json("list", "2013", ORIGIN, [{"b": None, "a": {"z": 1, "c": []}}]))
    assert json.dumps(made["items"]) == '[{"b": null, "a": {"z": 1, "c": []}}]'


def test_it_is_indented_by_two_and_ends_with_a_line_end() -> None:
    assert render_json("list", "2013", {"commit": None, "dirty": False}, []) == (
        "{\n"
        '  "schema_version": 1,\n'
        '  "kind": "list",\n'
        '  "as_at": "2013",\n'
        '  "generated_from": {\n'
        '    "commit": null,\n'
        '    "dirty": false\n'
        "  },\n"
        '  "notices": [],\n'
        '  "items": []\n'
        "}\n"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_comes_back_and_only_ascii_is_written(text: str) -> None:
    made = render_json("list", "2013", ORIGIN, [{"text": text, text: 1}])
    assert made.isascii()
    assert all(character.isprintable() or character == "\n" for character in made)
    assert json.loads(made)["items"] == [{"text": text, text: 1}]
