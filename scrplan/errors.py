"""What stops the program: each class owns its words and its exit code. What is wrong inside a plan is a Diagnostic."""

from collections.abc import Iterable


class ScrplanError(Exception):
    """Something stopped the command; printed as one line, then the program ends with `exit_code`."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def lines(self) -> tuple[str, ...]:
        """Return what to print on stderr, a line each."""
        return (f"scrplan: {self.message}: {self.hint}" if self.hint else f"scrplan: {self.message}",)


class UsageProblem(ScrplanError):
    """The words of the call do not fit together."""


class UnknownName(ScrplanError):
    """A name that is not one of those known; suggests the nearest."""

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        super().__init__(f"unknown {what} {shown(given)}", suggestion(given, known, most=MOST_NAMES))


class PlanNotFound(ScrplanError):
    """No plan file where one was asked for."""


class NoPlansHere(PlanNotFound):
    """A folder without a plan; `unread` are the files in it that look like plans, each with why it is not read."""

    def __init__(self, message: str, unread: Iterable[tuple[str, str]]) -> None:
        self.unread = tuple(unread)
        names = [f"{path} ({why})" for path, why in self.unread[:MOST_NAMES]]
        more = len(self.unread) - len(names)
        near = ", ".join(names) + (f" and {more} more" if more else "")
        super().__init__(message, "plans are files that end in .yaml" + (f"; not read: {near}" if near else ""))


class UnreadableFile(ScrplanError):
    """A file that cannot be opened at all."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be read", why)


class UnwritableFile(ScrplanError):
    """A result that cannot be written where `--output` says."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be written", why)


class MissingExtra(ScrplanError):
    """A format of the report whose package is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed", "pip install 'scrplan[reports]' brings what reports need")


class UnsafeLayout(ScrplanError):
    """A file whose normal form cannot be proven to say the same; it is left as it is."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be formatted safely and was left as it is", why)


class UnsafeEdit(ScrplanError):
    """A change that cannot be put into a file without touching more than it names; the file is left as it is."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be changed safely and was left as it is", why)


class RefusedChange(ScrplanError):
    """A change that would make a plan wrong where it was not; the file is left as it is."""

    def __init__(self, path: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{path} was left as it is, since the change would make it wrong")

    def lines(self) -> tuple[str, ...]:
        """Return what was done, then a line for each problem."""
        return (f"scrplan: {self.message}:", *self.problems)


class FileChanged(UnwritableFile):
    """A file that was changed by others since it was read."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "it has changed since it was read; run the command again")


class BrokenPlans(ScrplanError):
    """Plans with problems: nothing is computed, since totals that leave a file out would mislead."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def lines(self) -> tuple[str, ...]:
        """Return a line for each problem."""
        return self.problems


class BadWhere(ScrplanError):
    """A `--where` expression that cannot be read; shows the place."""

    def __init__(self, expression: str, at: int, why: str) -> None:
        super().__init__(f"--where, character {at + 1}", f"{why}, in {shown(expression, 200)}")


class GitProblem(ScrplanError):
    """Git was needed and could not answer."""

    exit_code = 3


class NoHistory(GitProblem):
    """There is no history to ask: the classes below say why. Code that can answer without one goes on."""


class NoGit(NoHistory):
    """The program git is not installed, or cannot be started."""

    def __init__(self) -> None:
        super().__init__("git cannot be started", "install it to use the audit trail")


class NoRepository(NoHistory):
    """The folder is in no git repository."""


class NoCommits(NoHistory):
    """The repository has no commit, or its HEAD leads to none."""


class AmbiguousRevision(GitProblem):
    """More than one commit begins with the characters that were given."""


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the known name that `given` most likely meant, case-blind, or None when none is near."""
    if len(given) > LONGEST_NAME:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  (1.5 ms that only a mistake pays)

    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(given.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


LONGEST_NAME = 100  # characters; a longer word is no slip of a known name, and comparing it takes long


def shown(text: str, longest: int = 60) -> str:
    """Return text in quotes for a message, shortened where it would hide the message."""
    return repr(text if len(text) <= longest else f"{text[:longest]}...")


SHOWN_NAMES = 12  # a longer list of choices hides the message


MOST_NAMES = 40  # on the command line, where there is no other place to find the names out


def suggestion(given: str, known: Iterable[str], most: int = SHOWN_NAMES) -> str:
    """Return the hint for an unknown name: the nearest known one, else what there is to choose from."""
    names = list(dict.fromkeys(known))
    near = nearest(given, names)
    if near:
        return f"did you mean {near!r}?"
    if not names:
        return "there are none here"
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"choose from {', '.join(names[:most])}{more}"
