"""The only reading of plan files: which they are, that they are fit to read, and what they hold."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.diagnostics import START, Diagnostic
from scrplan.errors import PlanNotFound, UnreadableFile, suggestion
from scrplan.model import Board, Plan
from scrplan.source.reader import read_plan
from scrplan.yamltext.document import Document, position_of

MAX_BYTES = 4 * 1024 * 1024  # a plan of 26 rows has 40 KB; the limit bounds memory on a hostile file
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SETTINGS = "scrplan.yaml"
PLANS = "plans"


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `scrplan.yaml`, `plans/` or `.git`; else `start` itself."""
    for folder in (start, *start.parents):
        if is_root(folder):
            return folder
    return start


def is_root(folder: Path) -> bool:
    """Return whether a folder holds what makes it a board's."""
    return any((folder / name).exists() for name in (SETTINGS, PLANS, ".git"))


def plan_paths(wanted: list[str], root: Path) -> list[Path]:
    """Return the plan files that paths, folders and ids name, each once, in order; all of the root's for none.

    Raises:
        PlanNotFound: a name leads to no plan.

    """
    found = (path for one in wanted or [str(_plans_of(root))] for path in _paths_of(one, root))
    return list({os.path.realpath(path): path for path in reversed(list(found))}.values())[::-1]


def plan_ids(root: Path) -> list[str]:
    """Return the ids of the repository's plans, in order; none where there is no folder of plans."""
    return [path.stem for path in _yaml_files(_plans_of(root))]


def misnamed_files(paths: Sequence[Path]) -> list[Path]:
    """Return what lies beside or below these plans and looks like one, but is not read; it must not pass unsaid."""
    folders = sorted({path.parent for path in paths})
    read = {path.name for path in paths} | {SETTINGS}
    beside = [
        folder / name for folder in folders for name in _names(folder) if name not in read and resembles_plan(name)
    ]
    below = (path for folder in folders if folder.name == PLANS for path in folder.glob("*/*.yaml"))
    return [*beside, *sorted(path for path in below if path not in set(paths))]


def resembles_plan(name: str) -> bool:
    """Return whether a file looks like a plan by its name, and is not read as one."""
    return not name.startswith(".") and not name.endswith(".yaml") and name.strip().lower().endswith((".yaml", ".yml"))


def shown_path(path: Path) -> str:
    """Return a path as people know it: from the current folder where it lies below it."""
    here = f"{Path.cwd()}{os.sep}"
    return Path(str(path).removeprefix(here)).as_posix()


def load_plan(path: Path) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read one plan file; there is a plan only where there is no problem.

    Raises:
        UnreadableFile: the file cannot be opened, or is no regular file.

    """
    return read_plan(load_document(path), path.stem)


def load_board(root: Path) -> tuple[Board | None, tuple[Diagnostic, ...]]:
    """Read the board's settings at the root; the defaults where there is no file."""
    path = root / SETTINGS
    if not os.path.lexists(path):
        return Board(), ()
    from scrplan.source.settings import read_board  # noqa: PLC0415  (most repositories have no such file)

    return read_board(load_document(path))


def load_document(path: Path) -> Document:
    """Read a file into nodes; bad encoding and undue size are problems of the document, as bad syntax is."""
    shown = shown_path(path)
    return document_of(bytes_of(path, shown), shown)


class Source(NamedTuple):
    """A file as it was read, for those who will write it: its bytes, and what was made of them."""

    path: Path
    raw: bytes
    document: Document


def load_source(path: Path) -> Source:
    """Read a file into nodes, and keep its bytes.

    Raises:
        UnreadableFile: the file cannot be opened, or is no regular file.

    """
    shown = shown_path(path)
    raw = bytes_of(path, shown)
    return Source(path, raw, document_of(raw, shown))


