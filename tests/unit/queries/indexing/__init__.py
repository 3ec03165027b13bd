"""Unit tests that mirror `queries/indexing`."""
