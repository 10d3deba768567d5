"""What a board officer records, as edits to a plan file, proven before anything is written."""
