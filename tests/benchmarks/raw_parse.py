"""What any reader in Python must do at the least: libyaml through ruamel.yaml over every file of a folder, no more.

`python raw_parse.py events|nodes FOLDER` runs as a process of its own and imports nothing of the project.
"""

import os
import sys
from collections.abc import Iterator


def take_events(folder: str) -> int:
    """Ask the C parser for every event of every file, drop each, and return how many files there were."""
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
    from ruamel.yaml.events import StreamEndEvent

    files = 0
    for raw in _contents(folder):
        next_event = CParser(raw).get_event
        while type(next_event()) is not StreamEndEvent:
            pass
        files += 1
    return files


def compose_nodes(folder: str) -> int:
    """Let ruamel.yaml compose its own nodes of every file, drop them, and return how many files there were."""
    from ruamel.yaml import YAML

    files = 0
    for raw in _contents(folder):
        YAML(typ="safe", pure=False).compose(raw)
        files += 1
    return files


def _contents(folder: str) -> Iterator[bytes]:
    with os.scandir(folder) as entries:
        paths = sorted(entry.path for entry in entries)
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib would be paid for here alone)
            yield file.read()


if __name__ == "__main__":
    work = {"events": take_events, "nodes": compose_nodes}[sys.argv[1]]
    sys.stdout.write(f"{work(sys.argv[2])} files\n")
