"""Two versions of a plan: which entry is which, what differs, what moved. Knows no git."""
