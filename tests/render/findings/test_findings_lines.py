import pytest

from scrplan.characters import one_line
from scrplan.render.findings.findings_lines import render_lines
from tests.render.findings import ABOUT, ATTACKS, file_of, finding_of, one_of_each


def test_each_finding_is_its_line_and_nothing_else() -> None:
    assert list(render_lines(one_of_each(), ABOUT)) == [
        "plans/child-g.yaml:3:8: error: due: no date: write 2012 [bad-date]\n",
        "plans/child-g.yaml:5:1: warning: silent: ask [stale]\n",
        "plans/child-g.yaml:9:3: advice: nobody leads [no-lead]\n",
    ]


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_any_text_stays_on_its_line(text: str) -> None:
    made = "".join(render_lines([file_of(text)], ABOUT))
    assert made.splitlines() == [one_line(finding_of(text).line())]
