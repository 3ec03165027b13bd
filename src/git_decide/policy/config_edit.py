"""Adds and removes the tables of fragile modules in a `decisions.toml`; every other byte stays."""

from __future__ import annotations

from itertools import groupby

from git_decide.errors import UserError
from git_decide.policy.config import SyntaxBroken, parse, rules, text_of
from git_decide.policy.config_places import Places, Span
from git_decide.policy.config_values import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from git_decide.policy.config_places import Path

_BOM = b"\xef\xbb\xbf"
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_NO_NAMES = ("", "set", "unset", "unspecified")


def is_module_name(name: str) -> bool:
    """Tell whether a module may be called `name`, as a value of the attribute `fragile`."""
    return _NAME.issuperset(name) and name[:1] not in ("-", "_") and name not in _NO_NAMES


def add_module(content: bytes, name: str, why: str = "", owners: Sequence[str] = ()) -> bytes:
    """Return a `decisions.toml` with `[fragile.NAME]`, its reason and its owners.

    A table that is there is completed: `why` replaces another one, owners that
    it does not name are added. Raises `ConfigurationBroken` where the file
    cannot be read, `UserError` for a name that no module can have, and where
    the file is written in a way that is left to a person.
    """
    if not is_module_name(name):
        raise UserError(
            f"{name!r} cannot be the name of a module",
            "Use lower-case letters, digits, - and _, such as payments or user-import.",
        )
    data = parse(content)
    rules(data)
    fragile = data.get("fragile", {})
    old = fragile.get(name, {})
    new = dict(old)
    if why:
        new["why"] = why
    if owners:
        new["owners"] = list(dict.fromkeys([*old.get("owners", ()), *owners]))
    text = text_of(content)
    if name not in fragile:
        text = _with_table(text, name, new)
    else:
        for key in ("why", "owners"):
            if new.get(key) != old.get(key):
                text = _with_value(text, ("fragile", name, key), _toml(new[key]))
    return _encoded(content, text, {**data, "fragile": {**fragile, name: new}})


def remove_module(content: bytes, name: str) -> bytes:
    """Return a `decisions.toml` without `[fragile.NAME]`; as it was, where there is none.

    Comments inside the table go with it, others stay. Raises like `add_module`.
    """
    data = parse(content)
    rules(data)
    fragile = data.get("fragile", {})
    if name not in fragile:
        return content
    places = Places(text_of(content))
    text = places.text
    for span in reversed(list(_groups(places, ("fragile", name)))):
        text = text[: span.start] + text[span.end :]
    left = {key: table for key, table in fragile.items() if key != name}
    return _encoded(content, text, {**data, "fragile": left})


def starter(
    protect: Sequence[str],
    directory: str,
    logs: Sequence[tuple[str, str]] = (),
    template: str = "decision-log",
    naming: str = "sequence",
) -> bytes:
    """Return the `decisions.toml` that `init` writes: every key, most of them commented out.

    `logs` are the further ones, each a name with its folder. What is the default stays
    a comment.
    """
    stated = [f"{name} = {_toml(folder)}" for name, folder in logs]
    return _STARTER.format(
        protect=_toml(protect),
        directory=_toml(directory),
        naming=_line("naming", naming, "sequence"),
        template=_line("template", template, "decision-log"),
        logs="\n".join(stated) if logs else '# billing = "services/billing/decisions"',
        further="" if logs else "# ",
    ).encode()


def _line(key: str, said: str, default: str) -> str:
    return f"{'# ' if said == default else ''}{key} = {_toml(said)}".ljust(30)


