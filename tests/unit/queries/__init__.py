"""What is asked of git, records and policy together."""
