"""`python -m tests.benchmarks`: measure, and print the table."""

import sys

from tests.benchmarks.measure import main

if __name__ == "__main__":
    sys.exit(main())