_STARTER = """\
# The decision policy of this repository. Everything here may be left out.
# Which paths are fragile stands in .gitattributes: src/payments/** fragile=payments
# `git decide check` tells what is wrong in this file, and where.

# requires = ">=0.1"           # the oldest release of git-decide that understands this file

[records]
directory = {directory}
{naming} # "sequence": 0042-slug.md; "date": 2026-02-15-slug.md
{template} # "decision-log", "madr", "nygard", or a path in this repository
# strict = true                # hold records of other formats to the same demands
# also-on = ["main"]           # branches whose records count everywhere (release branches)
# schema = "schemas/our-record.schema.json"     # rules of your own, on top of the built-in ones

{further}[records.logs]               # further logs, for a monorepo: name = folder
{logs}

# [records.headings]           # further names for a section or a field
# context = ["Background"]

# [records.statuses]           # further words for a status
# accepted = ["in force"]

[policy]
protect = {protect}
# since = "4f2a9c1"            # the id of a commit: what came before is history
# each-commit = false          # true: every commit of a range must be justified by itself
# skip = "allowed"             # or "forbidden": no commit may go without a decision

# [roles]                      # which titles speak for which side
# product = ["PM", "product manager", "product owner"]
# engineering = ["tech lead", "engineer", "architect"]

# `git decide fragile add NAME PATTERN --why REASON` writes such a table:
# [fragile.payments]
# why = "If we break it, all customers suffer."
# owners = ["@payments"]
# enforce = "refuse"           # or "warn"
# require = "accepted"         # or "proposed"
# decided-by = ["product", "engineering"]
# max-age = "365 days"
# skip = "forbidden"
# decisions = ["0007-poll-the-partner-api"]     # existing records that cover it

# [[standing]]                 # changes that need no link of their own
# decision = "0012-update-dependencies-weekly"
# authors = ["*[bot]@users.noreply.github.com"]
# paths = ["package-lock.json", "vendor/**"]

# [check]
# ignore = ["missing-cost"]    # finding codes; say in a comment why
# errors = ["accepted-record-rewritten"]        # warnings that count as errors
"""


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML, on one line."""
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return f'"{escaped}"'


_ESCAPES = {chr(code): f"\\u{code:04x}" for code in (*range(32), 127)}
_ESCAPES.update({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def _toml(said: str | Sequence[str]) -> str:
    if isinstance(said, str):
        return quoted(said)
    return f"[{', '.join(map(quoted, said))}]"


def _with_table(text: str, name: str, table: Mapping[str, Any]) -> str:
    """Add a table that is not there: at the end, or inside of an inline ``fragile = {…}``."""
    span = Places(text).values.get(("fragile",))
    pairs = [f"{key} = {_toml(said)}" for key, said in table.items()]
    if span:
        return _into_inline(text, span, f"{name} = {{ {', '.join(pairs)} }}")
    return _at_end(text, f"[fragile.{name}]", *pairs)


def _at_end(text: str, *lines: str) -> str:
    eol = _eol(text)
    if text and not text.endswith("\n"):
        text += eol
    gap = eol if text else ""
    return text + gap + "".join(f"{line}{eol}" for line in lines)


def _with_value(text: str, path: Path, toml: str) -> str:
    """Give a key of a table that is there a value, old or new."""
    places = Places(text)
    if path in places.values:
        span = places.values[path]
        return text[: span.start] + toml + text[span.end :]
    *table, key = path
    return _with_key(places, tuple(table), f"{key} = {toml}")


def _with_key(places: Places, table: Path, pair: str) -> str:
    text = places.text
    if table in places.values:
        return _into_inline(text, places.values[table], pair)
    own = [expression for expression in places.expressions if expression.table == table]
    if not own:
        # Dotted keys: the new one is written like the first of them, below the last.
        below = [item for item in places.expressions if item.path[: len(table)] == table]
        if below[0].is_header:
            return _at_end(text, f"[{'.'.join(map(str, table))}]", pair)
        own = [item for item in below if item.table == below[0].table]
        pair = f"{text[own[0].span.start : places.keys[table].end]}.{pair}"
    end = places.lines(own[-1].span).end
    eol = _eol(text)
    if not text[:end].endswith("\n"):
        return f"{text}{eol}{pair}{eol}"
    return f"{text[:end]}{pair}{eol}{text[end:]}"


def _into_inline(text: str, span: Span, pair: str) -> str:
    inside = text[span.start + 1 : span.end - 1].rstrip()
    made = f"{inside}, {pair}" if inside else f" {pair}"
    return f"{text[: span.start]}{{{made} }}{text[span.end :]}"


def _groups(places: Places, table: Path) -> Iterator[Span]:
    """Yield the whole lines of what belongs to a table, and a blank line that they would leave."""
    expressions = groupby(places.expressions, lambda item: item.path[: len(table)] == table)
    for spans in ([places.lines(item.span) for item in run] for own, run in expressions if own):
        start, end = spans[0].start, spans[-1].end
        before = places.text[:start]
        above = before.removesuffix("\n").removesuffix("\r")
        alone = before and (not above or above.endswith("\n"))
        if alone and places.text[end : end + 1] in ("", "\r", "\n"):
            start = len(above)
        yield Span(start, end)


def _encoded(content: bytes, text: str, wanted: Mapping[str, Any]) -> bytes:
    """Return the text as bytes, if it says what is wanted."""
    try:
        made = (_BOM if content.startswith(_BOM) else b"") + text.encode()
        if _plain(parse(made)) == _plain(wanted):
            return made
    except (UnicodeEncodeError, SyntaxBroken):
        pass
    raise UserError(
        f"{FILE} cannot be edited here without changing what it says elsewhere",
        "Edit its [fragile] tables by hand; `git decide check` tells whether they are right.",
    )


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    # An empty table of modules says as much as none.
    return {key: item for key, item in data.items() if key != "fragile" or item}


def _eol(text: str) -> str:
    return "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
