"""Reads reStructuredText and AsciiDoc, line by line."""
