from scrplan.content import PageStart
from tests.report.quarterly.papers import (
    More,
    answer,
    named,
    plan_with,
    rows_of,
    section,
    the_table,
    words_of,
)

OTHER = named("other")


def test_who_gave_no_update_stands_first() -> None:
    before = plan_with("rag: amber", "rag: amber, agency: Police")
    after = plan_with("rag: amber, updates: [{on: 2013-08, text: Begun}]", "rag: amber, agency: Police")
    found = section(answer(after, more=More(before=(before,))), "Updates by agency: 1 update")
    assert [tuple(row.values()) for row in rows_of(found)] == [
        ("Police", "none", "1", "1", "2"),
        ("Health", "1", "1", "0", ""),
    ]


def test_what_nothing_was_said_about_is_named_up_to_a_dozen() -> None:
    first, second = plan_with(*["rag: amber"] * 13), plan_with("rag: amber", "rag: red", head=named("other"))
    found = section(answer(first, second), "Updates by agency: no update was given")
    refs = ", ".join(str(ref) for ref in range(1, 13))
    (row,) = rows_of(found)
    assert (row["silent"], row["which"]) == ("15", f"{first.id} {refs} and 3 more")


def test_the_ratings_of_each_agency_add_up() -> None:
    plan = plan_with("rag: red, due: 2013-08", "rag: green", "rag: amber, agency: Police", "agency: NHS")
    found = rows_of(section(answer(plan), "Ratings by agency"))
    assert [tuple(row.values()) for row in found] == [
        ("Health", "3", "1", "", "1", "1", "1", "1"),
        ("Police", "1", "", "1", "", "", "", ""),
        ("All", "4", "1", "1", "1", "1", "1", "1"),
    ]
    rated = [f"rated_{name}" for name in ("green", "amber", "red", "not_stated")]
    assert list(found[0]) == ["agency", "total", *rated, "overdue", "complete"]


def test_one_agency_needs_no_sum() -> None:
    found = the_table(section(answer(plan_with("rag: red")), "Ratings by agency"))
    assert found
    assert (len(found.rows), found.has_total) == (1, False)


ONE = plan_with(*[f"rag: red, due: 2013-0{month}" for month in range(1, 10)])


TWO = plan_with("rag: amber, due: 2013-03", "rag: green, agency: Police", head=OTHER)


def test_several_plans_are_told_apart() -> None:
    paper = answer(ONE, TWO)
    for heading in ("Overdue on", "Where the stated", "Complete without", "Appendix"):
        table = the_table(section(paper, heading))
        assert table, heading
        assert table.columns[0].key == "plan"
    assert {row["plan"] for row in rows_of(section(paper, "Overdue on"))} == {"sample", "other"}
    one = the_table(section(answer(ONE), "Overdue on"))
    assert one
    assert one.columns[0].key == "ref"


def test_a_plan_that_went_stands_beside_the_one_that_is_left() -> None:
    found = rows_of(section(answer(ONE, more=More(before=(ONE, TWO))), "Open recommendations by plan"))
    assert [(row["plan"], row["opening"], row["removed"], row["closing"]) for row in found] == [
        ("sample", "9", "", "9"),
        ("other", "1", "-1", "0"),
        ("All", "10", "-1", "9"),
    ]


def test_each_of_several_plans_has_its_page() -> None:
    paper = answer(ONE, TWO)
    of_one, of_two = section(paper, "A sample plan (sample)"), section(paper, "The plan other (other)")
    assert of_one.page is of_two.page is PageStart.NEW
    assert words_of(of_one.blocks).splitlines()[2:6] == [
        "Open: 9 at the start and at the end",
        "Overdue: 8 of 9 (89%)",
        "Stated as complete: 0 of 9 (0%)",
        "Without evidence: none, as there are none",
    ]
    assert words_of(of_one.blocks).endswith("Overdue:")
    assert "Overdue: 1 of 2 (50%)\nStated as complete: 1 of 2 (50%)\nWithout evidence: 1 of 1 (100%)" in words_of(
        of_two.blocks
    )
    assert not [one for one in answer(ONE).report.sections if one.page is PageStart.NEW]


def test_the_page_of_a_plan_names_its_eight_oldest() -> None:
    plan = plan_with(*[f"rag: red, due: 2013-0{month}" for month in range(8, 0, -1)], "rag: red, due: 2012-12")
    found = section(answer(plan, TWO), "A sample plan (sample)")
    assert words_of(found.blocks).endswith("Overdue, the 8 oldest of 9:")
    table = found.blocks[-1]
    assert [row[0].text for row in getattr(table, "rows", ())] == ["9", "8", "7", "6", "5", "4", "3", "2"]
