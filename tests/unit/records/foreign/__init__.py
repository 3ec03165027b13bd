"""Unit tests that mirror `records/foreign`."""
