"""The line of `.gitattributes` that makes git compare and merge plans as plans, here and in every clone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scrplan.errors import GitProblem, ScrplanError
from scrplan.git.config import attributes
from scrplan.setup.setup_changes import OLDER, RENEWED, FileChange, SetupStep, new_file, newline_of
from scrplan.source.files import PLANS, load_source, shown_path

ATTRIBUTES = ".gitattributes"
NAME = "scrplan"  # of the way in which git compares and merges plans
WAYS = ("merge", "diff")
PATTERN = f"{PLANS}/**/*.yaml"  # in the folder and below it
FORMER_PATTERN = f"{PLANS}/*.yaml"
_UNSET = "unspecified"


def git_attributes(root: Path, start: Path, *, upgrade: bool) -> Iterator[SetupStep]:
    """Yield what the attributes of plans need; `start` is the nearest folder that is there, where git is asked."""
    path = root / ATTRIBUTES
    shown = shown_path(path)
    places = [(root / PLANS / place).relative_to(start).as_posix() for place in ("a.yaml", "a/b.yaml")]
    try:
        found, below = (attributes(start, place, WAYS) for place in places)
    except GitProblem as problem:
        yield SetupStep(shown, why=f"{problem.message}: {problem.hint}")
        return
    others = [way for way in WAYS if found[way] not in (NAME, _UNSET)]
    if others:
        now = " ".join(f"{way}={found[way]}" for way in others)
        why = f"plans have {now}; to let scrplan do it, add at its end:"
        yield SetupStep(shown, why=why, lines=(_line(others),))
    missing = [way for way in WAYS if found[way] == _UNSET]
    # A way that holds for plans in the folder alone is one that an earlier version made.
    older = [way for way in WAYS if (found[way], below[way]) == (NAME, _UNSET)]
    if missing or (older and upgrade):
        yield _changed(path, missing, older if upgrade else [])
    if older and not upgrade:
        yield SetupStep(shown, why=OLDER)
    if not (others or missing or older):
        yield SetupStep(shown)


def _line(ways: Sequence[str]) -> str:
    return " ".join([PATTERN, *(f"{way}={NAME}" for way in ways)])


def _changed(path: Path, missing: Sequence[str], older: Sequence[str]) -> SetupStep:
    """Return the file with the missing ways at its end, and those of older lines renewed."""
    line = _line([way for way in WAYS if way in (*missing, *older)])
    step = new_file(path, f"{line}\n")
    if step.change:
        return step
    if path.is_symlink():
        return step._replace(why="it is a link, which git does not follow")
    try:
        source = load_source(path)
    except ScrplanError as error:
        return step._replace(why=error.hint)
    before = source.document.text
    if source.raw and not before:
        return step._replace(why="it is not saved as UTF-8; to add at its end:", lines=(line,))
    after, renewed = with_renewed_lines(before, older)
    left = [way for way in WAYS if way in missing or (way in older and way not in renewed)]
    if left:
        gap = newline_of(before) if after and not after.endswith("\n") else ""
        after += f"{gap}{_line(left)}{newline_of(before)}"
    return SetupStep(step.what, RENEWED if older else "given a line", FileChange(path, after, source))


def with_renewed_lines(text: str, ways: Sequence[str]) -> tuple[str, frozenset[str]]:
    """Return attributes in which scrplan's own former lines hold below the folder too, and the ways of those lines.

    A line of which somebody made more, with other attributes, stays as it is.
    """
    ours = {f"{way}={NAME}": way for way in ways}
    lines, renewed = [], set[str]()
    for line in text.splitlines(keepends=True):
        words = line.split()
        if words[:1] == [FORMER_PATTERN] and words[1:] and ours.keys() >= set(words[1:]):
            line = line.replace(FORMER_PATTERN, PATTERN, 1)  # noqa: PLW2901  (the same line)
            renewed.update(ours[word] for word in words[1:])
        lines.append(line)
    return "".join(lines), frozenset(renewed)
