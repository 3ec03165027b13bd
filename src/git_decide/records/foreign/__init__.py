"""Reads records in other formats than this project's own."""
