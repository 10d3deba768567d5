"""The vocabulary of the plan format."""
