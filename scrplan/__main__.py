"""The program's entry, as `scrplan` and as `python -m scrplan`."""

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program with the words of the command line."""
    # A command lives for a moment and makes no cycles worth finding; looking for them costs a sixteenth of its time.
    gc.disable()
    from scrplan.cli.app import main_with  # noqa: PLC0415  (after the collector is off)

    main_with(sys.argv[1:])


if __name__ == "__main__":
    main()
