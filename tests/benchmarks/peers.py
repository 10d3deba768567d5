"""The programs that ours is compared with, as pip installs them for whoever asks for nothing else."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

# The versions are those of the project's own set of tools, see pyproject.toml.
PEERS = {"check-jsonschema": "0.39.0", "yamllint": "1.38.0"}


class Peers(NamedTuple):
    """Where the other programs are, None where one is not; `words` tell how they were installed."""

    checker: str | None
    linter: str | None
    words: str


def install(folder: Path) -> Peers:
    """Install the peers into an environment of their own; where that fails, take those beside this interpreter.

    Beside ours they find a C parser that ours brings with it and they do not ask for, which makes them three times as
    fast as they are for others.
    """
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    asked = [f"{name}=={version}" for name, version in PEERS.items()]
    line = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *asked]
    done = subprocess.run(line, capture_output=True, check=False)
    return _in(programs, "as pip installs them") if done.returncode == 0 else beside_ours()


def beside_ours() -> Peers:
    """Return the peers beside this interpreter."""
    return _in(Path(sys.executable).parent, "those beside scrplan, with its C parser")


def _in(place: Path, words: str) -> Peers:
    checker, linter = (shutil.which(name, path=str(place)) for name in PEERS)
    return Peers(checker, linter, words)
