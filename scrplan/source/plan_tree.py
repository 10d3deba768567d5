"""Which files are a board's plans: one rule, whether they are on disk or in a commit."""

import enum
import os
import posixpath
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import NoPlansHere, PlanNotFound, UnreadableFile, suggestion

SETTINGS = "scrplan.yaml"
PLANS = "plans"
LINK = "it is a symbolic link, and those are not followed"


class EntryKind(enum.Enum):
    """What a name in a folder is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "symbolic link"


class Unread(NamedTuple):
    """A file or folder that looks like one of plans and is not read: its path, as messages show it, and why."""

    path: str
    why: str


class PlanTree(ABC):
    """The names in a board's folder. Paths are from that folder, with slashes; the folder itself is empty."""

    @abstractmethod
    def entries(self, folder: str) -> Mapping[str, EntryKind]:
        """Return what is in a folder by its name; nothing where there is no such folder."""

    def shown(self, path: str) -> str:
        """Return a path as messages show it."""
        return path or "."

    def not_there(self, wanted: str) -> str:
        """Return in words that there is no plan of this name."""
        return f"{wanted}: there is no such plan"

    def none_in(self, folder: str) -> str:
        """Return in words that there is no plan in a folder."""
        return f"{self.shown(folder)}: no plans here"

    def plans_folder(self, folder: str) -> str:
        """Return where the plans of a folder are: in its `plans`, or in itself where it has none or is below one.

        Raises:
            UnreadableFile: its `plans` is a symbolic link.

        """
        if is_of_plans(folder):
            return folder
        plans = posixpath.join(folder, PLANS)
        kind = self.entries(folder).get(PLANS)
        if kind is EntryKind.LINK:
            raise UnreadableFile(self.shown(plans), LINK)
        return plans if kind is EntryKind.FOLDER else folder

    def plans_of(self, folder: str) -> list[str]:
        """Return the plans of a folder, in order: in a folder of plans also those in its subfolders.

        What is called like a plan and is a folder is among them, and cannot be read.
        """
        below = self._below(self.plans_folder(folder))
        return sorted(path for path, _ in below if path.endswith(".yaml"))

    def all_of(self, folder: str) -> list[str]:
        """Return the plans of a folder.

        Raises:
            NoPlansHere: it has none.

        """
        found = self.plans_of(folder)
        if not found:
            raise NoPlansHere(self.none_in(folder), self._unread_in({folder, self.plans_folder(folder)}))
        return found

    def of_id(self, plan_id: str) -> list[str]:
        """Return the plans whose file has this id for its name, in whichever subfolder; a path is no id."""
        if "/" in plan_id or os.sep in plan_id:
            return []
        return [path for path in self.plans_of("") if id_of(path) == plan_id]

    def at(self, place: str) -> EntryKind | None:
        """Return what is at a path; None where nothing is."""
        folder, name = posixpath.split(place)
        return self.entries(folder).get(name) if name else EntryKind.FOLDER

    def named(self, wanted: str, place: str | None) -> list[str]:
        """Return the plans that a name means, which is an id or a path; `place` is where it leads to as a path.

        Raises:
            PlanNotFound: it leads to no plan.
            UnreadableFile: it leads to a symbolic link.

        """
        if not wanted.strip():
            why = "write its id or path; without any name all plans are read"
            raise PlanNotFound("the name of a plan is empty", why)
        by_id = self.of_id(wanted)
        if by_id:
            return by_id
        if place is None:
            raise PlanNotFound(self.not_there(wanted), "it is outside the repository")
        kind = self.at(place)
        if kind is EntryKind.FOLDER:
            return self.all_of(place)
        if kind is EntryKind.LINK:
            raise UnreadableFile(self.shown(place), LINK)
        if kind is None or wanted.endswith("/"):
            known = map(id_of, self.plans_of(""))
            raise PlanNotFound(self.not_there(wanted), suggestion(Path(wanted).stem, known))
        return [place]

    def unread_near(self, plans: Iterable[str]) -> tuple[Unread, ...]:
        """Return what is in the folders of these plans, looks like one, and is not read."""
        return self._unread_in({posixpath.dirname(path) for path in plans})

    def _unread_in(self, folders: Iterable[str]) -> tuple[Unread, ...]:
        near = {path: kind for folder in sorted(folders) for path, kind in self._below(folder)}
        found = [(path, _why_unread(path, kind)) for path, kind in sorted(near.items())]
        return tuple(Unread(self.shown(path), why) for path, why in found if why)

    def _below(self, folder: str) -> Iterator[tuple[str, EntryKind]]:
        """Yield what is in a folder and, where it is one of plans, in its subfolders; hidden names and settings not."""
        for name, kind in self.entries(folder).items():
            if name.startswith(".") or name == SETTINGS:
                continue
            path = posixpath.join(folder, name)
            yield path, kind
            if kind is EntryKind.FOLDER and is_of_plans(folder) and not name.endswith(".yaml"):
                yield from self._below(path)


