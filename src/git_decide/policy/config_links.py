"""Finds where decisions.toml names records."""

from __future__ import annotations

from git_decide.policy.config import parse, text_of
from git_decide.policy.config_places import Places
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@value
class ConfigLink:
    """A record that decisions.toml names: as written, and the string that holds it.

    `line` and `column` are those of its opening quote, counted from one.
    """

    written: str
    string: str
    line: int
    column: int


def config_links(content: bytes) -> tuple[ConfigLink, ...]:
    """Return what `[fragile.NAME] decisions` and `[[standing]] decision` name, in order.

    Raises `ConfigurationBroken` where the file is not TOML.
    """
    data = parse(content)
    places = Places(text_of(content))
    found = []
    for path, written in _values(data):
        span = places.values[path]
        string = places.text[span.start : span.end]
        found.append(ConfigLink(written, string, *places.line_and_column(span.start)))
    return tuple(sorted(found, key=lambda link: (link.line, link.column)))


def _values(data: dict[str, object]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    fragile, standing = data.get("fragile"), data.get("standing")
    for name, table in fragile.items() if isinstance(fragile, dict) else ():
        listed = table.get("decisions") if isinstance(table, dict) else None
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(item, str):
                yield ("fragile", name, "decisions", number), item
    for number, entry in enumerate(standing if isinstance(standing, list) else ()):
        decision = entry.get("decision") if isinstance(entry, dict) else None
        if isinstance(decision, str):
            yield ("standing", number, "decision"), decision
