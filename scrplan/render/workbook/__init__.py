"""Workbooks: which sheets, and what their cells hold."""
