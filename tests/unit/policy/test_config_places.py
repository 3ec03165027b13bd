"""Where keys and values stand in a TOML text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.config import parse
from git_decide.policy.config_places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.policy.config_places import Path

BARE = st.text("abc-_1", min_size=1, max_size=4)
CHARACTERS = st.text(st.sampled_from("ab[]{}#=,.'\" \t\\é"), max_size=8)
GAPS = st.sampled_from(["", " ", "\n", " # [x] = {'\n", "\n\n  "])


def basic(text: str) -> str:
    """Return a text as a basic string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def multiline(text: str) -> str:
    """Return a text as a basic string over two lines, perhaps with quotes before its end."""
    return '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '\n""x"""""'


def literal(text: str) -> str:
    """Return a text without apostrophes as a literal string."""
    return "'" + text.replace("'", "") + "'"


def literal_multiline(text: str) -> str:
    """Return the same over two lines, with an apostrophe before its end."""
    return "'''" + text.replace("'", "") + "\n''x''''"


SCALARS = st.one_of(
    st.builds(lambda form, text: form(text), st.sampled_from([basic, multiline]), CHARACTERS),
    st.builds(
        lambda form, text: form(text), st.sampled_from([literal, literal_multiline]), CHARACTERS
    ),
    st.sampled_from(["1", "-1.5e3", "true", "1979-05-27", "1979-05-27 07:32:00", "inf", "0xff"]),
)
KEYS = st.one_of(BARE, CHARACTERS.map(basic), CHARACTERS.map(literal))


def arrays(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return arrays of items, with gaps and comments between them."""
    return st.builds(
        lambda texts, gap, comma: (
            f"[{gap}{f'{gap},{gap}'.join(texts)}{comma if texts else ''}{gap}]"
        ),
        st.lists(items, max_size=3),
        GAPS,
        st.sampled_from(["", ","]),
    )


def inline_tables(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return inline tables with dotted and quoted keys."""
    return st.builds(
        lambda pairs: "{" + ", ".join(f"{key}.k{n} = {item}" for n, (key, item) in pairs) + " }",
        st.lists(st.tuples(KEYS, items), max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda pairs: list(enumerate(pairs))
        ),
    )


VALUES = st.recursive(
    SCALARS, lambda items: st.one_of(arrays(items), inline_tables(items)), max_leaves=6
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a TOML text: dotted keys, tables, arrays of tables, all kinds of values."""
    lines: list[str] = []
    for number in range(draw(st.integers(0, 4))):
        header = draw(
            st.sampled_from(["", "[t{}]", "[ t{} . 'a.b' ] # [c]", "[[list]]", "[[list.x]]"])
        )
        if header == "[[list.x]]" and not any("[[list" in line for line in lines):
            header = "[[list]]"
        if header:
            lines.append(header.format(number))
        for key in draw(st.lists(KEYS, max_size=2)):
            dotted = draw(st.sampled_from(["{}", "{} .b", '{}."c d"']))
            unique = f"k{number}-{len(lines)}.{key}"
            lines.append(f"  {dotted.format(unique)} = {draw(VALUES)} # end")
        lines.append(draw(st.sampled_from(["", "# comment", "\t"])))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value that is no table, with its path."""
    items: Any = ()
    if isinstance(data, dict):
        items = data.items()
    elif isinstance(data, list):
        items = enumerate(data)
    if not isinstance(data, dict) and not (data and isinstance(data, list)):
        yield path, data
    for key, item in items:
        yield from leaves(item, (*path, key))


@given(texts())
def test_every_value_is_found_where_it_stands(text: str) -> None:
    """What stands at the place of a value is, by itself, that value."""
    data = parse(text.encode())
    places = Places(text)
    for path, item in leaves(data):
        span = places.values[path]
        alone = parse(f"v = {text[span.start : span.end]}".encode())["v"]
        assert repr(alone) == repr(item)


@given(texts())
def test_every_key_is_found_where_it_stands(text: str) -> None:
    """What stands at the place of a key is, by itself, that key."""
    places = Places(text)
    for path, _ in leaves(parse(text.encode())):
        for length in range(1, len(path) + 1):
            span = places.keys.get(path[:length])
            if isinstance(path[length - 1], str):
                assert span
                assert path[length - 1] in parse(f"{text[span.start : span.end]} = 1".encode())


@given(texts())
def test_expressions_stand_on_lines_of_their_own(text: str) -> None:
    """The text without the lines of its expressions is comments and blanks."""
    places = Places(text)
    for expression in reversed(places.expressions):
        span = places.lines(expression.span)
        text = text[: span.start] + text[span.end :]
    assert parse(text.encode()) == {}


def test_a_place_is_a_line_and_a_column() -> None:
    """Both count from one, and columns count characters."""
    places = Places('a = "é"\n[t]\n  b = 1 # x')
    assert places.line_and_column(places.values[("a",)].start) == (1, 5)
    assert places.line_and_column(places.keys[("t",)].start) == (2, 2)
    assert places.line_and_column(places.keys[("t", "b")].start) == (3, 3)


def test_a_table_stands_at_its_own_header() -> None:
    """Not where a table below it is opened first."""
    places = Places("[a.b]\n[a]\n")
    assert places.line_and_column(places.keys[("a",)].start) == (2, 2)


@pytest.mark.parametrize("depth", [20, 150])
def test_what_is_nested_deeper_than_any_key_is_passed_over(depth: int) -> None:
    """A deep nest of brackets takes no stack, and what follows is found."""
    opened, closed = "[{a=" * depth, "}]" * depth
    text = f"a = {opened}'] }}' # [\n".replace("# [\n", "") + f"{closed}\nb = 1"
    parse(text.encode())
    assert Places(text).line_and_column(Places(text).values[("b",)].start) == (2, 5)
