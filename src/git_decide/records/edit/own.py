"""Surgical edits of a record's file: what is not asked for stays byte for byte."""

from __future__ import annotations

from git_decide.records.edit.fields import add_items, remove_field, set_field
from git_decide.records.edit.sections import append_to_section, set_section

__all__ = ["add_items", "append_to_section", "remove_field", "set_field", "set_section"]
