"""Unit tests that mirror `queries/checks`."""
