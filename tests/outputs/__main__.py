"""Write down what every command prints and the names it has; with a folder, write the words there, to compare."""

import sys
import tempfile
from pathlib import Path

from tests.outputs.calls import build_boards, every_call, lines_of
from tests.outputs.names import PAGE, rewritten
from tests.outputs.test_outputs import RECORDED


def main(folders: list[str]) -> None:
    """Write the digests or, into a folder, the words themselves, a file a call."""
    with tempfile.TemporaryDirectory() as temporary:
        build_boards(Path(temporary))
        found = list(lines_of(list(every_call()), Path(temporary)))
        if not folders:
            PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), Path(temporary)), encoding="utf-8")
    if not folders:
        RECORDED.write_text("".join(f"{line}\n" for line, _ in found), encoding="utf-8")
        return
    target = Path(folders[0])
    target.mkdir(parents=True, exist_ok=True)
    for number, (line, printed) in enumerate(found):
        text = f"{line.split(' ', 2)[2]}\nends with {printed.code}\n--- out\n{printed.out}\n--- err\n{printed.err}"
        (target / f"{number:04}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
