"""Unit tests that mirror `records/plain`."""
