"""Is it right? Every problem of a file, from syntax to schema."""
