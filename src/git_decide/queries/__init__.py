"""Answers that need git, records and rules together."""