class NamesTree(PlanTree):
    """The paths of a list, such as that of git's index."""

    def __init__(self, paths: Mapping[str, EntryKind]) -> None:
        self._entries: dict[str, dict[str, EntryKind]] = {}
        self.enter(paths)

    def enter(self, paths: Mapping[str, EntryKind]) -> None:
        """Add paths; what leads to them are folders."""
        for place, its_kind in paths.items():
            path, kind = place, its_kind
            while path:
                folder, name = posixpath.split(path)
                names = self._entries.setdefault(folder, {})
                if names.get(name) is kind:
                    break
                names[name], path, kind = kind, folder, EntryKind.FOLDER

    def entries(self, folder: str) -> Mapping[str, EntryKind]:
        """Return what is in a folder by its name."""
        return self._entries.get(folder, {})


def is_of_plans(folder: str) -> bool:
    """Return whether a folder is one of plans, or below one: there, subfolders are read too."""
    return PLANS in folder.split("/")


def id_of(path: str) -> str:
    """Return the id of a plan by the name of its file."""
    return posixpath.basename(path).removesuffix(".yaml")


def _why_unread(path: str, kind: EntryKind) -> str:
    """Return why a file that looks like a plan is not read; empty where it is read, or looks like none."""
    name = posixpath.basename(path)
    if kind is EntryKind.FOLDER and name != PLANS and name.lower() == PLANS:
        return f"the folder of plans is called {PLANS}"
    if name.endswith(".yaml") or kind is EntryKind.FOLDER:
        return ""
    if kind is EntryKind.LINK and is_of_plans(posixpath.dirname(path)):
        return LINK  # which may lead to a folder of plans
    return "plans end in .yaml" if name.strip().lower().endswith((".yaml", ".yml")) else ""


def same_ids(paths: Mapping[str, str]) -> list[str]:
    """Return a line for each plan whose id an earlier one has too; given how messages show each path."""
    first: dict[str, str] = {}
    lines = []
    for path, shown in paths.items():
        other = first.setdefault(id_of(path), shown)
        if other != shown:
            fix = "give one of the two another id, and rename its file"
            lines.append(f"scrplan: {shown}: the id {id_of(path)!r} is also that of {other}: {fix}")
    return lines


def place_of(wanted: str, root: Path, here: Path) -> str | None:
    """Return where a path leads that is written from a folder, from the root; None where that is outside of it.

    Links of its folders are followed, and one of the name itself is not.
    """
    if "\0" in wanted:
        return None
    folder, name = os.path.split(os.path.abspath(here / wanted))  # noqa: PTH100  (a link's own folder)
    path, base = Path(os.path.realpath(folder), name), os.path.realpath(root)
    if not path.is_relative_to(base):
        return None
    return "" if path == Path(base) else path.relative_to(base).as_posix()
