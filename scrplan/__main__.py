"""The program's entry, as `scrplan` and as `python -m scrplan`."""

import gc
import sys


def main() -> int:
    """Run the program with the words of the command line, and return its exit code."""
    # A command is short and makes no cycles worth finding; looking for them costs a sixteenth of its time.
    gc.disable()
    from scrplan.cli.process import exit_code_of  # noqa: PLC0415  (after the collector is off)

    code = exit_code_of(sys.argv[1:])
    # The end of the process looks for cycles once more; with everything frozen it finds nothing to look at.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
