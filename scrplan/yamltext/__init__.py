"""YAML text that knows no plan: nodes with their positions, spliced edits, the formatter."""
