"""Unit tests that mirror `queries/names`."""
