"""From assessed plans to content: what is to be said."""
