"""Unit tests that mirror `queries/why`."""
