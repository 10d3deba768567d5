"""The only reading of plan files: which they are, that they are fit to read, and what they hold."""

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.diagnostics import START, Diagnostic
from scrplan.errors import UnreadableFile
from scrplan.model import Board, Plan
from scrplan.source import plan_tree
from scrplan.source.plan_tree import LINK, EntryKind, PlanTree, Unread, id_of, place_of
from scrplan.source.reader import read_plan
from scrplan.yamltext.document import Document, position_of

MAX_BYTES = 4 * 1024 * 1024  # a plan of 26 rows has 40 KB; the limit bounds memory on a hostile file
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SETTINGS, PLANS = plan_tree.SETTINGS, plan_tree.PLANS


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `scrplan.yaml`, `plans/` or `.git`; else `start` itself."""
    for folder in (start, *start.parents):
        if is_root(folder):
            return folder
    return start


def boards_named(wanted: Sequence[str], here: Path) -> Mapping[Path, Sequence[str]]:
    """Return names of plans by the root of the board that each leads into, in order."""
    found: dict[Path, list[str]] = {}
    for one in wanted:
        found.setdefault(_root_named(one, here), []).append(one)
    return found


def _root_named(wanted: str, here: Path) -> Path:
    """Return the root of the board that a path leads into; of an id, and of a path into none, that of the folder."""
    root = find_root(here)
    if "\0" in wanted or (is_root(root) and place_of(wanted, root, here) is not None):
        return root
    folder = os.path.abspath(here / wanted)  # noqa: PTH100  (as it was written, links and all)
    while not os.path.isdir(folder):  # noqa: PTH112  (pathlib refuses long names)
        folder = os.path.dirname(folder)  # noqa: PTH120
    other = find_root(Path(folder))
    return other if is_root(other) else root


def is_root(folder: Path) -> bool:
    """Return whether a folder holds what makes it a board's."""
    return any((folder / name).exists() for name in (SETTINGS, PLANS, ".git"))


class FoundPlans(NamedTuple):
    """The plan files that were asked for, each once.

    `unread` is what is near them and looks like a plan, but is not read. `folders` are those that were asked for as a
    whole, from the root, which itself is empty.
    """

    paths: tuple[Path, ...]
    unread: tuple[Unread, ...]
    folders: tuple[str, ...]


def found_plans(wanted: Sequence[str], root: Path, here: Path | None = None) -> FoundPlans:
    """Return the plan files that paths, folders and ids name, in order; all of the root's for none.

    Relative names start from `here`, or from the root where no folder is given.

    Raises:
        PlanNotFound: a name leads to no plan.
        UnreadableFile: a folder cannot be listed, or a name leads to a symbolic link.

    """
    tree = DiskTree(root, here or root)
    paths: dict[str, Path] = {}
    near: dict[DiskTree, list[str]] = {}
    folders = [] if wanted else [""]
    found_by_tree = [_named(one, tree) for one in wanted]
    if not wanted:
        found_by_tree.append((tree, {path: root / path for path in tree.all_of(tree.plans_folder(""))}))
    for found, places in found_by_tree:
        near.setdefault(found, []).extend(places)
        for path in places.values():
            paths.setdefault(os.path.realpath(path), path)
    for one in wanted:
        place = place_of(one, root, here or root)
        if place is not None and not tree.of_id(one) and tree.at(place) is EntryKind.FOLDER:
            folders.append(place)
    unread = [one for found, places in near.items() for one in found.unread_near(places)]
    return FoundPlans(tuple(paths.values()), tuple(dict.fromkeys(unread)), tuple(folders))


def plan_paths(wanted: Sequence[str], root: Path, here: Path | None = None) -> list[Path]:
    """Return the paths alone of `found_plans`."""
    return list(found_plans(wanted, root, here).paths)


def plan_ids(root: Path) -> list[str]:
    """Return the ids of the repository's plans, in order; none where there is no folder of plans."""
    return [id_of(path) for path in DiskTree(root, root).plans_of("")]


class DiskTree(PlanTree):
    """The files of a folder as they are now."""

    def __init__(self, root: Path, here: Path) -> None:
        self.root, self.here = root, here
        self._known: dict[str, Mapping[str, EntryKind]] = {}

    def entries(self, folder: str) -> Mapping[str, EntryKind]:
        """Return what is in a folder; a repository of its own in it is no part of this one."""
        if folder not in self._known:
            try:
                with os.scandir(self.root / folder) as found:
                    kinds = {one.name: _kind_of(one) for one in found}
            except OSError as error:
                if not folder or os.path.isdir(self.root / folder):  # noqa: PTH112  (pathlib refuses long names)
                    raise UnreadableFile(self.shown(folder), error.strerror or str(error)) from None
                kinds = {}
            self._known[folder] = {name: kind for name, kind in kinds.items() if kind}
        return self._known[folder]

    def shown(self, path: str) -> str:
        """Return a path as people know it."""
        return shown_path(self.root / path, self.here)


