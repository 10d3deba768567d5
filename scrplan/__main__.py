"""`python -m scrplan` is the same as `scrplan`."""

from scrplan.cli.app import main

if __name__ == "__main__":
    main()
