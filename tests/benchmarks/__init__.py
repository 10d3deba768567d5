"""How fast, against what, and in how much memory: run `python -m tests.benchmarks`."""