def _kind_of(entry: "os.DirEntry[str]") -> EntryKind | None:
    if entry.is_symlink():
        return EntryKind.LINK
    if not entry.is_dir():
        return EntryKind.FILE
    return None if os.path.lexists(f"{entry.path}/.git") else EntryKind.FOLDER


def _named(wanted: str, tree: DiskTree) -> tuple[DiskTree, dict[str, Path]]:
    """Return the plans that a name means, by their paths in the tree that they are in; a path is as it was written."""
    place, written = place_of(wanted, tree.root, tree.here), tree.here / wanted
    # os.path answers no where a name is too long or odd; pathlib would raise.
    if place is None and "\0" not in wanted and os.path.exists(written):  # noqa: PTH110
        tree, place = DiskTree(written.parent, tree.here), written.name
    found = tree.named(wanted, place)
    if place is None or found == tree.of_id(wanted):
        return tree, {path: tree.root / path for path in found}
    return tree, {path: written / path.removeprefix(place).lstrip("/") for path in found}


def shown_path(path: Path, here: Path | None = None) -> str:
    """Return a path as people know it: from the folder where they are, if it is below that; else as it is."""
    text = path.as_posix()
    return text.removeprefix(f"{here.as_posix()}/") if here else text


def load_plan(path: Path, here: Path | None = None) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read one plan file, as `load_source` does; there is a plan only where there is no problem."""
    return read_plan(load_document(path, here), path.stem)


def load_board(root: Path, here: Path | None = None) -> tuple[Board | None, tuple[Diagnostic, ...]]:
    """Read the board's settings at the root; the defaults where there is no file."""
    path = root / SETTINGS
    if not os.path.lexists(path):
        return Board(), ()
    from scrplan.source.settings import read_board  # noqa: PLC0415  (most repositories have no such file)

    return read_board(load_document(path, here))


def load_document(path: Path, here: Path | None = None) -> Document:
    """Read a file into nodes, as `load_source` does."""
    return load_source(path, here).document


class Source(NamedTuple):
    """A file as it was read, for those who will write it: its bytes, and what was made of them."""

    path: Path
    raw: bytes
    document: Document


def load_source(path: Path, here: Path | None = None) -> Source:
    """Read a file into nodes, and keep its bytes; bad encoding and undue size are problems, as bad syntax is.

    Raises:
        UnreadableFile: the file cannot be opened, or is no regular file.

    """
    shown = shown_path(path, here)
    if os.path.islink(path):  # noqa: PTH114  (takes names that pathlib refuses)
        raise UnreadableFile(shown, LINK)
    raw = bytes_of(path, shown)
    return Source(path, raw, document_of(raw, shown))


def document_of(raw: bytes, shown: str) -> Document:
    """Return the nodes of a file's bytes; what makes these unfit is a problem of the document."""
    if len(raw) > MAX_BYTES:
        fix = "split it, or take out what is not plan text"
        return _unfit(shown, "too-large", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", fix)
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


def text_of(path: Path, here: Path | None = None) -> str:
    """Return the text of a file that is no plan, such as a list of names.

    Raises:
        UnreadableFile: it cannot be opened, is no regular file, is too large, or is not UTF-8.

    """
    shown = shown_path(path, here)
    raw = bytes_of(path, shown)
    try:
        if len(raw) <= MAX_BYTES:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(shown, "it is not saved as UTF-8") from None
    raise UnreadableFile(shown, f"it is larger than {MAX_BYTES // 1024 // 1024} MB")


def holds(path: Path, words: bytes) -> bool:
    """Return whether these bytes are anywhere in a file, which is far quicker than reading it as a plan.

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
                raise UnreadableFile(shown, "it is not a regular file")
            return file.read(most + 1)
    except OSError as error:
        raise UnreadableFile(shown, error.strerror or str(error)) from None


def leads_out(link: Path) -> bool:
    """Return whether a link leads out of its own repository: what it leads to would be shown to any reader."""
    root = os.path.realpath(find_root(Path(os.path.abspath(link.parent))))  # noqa: PTH100  (the link's own folder)
    return not Path(os.path.realpath(link)).is_relative_to(root)
