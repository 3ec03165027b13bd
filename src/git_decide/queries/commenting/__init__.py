"""What comments in code say of decisions, and of which lines they say it."""
