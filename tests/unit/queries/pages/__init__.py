"""Unit tests that mirror `queries/pages`."""
