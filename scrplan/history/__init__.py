"""How the plans got here: their versions in git, what changed between them, and who changed it."""