def document_of(raw: bytes, shown: str) -> Document:
    """Return the nodes of a file's bytes; what makes these unfit is a problem of the document."""
    if len(raw) > MAX_BYTES:
        mend = "split it, or take out what is not plan text"
        return _unfit(shown, "too-large", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", mend)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(b"\0") * 3 > len(raw) > 0:
        return _unfit(shown, "not-utf-8", "the file is saved as UTF-16", "save it as UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as bad:
        before = raw[: bad.start].decode("utf-8").removeprefix("\ufeff")
        what = f"byte 0x{raw[bad.start]:02X} is not UTF-8"
        problem = Diagnostic(shown, position_of(before, len(before)), "not-utf-8", what, "save the file as UTF-8")
        return Document(shown, None, (problem,))
    # A byte order mark is not part of the text, and shifts the columns of the C parser.
    return Document.from_text(text.removeprefix("\ufeff"), shown)


def text_of(path: Path) -> str:
    """Return the text of a file that is no plan, such as a list of names.

    Raises:
        UnreadableFile: it cannot be opened, is no regular file, is too large, or is not UTF-8.

    """
    shown = shown_path(path)
    raw = bytes_of(path, shown)
    try:
        if len(raw) <= MAX_BYTES:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(shown, "it is not saved as UTF-8") from None
    raise UnreadableFile(shown, f"it is larger than {MAX_BYTES // 1024 // 1024} MB")


def holds(path: Path, words: bytes) -> bool:
    """Return whether these bytes stand anywhere in a file, which is far quicker than reading it as a plan.

    Raises:
        UnreadableFile: the file cannot be opened.

    """
    return words in bytes_of(path, shown_path(path))


def _unfit(shown: str, rule: str, message: str, hint: str) -> Document:
    return Document(shown, None, (Diagnostic(shown, START, rule, message, hint),))


def bytes_of(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """Return at most one byte more than is allowed, without ever waiting on a pipe or a device."""
    if os.path.islink(path) and leads_out(path):  # noqa: PTH114  (takes names that pathlib refuses)
        raise UnreadableFile(shown, "it is a link that leads out of the repository")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableFile(shown, "it is no regular file")
            return file.read(most + 1)
    except OSError as error:
        raise UnreadableFile(shown, error.strerror or str(error)) from None


def leads_out(link: Path) -> bool:
    """Return whether a link leads out of the repository that it lies in: its target would be shown to whoever looks."""
    root = os.path.realpath(find_root(Path(os.path.abspath(link.parent))))  # noqa: PTH100  (the link's own folder)
    return not Path(os.path.realpath(link)).is_relative_to(root)


def _plans_of(folder: Path) -> Path:
    return folder / PLANS if (folder / PLANS).is_dir() else folder


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise UnreadableFile(shown_path(folder), error.strerror or str(error)) from None


def _yaml_files(folder: Path) -> list[Path]:
    names = (name for name in _names(folder) if name.endswith(".yaml") and not name.startswith("."))
    return [folder / name for name in names if name != SETTINGS]


def _paths_of(wanted: str, root: Path) -> Iterator[Path]:
    path = Path(wanted)
    if not wanted.strip():
        raise PlanNotFound("the name of a plan is empty", "write its id or path; without any name all plans are read")
    by_id = _plans_of(root) / f"{wanted}.yaml"
    # os.path answers no where a name is too long or odd; pathlib would raise. An id goes before what lies about.
    if "/" not in wanted and os.sep not in wanted and os.path.lexists(by_id):
        yield by_id
        return
    if os.path.isdir(wanted):  # noqa: PTH112
        found = _yaml_files(_plans_of(path))
        if not found:
            raise PlanNotFound(f"{shown_path(path)}: no plans here", "plans are files that end in .yaml")
        yield from found
        return
    if os.path.exists(wanted):  # noqa: PTH110
        yield path
        return
    raise PlanNotFound(f"{wanted}: there is no such plan", suggestion(Path(wanted).stem, plan_ids(root)))
