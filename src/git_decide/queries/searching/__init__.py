"""Finds records by words: what was typed, what it is in, what it may have meant."""
