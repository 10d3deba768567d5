"""What a board's folder needs, compared with what is there: the same for `init`, `init --upgrade` and `doctor`."""
