"""From text to plan: files, YAML nodes, records."""
