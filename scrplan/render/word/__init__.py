"""Papers for Word: their text, tables, styles, charts and pages."""
