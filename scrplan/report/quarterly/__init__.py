"""The quarterly board report: one set of figures, made as neutral content for every format."""
