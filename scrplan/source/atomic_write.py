"""The only writing of plan files: whole or not at all, and never over what someone else wrote in the meantime."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scrplan.errors import FileChanged, UnwritableFile
from scrplan.source.files import BYTE_ORDER_MARK, Source, bytes_of, find_root, is_root, leads_out, shown_path


def replace_text(source: Source, text: str) -> None:
    """Put a text in the place of what was read, whole or not at all.

    A byte order mark, mode, owner and symbolic links stay; hard links part, as with any exchange of a file.

    Raises:
        FileChanged: the file is no longer what was read.
        UnwritableFile: the place does not allow it.

    """
    shown = source.document.path
    real = Path(os.path.realpath(source.path))
    mark = BYTE_ORDER_MARK if source.raw.startswith(BYTE_ORDER_MARK) else b""
    try:
        if not os.access(real, os.W_OK):
            raise UnwritableFile(shown, "it may not be changed, or is no longer there")
        with _alone_in(real.parent), _temporary_beside(real, mark + text.encode("utf-8"), 0o600) as temporary:
            _take_after(temporary, real)
            if bytes_of(real, shown) != source.raw:
                raise FileChanged(shown)
            temporary.replace(real)
    except OSError as error:
        raise UnwritableFile(shown, error.strerror or str(error)) from None


def create_text(path: Path, text: str, here: Path | None = None) -> None:
    """Make a new file, with the folders that lead to it, whole or not at all; its mode is as the umask says.

    Raises:
        UnwritableFile: something is there already, a link leads out of the repository, or the place does not allow it.

    """
    shown = shown_path(path, here)
    real = Path(os.path.abspath(path))  # noqa: PTH100  (what is looked at below is what is written)
    links = [folder for folder in real.parents if folder.is_symlink()]
    if any(leads_out(link) for link in links if is_root(find_root(link.parent))):
        raise UnwritableFile(shown, "its folder is a link that leads out of the repository")
    try:
        raw = text.encode("utf-8")
        real.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(real.parent), _temporary_beside(real, raw, 0o666) as temporary:
            _give_name(temporary, real)
    except FileExistsError:
        raise UnwritableFile(shown, "something is in the way already, and is left as it is") from None
    except UnicodeEncodeError:
        raise UnwritableFile(shown, "its text holds characters that are not UTF-8") from None
    except OSError as error:
        raise UnwritableFile(shown, error.strerror or str(error)) from None


_PREFIX, _SUFFIX = ".scrplan-", ".tmp"  # no plan's name, and hidden


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep every other scrplan from writing into a folder; what one that was killed left behind is swept away."""
    try:
        import fcntl  # noqa: PLC0415  (not everywhere; there the comparison alone guards)
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _temporary_beside(real: Path, raw: bytes, mode: int) -> Iterator[Path]:
    """Write a temporary file in the folder of another, since only within one file system is their exchange whole."""
    temporary = real.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _give_name(temporary: Path, real: Path) -> None:
    """Give a finished file its name, which must not be taken."""
    try:
        os.link(temporary, real)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the name is taken first, then the file put in its place
        real.open("x").close()
        temporary.replace(real)


def _take_after(temporary: Path, real: Path) -> None:
    """Give a new file the owner and mode of the one whose place it takes."""
    made, was = temporary.stat(), real.stat()
    if (made.st_uid, made.st_gid) != (was.st_uid, was.st_gid):
        with suppress(PermissionError):  # only root may give files away
            os.chown(temporary, was.st_uid, was.st_gid)
    temporary.chmod(stat.S_IMODE(was.st_mode))
