"""The paper as PDF: its template, its blocks and how wide the columns are."""
