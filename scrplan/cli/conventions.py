"""Exit codes, the version line, and the environment variables that the program reads.

It imports nothing but what the interpreter has loaded already, not even `typing`, for `--version` needs no more.
"""

from scrplan import __version__

USAGE, BUG, INTERRUPTED = 2, 70, 130
DEBUG = "SCRPLAN_DEBUG"
COMPLETION = "_SCRPLAN_COMPLETE"  # set where a shell asks for completions, whatever the words of the call are
VERSION_LINE = f"scrplan {__version__}\n"
