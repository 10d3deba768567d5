"""How the findings of `validate` look: one file a format, each a stream, so that memory stays flat over many files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from scrplan.diagnostics import FileFindings, RulePage
from scrplan.notices import Notice


class About(NamedTuple):
    """What a format may have to say besides the findings, and how the screen is that shows them.

    `day` is the ISO date of the judgement, `made_from` the commit of the plans as JSON has it, `width` the columns of
    a screen (None where there is none, and nothing is wrapped or cut). With `strict`, warnings fail as errors do.
    `off` is how many rules the board has switched off. `notices` are what was not checked.
    """

    version: str
    day: str
    made_from: Mapping[str, Any]
    rules: tuple[RulePage, ...] = ()
    width: int | None = None
    colour: bool = False
    strict: bool = False
    off: int = 0
    notices: tuple[Notice, ...] = ()


Renderer = Callable[[Iterable[FileFindings], About], Iterator[str]]


def _in(module: str, function: str) -> Renderer:
    """Return a renderer whose module is imported when it is first used."""

    def render(files: Iterable[FileFindings], about: About) -> Iterator[str]:
        renderer: Renderer = getattr(import_module(f"{__name__}.{module}"), function)
        return renderer(files, about)

    return render


# Each format by the name that `--format` takes, in the order of the help.
FORMATS: dict[str, Renderer] = {
    "text": _in("findings_text", "render_text"),
    "lines": _in("findings_lines", "render_lines"),
    "json": _in("findings_json", "render_findings_json"),
    "github": _in("github", "render_github"),
    "sarif": _in("sarif", "render_sarif"),
    "junit": _in("junit", "render_junit"),
    "csv": _in("findings_csv", "render_findings_csv"),
    "markdown": _in("findings_markdown", "render_findings_markdown"),
}
