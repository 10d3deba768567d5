"""Git's own merge of lines, for files that cannot be merged by what they say."""

from pathlib import Path

from scrplan.errors import GitProblem
from scrplan.git.calls import TIMEOUT, cleaned_environment, finished

MOST_CONFLICTS = 127  # git counts no further; what is above says that it failed


def merge_lines(base: Path, ours: Path, theirs: Path) -> int:
    """Merge by lines into the file `ours`, as git does by default; return how many conflicts.

    Raises:
        GitProblem: there is no git, or one of the files is no text; ours is as it was.

    """
    labels = ("-L", "ours", "-L", "before", "-L", "theirs")
    command = ["git", "merge-file", *labels, "--", str(ours), str(base), str(theirs)]
    done = finished(command, cleaned_environment(), "", TIMEOUT)
    if not 0 <= done.returncode <= MOST_CONFLICTS:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitProblem("git cannot merge the lines", words[0] if words else f"exit code {done.returncode}")
    return done.returncode
