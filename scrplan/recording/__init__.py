"""What a board officer records, as edits to a plan file that are proven before anything is written.

What cannot be recorded is a `UsageProblem` or an `UnknownName`, which says why; nothing was changed then.
"""
