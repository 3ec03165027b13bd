"""Mirrors the rooms of the package."""
