"""For editors, `grep` and pipes: a finding a line, with its place and its rule, and nothing else."""

from collections.abc import Iterable, Iterator

from scrplan.characters import one_line
from scrplan.diagnostics import FileFindings
from scrplan.render.findings import About


def render_lines(files: Iterable[FileFindings], _about: About) -> Iterator[str]:
    """Yield `path:line:column: severity: what: how to fix it [rule]`, a line a finding."""
    for file in files:
        for finding in file.findings:
            yield f"{one_line(finding.line())}\n"
