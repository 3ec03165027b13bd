"""Surgical edits: what is not asked for stays byte for byte."""
