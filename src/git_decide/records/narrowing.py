"""Narrows the schema of records to what those of one format, status and kind are held to."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    Schema = dict[str, Any]
    Facts = tuple[str | None, ...]

# What conditions of the schema ask for where they can be decided before validating.
ASKED = ("format", "status", "kind")
OWN = "decision-log"
_CONDITION = ("if", "then", "else")
_ANNOTATIONS = ("$defs", "$id", "$schema", "description", "title")
_SCHEMAS = ("items", "contains", *_CONDITION)
_LISTS = ("allOf", "anyOf")
_MAPS = ("properties", "patternProperties")


def facts(schema: Schema, document: Mapping[str, object]) -> Facts:
    """Return what a document says on each of `ASKED`: None for nothing, "" for no known word."""
    known = schema["properties"]
    return tuple(
        None if said is None else str(said) if said in known[key]["enum"] else ""
        for key, said in ((key, document.get(key)) for key in ASKED)
    )


def narrowed(schema: Schema, known: Facts) -> Schema:
    """Return a schema that finds the same as `schema` in every document of these facts.

    Its conditions on them are decided, what `$ref` names is put in its place, and what
    `allOf` joins is one schema: each of these takes a validator more time than the rest.
    """
    return _narrowed(schema, schema["$defs"], dict(zip(ASKED, known, strict=True)))


def _narrowed(part: Schema, shared: Schema, known: Mapping[str, str | None]) -> Schema:
    def each(inner: Schema) -> Schema:
        return _narrowed(inner, shared, known)

    made: Schema = {}
    for key, item in _decided(part, known).items():
        if key in _SCHEMAS:
            made[key] = each(item)
        elif key in _LISTS:
            made[key] = [each(inner) for inner in item]
        elif key in _MAPS:
            made[key] = {name: each(inner) for name, inner in item.items()}
        elif key not in _ANNOTATIONS:
            made[key] = item
    if "$ref" in made:
        named = shared[made.pop("$ref").removeprefix("#/$defs/")]
        made = {**each(named), **made}
    return _joined(made)


def _decided(part: Schema, known: Mapping[str, str | None]) -> Schema:
    """Return `part` with its condition, where that can be decided, replaced by what follows."""
    holds = _holds(part["if"], known) if "if" in part else None
    if holds is None:
        return part
    rest = {key: item for key, item in part.items() if key not in _CONDITION}
    follows = part.get("then" if holds else "else", {})
    return {**rest, "allOf": [*part.get("allOf", ()), follows]}


def _holds(test: Schema, known: Mapping[str, str | None]) -> bool | None:
    """Tell whether a condition holds, None where it asks for more than what is known."""
    required, properties = test.get("required", ()), test.get("properties", {})
    if test.keys() - {"required", "properties"} or {*required, *properties} - known.keys():
        return None
    if any(known[key] is None for key in required):
        return False
    return all(known[key] in (None, *_values(wanted)) for key, wanted in properties.items())


def _values(wanted: Schema) -> tuple[str, ...]:
    return (wanted["const"],) if "const" in wanted else tuple(wanted["enum"])


def _joined(made: Schema) -> Schema:
    """Return a schema with the parts of its `allOf`, as far as they can be told, in itself."""
    parts = made.pop("allOf", ())
    apart = [part for part in _flat(parts) if not _join(made, part)]
    return {**made, "allOf": apart} if apart else made


def _flat(parts: list[Schema]) -> Iterator[Schema]:
    for part in parts:
        inner = part.get("allOf", [])
        rest = {key: item for key, item in part.items() if key != "allOf"}
        if rest:
            yield rest
        yield from inner


def _join(made: Schema, part: Schema) -> bool:
    """Put `part` into `made` and return True, or False where its findings would change."""
    if "x-code" in part or "x-code" in made or part.keys() & made.keys() - {"required", *_MAPS}:
        return False
    for key, item in part.items():
        if key == "required":
            made[key] = [*dict.fromkeys([*made.get(key, ()), *item])]
        elif key in _MAPS:
            made[key] = _merged(made.get(key, {}), item)
        else:
            made[key] = item
    return True


def _merged(these: Schema, those: Schema) -> Schema:
    both = dict(these)
    for name, part in those.items():
        both[name] = _joined({"allOf": [both[name], part]}) if both.get(name) else part
    return both
