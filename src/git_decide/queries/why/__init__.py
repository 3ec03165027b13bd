"""From a line, a commit or a module to the decisions behind it."""
