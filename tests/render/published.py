"""The paper of the published plans, as the command makes it where there is no git."""

import contextlib
import shutil
from datetime import date
from pathlib import Path

from scrplan.cli.options import PaperOptions, PeriodOptions
from scrplan.cli.periods import report_asked
from scrplan.content import Report
from scrplan.report.quarterly.paper import paper
from scrplan.workspace.report_position import quarter_facts
from tests.building import ROOT


def published_paper(folder: Path, *plans: str) -> Report:
    """Return the paper of some plans, of all where none is named."""
    shutil.copytree(ROOT / "plans", folder / "plans")
    with contextlib.chdir(folder):
        options = PeriodOptions(quarter="2013/14-Q2"), PaperOptions()
        position, _ = quarter_facts(report_asked(*options, plans, date(2026, 11, 22)), lambda _: None)
    return paper(position).report
