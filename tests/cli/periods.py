"""A board whose plan changed from quarter to quarter, as a real git repository."""

from pathlib import Path

from tests.building import in_git, plan_text
from tests.git.test_revisions import commit_on

SAMPLE = "plans/sample.yaml"


def rows(*every: str) -> str:
    """Return a plan of rows in flow style, of Health unless they say otherwise."""
    all_ = [row if "agency" in row else f"{row}, agency: Health" for row in every]
    return plan_text("".join(f"  - {{{row}}}\n" for row in all_))


SPRING = rows(
    "ref: 1, text: Write to the Home Office, rag: amber, due: 2013-07",
    "ref: 2, text: Train every nurse, rag: amber, due: 2013-07, leads: [{role: Matron}]",
    "ref: 3, text: Change the form, rag: red, agency: Police",
)
SUMMER = rows(
    "ref: 1, text: Write to the Home Office, rag: green, due: 2013-07, completed: 2013-06-12,"
    " evidence: [{title: The letter}], updates: [{on: 2013-06, text: Sent.}]",
    "ref: 2, text: Train every nurse, rag: amber, due: 2014-02, leads: [{role: Chief Nurse}]",
    "ref: 3, text: Change the form, rag: amber, agency: Police",
    "ref: 4, text: Brief every shift, agency: Police",
)
AUTUMN = rows(
    "ref: 1, text: Write to the Home Office, rag: green, due: 2013-07, completed: 2013-06-12,"
    " evidence: [{title: The letter}], updates: [{on: 2013-06, text: Sent.}]",
    "ref: 2, text: Train every nurse, rag: red, due: 2014-02, leads: [{role: Chief Nurse}]",
    "ref: 4, text: Brief every shift, agency: Police",
)


def board_with_a_past(root: Path) -> dict[str, str]:
    """Make the repository and return its commits by season; the files are left as they were in autumn."""
    (root / "plans").mkdir(parents=True, exist_ok=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    dated = {"spring": ("2013-03-12", SPRING), "summer": ("2013-06-20", SUMMER), "autumn": ("2013-09-28", AUTUMN)}
    return {season: commit_on(root, day, text, SAMPLE) for season, (day, text) in dated.items()}
