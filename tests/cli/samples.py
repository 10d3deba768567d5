"""A plan in git, and an update of it with all that is said and shown."""

from pathlib import Path

import pytest

from tests.building import AUTHOR, committed, in_git
from tests.recording.acting import TEXT

UPDATE = ("update", "sample", "1", "--rag", "red", "--note", "Late", "--on", "2013-10")
SHOWN = """\
--- a/plans/sample.yaml
+++ b/plans/sample.yaml
@@ -15,7 +15,7 @@
   - ref: "1"
     agency: Health
     text: Write
-    rag: amber
+    rag: red
     due: 2012-07
     due_text: July 2012 Board
     leads: [{role: Head of service, agency: Health}]
@@ -23,6 +23,7 @@
     updates:
       - {on: 2013-03, text: Drafted}
       - {on: 2013-09, text: Sent}
+      - {on: 2013-10, by: Health, rag: red, text: Late}
     note: It was late.
   - ref: "2"
     agency: Police
"""
SUBJECT = "sample 1: rating from amber to red, progress noted"
LINE = f"git commit -m '{SUBJECT}' --trailer 'Plan: sample' --trailer 'Ref: 1' -- plans/sample.yaml"


def sample_in_git(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a plan into a new repository, commit it as somebody whom git goes on to know, and return its file."""
    path = board / "plans" / "sample.yaml"
    path.write_text(TEXT, encoding="utf-8")
    in_git(board, "init", "--quiet", "--initial-branch=main")
    committed(board)
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    return path
