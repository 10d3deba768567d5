"""Keep the action plans that follow safeguarding reviews as plain YAML files in git."""

__version__ = "0.1.0"
