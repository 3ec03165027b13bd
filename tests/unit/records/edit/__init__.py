"""Unit tests that mirror `records/edit`."""
