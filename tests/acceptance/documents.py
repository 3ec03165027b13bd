"""Holds what ``--json`` prints against the schema that promises its shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[2] / "schemas"


def schema(name: str) -> Any:
    """Return the schema of an answer: "list", "show", "findings", "fragile", "hooks"."""
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def answer(text: str, name: str) -> Any:
    """Return the document in `text`, once its schema has no objection."""
    every = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in every if "$id" in each
    )
    document = json.loads(text)
    Draft202012Validator(schema(name), registry=registry).validate(document)
    return document
