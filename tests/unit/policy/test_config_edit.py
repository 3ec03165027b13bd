"""Adding and removing modules in a `decisions.toml`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import ConfigurationBroken, UserError
from git_decide.policy.config import parse, rules
from git_decide.policy.config_check import findings
from git_decide.policy.config_edit import (
    add_module,
    is_module_name,
    quoted,
    remove_module,
    starter,
)

EVERY_KEY = (Path(__file__).parents[2] / "examples/config/good/every-key.toml").read_bytes()
STARTER = starter(("main", "release/*"), "docs/decisions")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def test_a_module_is_added_at_the_end() -> None:
    """With a blank line before it, and no other byte changed."""
    assert add_module(b"[policy]\n", "payments", 'It "breaks".', ["@a", "@b"]) == (
        b'[policy]\n\n[fragile.payments]\nwhy = "It \\"breaks\\"."\nowners = ["@a", "@b"]\n'
    )


def test_a_last_line_without_newline_gets_one() -> None:
    """The table starts on a line of its own."""
    assert add_module(b"[policy]\r\na=1", "x") == b"[policy]\r\na=1\r\n\r\n[fragile.x]\r\n"


def test_a_module_needs_neither_reason_nor_owners() -> None:
    """Its table alone is written where nothing else is known."""
    assert add_module(b"", "payments") == b"[fragile.payments]\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[fragile.a]\n", b'[fragile.a]\nwhy = "W"\nowners = ["@o"]\n'),
        (b"[fragile.a]", b'[fragile.a]\nwhy = "W"\nowners = ["@o"]\n'),
        (
            b"[fragile.a]\nwhy = 'V' # it was so\n\n# next\n[policy]",
            b'[fragile.a]\nwhy = "W" # it was so\nowners = ["@o"]\n\n# next\n[policy]',
        ),
        (
            b'\xef\xbb\xbf[fragile.a]\r\nowners = ["@z"]\r\nskip = "allowed"\r\n\r\n[policy]\r\n',
            b'\xef\xbb\xbf[fragile.a]\r\nowners = ["@z", "@o"]\r\nskip = "allowed"\r\n'
            b'why = "W"\r\n\r\n[policy]\r\n',
        ),
        (b'fragile.a.why = "V"', b'fragile.a.why = "W"\nfragile.a.owners = ["@o"]\n'),
        (
            b'[fragile]\n"a" . skip = "allowed"\nb.why = "x"\n',
            b'[fragile]\n"a" . skip = "allowed"\n"a".why = "W"\n"a".owners = ["@o"]\nb.why = "x"\n',
        ),
        (
            b"[fragile]\na = {} # inline\n",
            b'[fragile]\na = { why = "W", owners = ["@o"] } # inline\n',
        ),
        (
            b"fragile = { a = { why = 'V' } }\n",
            b'fragile = { a = { why = "W", owners = ["@o"] } }\n',
        ),
        (b"fragile = {}\n", b'fragile = { a = { why = "W", owners = ["@o"] } }\n'),
        (
            b"[fragile.a.sub]\nx = 1\n",
            b'[fragile.a.sub]\nx = 1\n\n[fragile.a]\nwhy = "W"\nowners = ["@o"]\n',
        ),
        (
            b'[fragile.a]\nwhy = "W"\nowners = ["@o", "@z"]\n',
            b'[fragile.a]\nwhy = "W"\nowners = ["@o", "@z"]\n',
        ),
    ],
)
def test_a_module_is_completed_the_way_it_is_written(content: bytes, expected: bytes) -> None:
    """Header, dotted keys or inline table: what is missing is added in the same manner."""
    assert add_module(content, "a", "W", ["@o"]) == expected
    assert add_module(expected, "a", "W", ["@o"]) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[policy]\n\n[fragile.a]\n# inside\nwhy = 'V'\n\n[check]\n", b"[policy]\n\n[check]\n"),
        (b"[fragile.a]\nwhy = 'V'\n[check]\n", b"[check]\n"),
        (b"[policy]\n\n[fragile.a]\n[check]\n", b"[policy]\n\n[check]\n"),
        (b"\r\n[fragile.a]\r\nx = 1\r\n\r\n[check]\r\n", b"\r\n[check]\r\n"),
        (b"# mine\n[fragile.a]\n[fragile.a.sub]\n[fragile.b]\n", b"# mine\n[fragile.b]\n"),
        (b"[fragile]\na.why = 'V'\nb.why = 'V'\n", b"[fragile]\nb.why = 'V'\n"),
        (b"fragile.a.why = 'V'\nfragile.a.skip = 'allowed'", b""),
        (b"[fragile]\na = { why = 'V' }\n", b"[fragile]\n"),
        (b"[fragile.b]\n", b"[fragile.b]\n"),
    ],
)
def test_a_module_is_removed_with_its_lines(content: bytes, expected: bytes) -> None:
    """And with one blank line, where two would be left."""
    assert remove_module(content, "a") == expected


@pytest.mark.parametrize("name", ["", "Payments", "a b", "a.b", "-a", "_a", "set", "é", "a\n"])
def test_a_name_that_no_module_can_have_is_refused(name: str) -> None:
    """Nothing is written that the check would then complain about."""
    assert not is_module_name(name)
    with pytest.raises(UserError, match="cannot be the name of a module"):
        add_module(b"", name)


@pytest.mark.parametrize("content", [b"fragile = 1", b"a = ", b"[fragile.a]\nowners = 'me'"])
def test_a_broken_file_is_not_edited(content: bytes) -> None:
    """It is told what is wrong, by the reader."""
    with pytest.raises(ConfigurationBroken):
        add_module(content, "a")
    with pytest.raises(ConfigurationBroken):
        remove_module(content, "a")


def test_what_cannot_be_edited_safely_is_left_to_a_person() -> None:
    """An inline table of all modules is not taken apart, and no half edit comes back."""
    with pytest.raises(UserError, match="cannot be edited here") as caught:
        remove_module(b"fragile = { a = {}, b = {} }\n", "a")
    assert "by hand" in caught.value.hint


def test_bytes_that_are_no_text_cannot_be_a_reason() -> None:
    """A reason from a terminal that does not speak UTF-8 is refused, not mangled."""
    with pytest.raises(UserError):
        add_module(b"", "a", "caf\udce9")


FILES = st.sampled_from(
    [
        b"",
        b"\n",
        b"# only a comment\n",
        STARTER,
        EVERY_KEY,
        EVERY_KEY.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + EVERY_KEY,
        b"fragile.login.decisions = ['''\n[fragile.new]\n''']\n",
        b"[fragile]\nlogin = { why = 'x' }\n\n\n",
        b"[[standing]]\ndecision = '1'\npaths = ['x']\n[fragile.login]\n",
    ]
)


@given(FILES, WORDS, st.lists(WORDS, max_size=2))
def test_what_is_added_can_be_removed_to_the_byte(
    content: bytes, why: str, owners: list[str]
) -> None:
    """Adding a module and removing it gives the same file."""
    added = add_module(content, "new", why, owners)
    assert rules(parse(added)).module("new").why == why
    assert rules(parse(added)).module("new").owners == tuple(dict.fromkeys(owners))
    assert remove_module(added, "new") == content
    assert added.startswith(content)


@given(FILES, st.sampled_from(["payments", "login", "new"]), WORDS, st.lists(WORDS, max_size=2))
def test_all_other_lines_stay_as_they_are(
    content: bytes, name: str, why: str, owners: list[str]
) -> None:
    """Only `why` and `owners` of the module change, in the text and in what it says."""
    added = add_module(content, name, why, owners)
    kept = [line for line in content.split(b"\n") if b"why" not in line and b"owners" not in line]
    position = 0
    for line in kept:
        position = added.index(line, position) + len(line)
    before, after = parse(content), parse(added)
    after["fragile"][name].pop("why")
    after["fragile"][name].pop("owners", None)
    old = before.get("fragile", {}).get(name, {})
    assert after["fragile"][name] == {k: v for k, v in old.items() if k not in ("why", "owners")}
    assert after | {"fragile": None} == before | {"fragile": None}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_quoted_so_that_toml_reads_it_back(text: str) -> None:
    """Quotes, backslashes, line ends and control characters survive."""
    written = quoted(text)
    assert parse(f"a = {written}".encode()) == {"a": text}
    assert written.isprintable() or not text.isprintable()
    assert "\n" not in written


def test_the_starter_is_valid_and_states_what_init_found() -> None:
    """Its two live keys are the branches and the folder; the rest are the defaults."""
    content = starter(["trunk"], "doc/adr")
    assert findings(content) == ()
    read = rules(parse(content))
    assert (read.protect, read.records.directory) == (("trunk",), "doc/adr")
    assert parse(content) == {"records": {"directory": "doc/adr"}, "policy": {"protect": ["trunk"]}}


def test_the_starter_states_logs_and_their_ways() -> None:
    """What differs from the defaults is a live key, and the rest stays as it was."""
    logs = (("billing", "services/Bil ling/adr"), ("web", 'web/"adr"'))
    content = starter(["main"], "doc/adr", logs, "nygard", "date")
    assert findings(content) == ()
    read = rules(parse(content)).records
    assert (read.logs, read.template, read.naming) == (logs, "nygard", "date")
    plain = starter(["main"], "doc/adr")
    assert "records.logs" not in str(parse(plain))
    assert len(content.splitlines()) == len(plain.splitlines()) + 1


def test_the_starter_shows_every_key_and_each_works_when_uncommented() -> None:
    """Taking the `# ` from every line with a key or a table gives a valid file of all keys."""
    live = re.sub(rb"(?m)^# (?=\[|[a-z-]+ = )", b"", STARTER)
    assert findings(live) == ()
    shown, known = parse(live), parse(EVERY_KEY)
    assert shown.keys() == {*known, "requires"}
    for table in ("records", "policy", "roles", "check"):
        assert shown[table].keys() == known[table].keys()
    assert shown["fragile"]["payments"].keys() == known["fragile"]["payments"].keys()
    assert shown["standing"][0].keys() == known["standing"][0].keys()
