import pytest

from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Value, applied, said

PLAN: Value = {"title": "A", "rows": [{"ref": "1", "leads": ["x"]}, {"ref": "2"}]}


def test_what_a_node_says_keeps_what_is_written() -> None:
    root = Document.from_text("a: 1.10\nb: '5'\nc: [yes, true]\nd: {e: word}\n", "x.yaml").root
    assert root is not None
    found = said(root)
    assert found == {"a": "1.10", "b": "5", "c": ["yes", "true"], "d": {"e": "word"}}
    assert isinstance(found, dict)
    assert [type(found[key]) for key in "ab"] == [Bare, str]


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (Put(("title",), "B"), {"title": "B"}),
        (Put(("note",), "N"), {"note": "N"}),
        (Put(("rows", 1, "rag"), "red"), {"rows": [{"ref": "1", "leads": ["x"]}, {"ref": "2", "rag": "red"}]}),
        (Put(("rows", 0, "leads", 0), "y"), {"rows": [{"ref": "1", "leads": ["y"]}, {"ref": "2"}]}),
        (Insert(("rows", 0, "leads"), "y"), {"rows": [{"ref": "1", "leads": ["x", "y"]}, {"ref": "2"}]}),
        (Insert(("rows", 0, "leads"), "y", 0), {"rows": [{"ref": "1", "leads": ["y", "x"]}, {"ref": "2"}]}),
        (Insert(("rows", 1, "leads"), "y"), {"rows": [{"ref": "1", "leads": ["x"]}, {"ref": "2", "leads": ["y"]}]}),
        (Remove(("rows", 0)), {"rows": [{"ref": "2"}]}),
        (Remove(("rows", 0, "leads")), {"rows": [{"ref": "1"}, {"ref": "2"}]}),
    ],
)
def test_an_edit_changes_what_it_names_alone(edit: Edit, changed: dict[str, Value]) -> None:
    before = str(PLAN)
    assert isinstance(PLAN, dict)
    assert applied(PLAN, [edit]) == PLAN | changed
    assert str(PLAN) == before


def test_edits_build_on_each_other() -> None:
    assert applied({}, [Put(("a",), {}), Insert(("a", "b"), "1"), Put(("a", "b", 0), "2")]) == {"a": {"b": ["2"]}}


@pytest.mark.parametrize(
    "edit",
    [
        Put(("no", "way"), "x"),
        Put(("rows", 7, "rag"), "x"),
        Put(("rows", -1, "rag"), "x"),
        Put(("rows", "ref"), "x"),
        Put(("title", "x"), "x"),
        Insert(("title",), "x"),
        Insert(("rows",), "x", 9),
        Remove(("note",)),
        Remove(("rows", 5)),
        Remove(()),
    ],
)
def test_an_edit_that_leads_nowhere_is_refused(edit: Edit) -> None:
    with pytest.raises(LookupError):
        applied(PLAN, [edit])
