"""Holds documents against JSON Schemas and turns what they violate into findings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from git_decide.errors import ConfigurationBroken
from git_decide.records.document import document
from git_decide.records.narrowing import OWN, facts, narrowed
from git_decide.records.violations import described, lacks
from git_decide.resources import resource
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Any

    from git_decide.findings import Finding
    from git_decide.records.model import Record
    from git_decide.records.narrowing import Facts


@value
class Violation:
    """What a document violates: the place in it, the keyword of the schema, the words.

    `code` is what the schema calls it (`x-code`), or "". `extra` depends on the
    keyword: the keys that are missing (required) or too many (additionalProperties),
    the values that would do (enum, const), the types (type), else empty.
    """

    path: tuple[str | int, ...]
    keyword: str
    message: str
    extra: tuple[str, ...] = ()
    code: str = ""


def record_findings(
    record: Record,
    product: Sequence[str],
    engineering: Sequence[str],
    own: object | None = None,
    *,
    strict: bool = False,
    hidden: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Return what the built-in schema and the team's `own` one find in a record.

    `product` and `engineering` are the role titles of the sides. A `strict` check holds
    a record of any format to what this project's own demands. `hidden` are the lacks
    (`violations.lacks`) that are told already. Raises `ConfigurationBroken` where
    `own` is no JSON Schema or refers to one elsewhere.
    """
    instance = document(record)
    known = facts(_record_schema(), instance)
    if strict:
        known = (OWN, *known[1:])
    validator = _record_validator(known, tuple(product), tuple(engineering))
    found = [
        described(record, violation)
        for violation in _violations(validator, instance)
        if lacks(violation) not in hidden
    ]
    if own is not None:
        validator = _own_validator(_Same(own))
        found += [
            described(record, violation, own=True) for violation in _guarded(validator, instance)
        ]
    return tuple(dict.fromkeys(found))


def prove(own: object) -> None:
    """Raise `ConfigurationBroken` where `own` is no JSON Schema."""
    _own_validator(_Same(own))


def config_violations(data: object) -> tuple[Violation, ...]:
    """Return what `data`, the content of ``decisions.toml``, violates of its schema."""
    return tuple(_violations(_config_validator(), data))


def role_pattern(titles: Iterable[str]) -> str:
    """Return the pattern of exactly these role titles, whatever their case and white space."""
    words = (r"\s+".join(map(_any_case, title.split())) for title in titles)
    return f"^(?:{'|'.join(words)})$"


def _any_case(word: str) -> str:
    return "".join(
        f"[{re.escape(lower)}{re.escape(upper)}]"
        if (lower := letter.lower()) != (upper := letter.upper()) and len(lower + upper) == 2
        else re.escape(letter)
        for letter in word
    )


@cache
def _record_schema() -> Any:
    return _packaged("record.schema.json")


@lru_cache(maxsize=128)  # one log uses a dozen: every format, status and kind are 270
def _record_validator(known: Facts, product: tuple[str, ...], engineering: tuple[str, ...]) -> Any:
    schema = dict(_record_schema())
    roles = {"product-role": product, "engineering-role": engineering}
    schema["$defs"] = schema["$defs"] | {
        name: {"pattern": role_pattern(titles)} for name, titles in roles.items()
    }
    return _validator(narrowed(schema, known))


@cache
def _config_validator() -> Any:
    return _validator(_packaged("config.schema.json"))


class _Same:
    """A schema as a key of a cache: the same object, not an equal one, and cheap to compare."""

    __slots__ = ("schema",)

    def __init__(self, schema: object) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=4)
def _own_validator(own: _Same) -> Any:
    from jsonschema import SchemaError, validators

    schema = own.schema
    if not isinstance(schema, (dict, bool)):
        raise _own_is_broken("it is neither an object nor a boolean")
    kind = validators.validator_for(schema, default=validators.Draft202012Validator)
    try:
        kind.check_schema(schema)  # type: ignore[arg-type]  # a boolean is a schema, too
    except SchemaError as error:
        raise _own_is_broken(error.message) from None
    return _validator(schema, kind)


def _own_is_broken(why: str) -> ConfigurationBroken:
    return ConfigurationBroken(
        f"the schema of [records] schema cannot be used: {why}",
        "Mend the schema, or take [records] schema out of decisions.toml.",
    )


def _packaged(name: str) -> Any:
    import json

    with open(resource("schemas", name), encoding="utf-8") as stream:
        return json.load(stream)


def _validator(schema: Any, kind: Any = None) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing.jsonschema import EMPTY_REGISTRY

    # An empty registry: a reference to anywhere else is never fetched.
    made = kind or Draft202012Validator
    return made(schema, registry=EMPTY_REGISTRY, format_checker=FormatChecker(["date"]))


def _guarded(validator: Any, instance: object) -> list[Violation]:
    from referencing.exceptions import Unresolvable

    try:
        return list(_violations(validator, instance))
    except Unresolvable as error:
        raise _own_is_broken(f"it refers to {error.ref}, and nothing is fetched") from None
    except RecursionError:
        raise _own_is_broken("it refers to itself without an end") from None


def _violations(validator: Any, instance: object) -> Iterator[Violation]:
    for error in validator.iter_errors(instance):
        yield _violation(error)


def _violation(error: Any) -> Violation:
    schema = error.schema if isinstance(error.schema, dict) else {}
    return Violation(
        tuple(error.absolute_path),
        error.validator or "",
        error.message,
        _extra(error),
        schema.get("x-code", ""),
    )


def _extra(error: Any) -> tuple[str, ...]:
    wanted, instance = error.validator_value, error.instance
    match error.validator:
        case "required":
            # One error for each missing key, which only its message names.
            return tuple(key for key in wanted if error.message.startswith(repr(key)))
        case "additionalProperties":
            return _unexpected(error.schema, instance)
        case "enum":
            return tuple(map(str, wanted))
        case "const":
            return (str(wanted),)
        case "type":
            return (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return ()


def _unexpected(schema: Any, instance: Any) -> tuple[str, ...]:
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    return tuple(
        key
        for key in instance
        if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    )
