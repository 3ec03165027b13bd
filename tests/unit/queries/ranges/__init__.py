"""Unit tests that mirror `queries/ranges`."""
