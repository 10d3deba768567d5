"""`python -m tests.fuzz`: let libFuzzer look for inputs that break a target; see the package for how to set up."""

import argparse
import hashlib
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__).resolve().parent
SHARES = {"plan": 0.7, "settings": 0.2, "words": 0.1}  # of the time
LONGEST_INPUT = 6000  # bytes
LIMIT = 20  # seconds for one input, instrumented and at the lowest priority

Target = Callable[[bytes], None]


def main() -> int:
    """Run one target, or all in turn; return 1 where something was found."""
    options = _options()
    found = Path(options.found)
    found.mkdir(parents=True, exist_ok=True)
    if options.minimise:
        return _minimise(_plain_target(options.target), Path(options.minimise))
    if options.target:
        _fuzz(options, found)
    for name, share in SHARES.items():
        seconds = max(1, int(options.seconds * share))
        own = [f"--target={name}", f"--seconds={seconds}", f"--found={found}"]
        own += [f"--corpus={options.corpus}"] if options.corpus else []
        subprocess.run([sys.executable, "-m", "tests.fuzz", *own], check=False, cwd=HERE.parent.parent)
    return 1 if any(found.iterdir()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long, all targets together")
    parser.add_argument("--target", choices=SHARES, help="this one alone")
    parser.add_argument("--found", default=str(Path(tempfile.gettempdir()) / "fuzz-found"), help="where failures go")
    parser.add_argument("--corpus", help="a folder with what an earlier run learned; it is added to")
    parser.add_argument("--minimise", metavar="FILE", help="make this failing input smaller, and print it")
    return parser.parse_args()


def _plain_target(name: str | None) -> Target:
    targets: dict[str, Target] = import_module("tests.fuzz.targets").TARGETS
    return targets[name or "plan"]


def _fuzz(options: argparse.Namespace, found: Path) -> None:
    """Run one target for some time; libFuzzer ends the process."""
    atheris: Any = import_module("atheris")  # without types, and not there where only the usual tests run
    # What the parsers do with a text shows the way to odd YAML; the rest of the libraries would only slow it down.
    with atheris.instrument_imports(include=["scrplan", "ruamel.yaml"]):
        package = import_module("scrplan")
        for module in pkgutil.walk_packages(package.__path__, "scrplan."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
        target = _plain_target(options.target)
    corpus = Path(options.corpus or tempfile.mkdtemp(prefix="scrplan-corpus-")) / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        str(corpus),
        str(HERE / "seeds" / options.target),
        f"-dict={HERE / 'tokens.dict'}",
        f"-max_total_time={options.seconds}",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={LIMIT}",
        f"-artifact_prefix={found}{os.sep}{options.target}-hang-",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, _Collector(target, options.target, found))
    atheris.Fuzz()


class _Collector:
    """Runs a target and keeps one input of each distinct failure, instead of ending at the first."""

    def __init__(self, target: Target, name: str, found: Path) -> None:
        self._target, self._name, self._found = target, name, found
        self._known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        try:
            self._target(data)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is what is looked for)
            key = _cause(error)
            if key not in self._known:
                self._known.add(key)
                self._keep(data, key)

    def _keep(self, data: bytes, key: str) -> None:
        path = self._found / f"{self._name}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.yaml"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(f"{key}\n\n{traceback.format_exc()}", encoding="utf-8", errors="replace")
        sys.stderr.write(f"FOUND {path.name}: {key}\n")


def _cause(error: BaseException) -> str:
    """Return what tells one failure from another: its kind, its place, and of an assertion its words."""
    last: TracebackType | None = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    words = str(error).split("\n")[0][:200] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} at {where} {words}".rstrip()


def _minimise(target: Target, path: Path) -> int:
    """Take away lines, then characters, as long as the failure stays the same; print what is left."""
    data = path.read_bytes()
    cause = _failure(target, data)
    if cause is None:
        sys.stdout.write("it does not fail\n")
        return 0
    for size in (len(data) // 2, 512, 128, 64, 32, 16, 8, 4, 2, 1):
        at = 0
        while size and at < len(data):
            shorter = data[:at] + data[at + size :]
            if _failure(target, shorter) == cause:
                data = shorter
            else:
                at += size
    sys.stdout.write(f"{cause}\n{data!r}\n")
    return 1


def _failure(target: Target, data: bytes) -> str | None:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        target(data)
    except Exception as error:  # noqa: BLE001  (as above)
        return _cause(error)
    finally:
        signal.alarm(0)
    return None


if __name__ == "__main__":
    sys.exit(main())
