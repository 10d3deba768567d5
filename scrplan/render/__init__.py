"""From content to text: one file a format. No text of a plan is ever markup, a formula or an escape here."""
