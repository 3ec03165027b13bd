"""Brings together what a forge says of a CI job and what the clone holds."""
