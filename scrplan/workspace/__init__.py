"""A board's plans, opened: at a root, at a version, on a day; the one way in for every command."""
