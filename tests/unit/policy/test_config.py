"""What a `decisions.toml` means: lenient reading, defaults, ages, authors, branches."""

from __future__ import annotations

import pytest

from git_decide import __version__
from git_decide.errors import ConfigurationBroken
from git_decide.policy.config import (
    DEFAULTS,
    ENGINEERING_TITLES,
    LARGEST,
    PRODUCT_TITLES,
    SyntaxBroken,
    asks_for_newer,
    author_matches,
    branch_matches,
    codes,
    days,
    parse,
    rules,
)
from git_decide.policy.model import ModulePolicy, RecordsPolicy, Rules, Standing


def read(text: str) -> Rules:
    """Return the rules of a text."""
    return rules(parse(text.encode()))


def test_nothing_stated_is_the_defaults() -> None:
    """An empty file, or none, means what the documentation says."""
    assert read("") == DEFAULTS
    assert DEFAULTS.records == RecordsPolicy(directory="docs/decisions", naming="sequence")
    assert DEFAULTS.protect == ("main", "master", "release/*")
    assert (DEFAULTS.skip, DEFAULTS.since, DEFAULTS.each_commit) == ("allowed", "", False)
    assert DEFAULTS.module("x") == ModulePolicy("x", enforce="refuse", require="accepted")


def test_every_key_is_read() -> None:
    """Each key of the file ends up in the rules."""
    assert read(
        """
        requires = ">=0.0.1"
        [records]
        directory = "./log//decisions/"
        naming = "date"
        template = "madr"
        also-on = ["main"]
        schema = "own.json"
        logs.billing = "billing/decisions"
        headings.context = ["Contexte"]
        [policy]
        since = "4F2A9C1"
        protect = ["trunk"]
        each-commit = true
        skip = "forbidden"
        [roles]
        product = ["Produktverantwortliche"]
        [fragile.payments]
        why = "Money."
        owners = ["@a", "@b"]
        enforce = "warn"
        require = "proposed"
        decided-by = ["product"]
        max-age = "2 weeks"
        skip = "allowed"
        decisions = ["0007-poll"]
        [fragile.login]
        [[standing]]
        decision = "12"
        authors = ["*bot*"]
        paths = ["*.lock"]
        """
    ) == Rules(
        records=RecordsPolicy(
            directory="log/decisions",
            naming="date",
            template="madr",
            also_on=("main",),
            schema="own.json",
            logs=(("billing", "billing/decisions"),),
            headings=(("context", ("Contexte",)),),
        ),
        roles=type(DEFAULTS.roles)(("Produktverantwortliche",), ENGINEERING_TITLES),
        modules={
            "payments": ModulePolicy(
                name="payments",
                why="Money.",
                owners=("@a", "@b"),
                enforce="warn",
                require="proposed",
                decided_by=("product",),
                max_age=14,
                skip="allowed",
                decisions=("0007-poll",),
            ),
            "login": ModulePolicy("login", skip="forbidden"),
        },
        since="4f2a9c1",
        protect=("trunk",),
        each_commit=True,
        skip="forbidden",
        standing=(Standing("12", ("*bot*",), ("*.lock",)),),
    )


def test_unknown_keys_mean_nothing() -> None:
    """What is in a history can no longer be mended, so a misspelt key does not break it."""
    assert read("fragil = 1\n[policy]\nskipp = 3\n[records]\nx.y = 1") == DEFAULTS


@pytest.mark.parametrize(
    "text",
    [
        "policy = 1",
        "fragile.payments = 1",
        "[policy]\neach-commit = 'yes'",
        "[policy]\nskip = 'maybe'",
        "[policy]\nskip = true",
        "[policy]\nprotect = 'main'",
        "[policy]\nprotect = [1]",
        "[policy]\nprotect = ['a b']",
        "[policy]\nsince = 'main'",
        "[policy]\nsince = 'abc'",
        "[records]\nalso-on = ['--all']",
        '[records]\nalso-on = ["a\\nb"]',
        "[records]\ndirectory = 1",
        "[records]\ndirectory = ''",
        "[records]\ndirectory = '.'",
        "[records]\ndirectory = '/etc'",
        "[records]\ndirectory = 'a/../../b'",
        "[records]\ndirectory = 'a\\b'",
        "[records]\nlogs.a = './.GIT/hooks'",
        "[fragile.a]\ndecided-by = ['marketing']",
        "[fragile.a]\nmax-age = 'soon'",
        "[fragile.a]\nmax-age = ''",
        "standing = 1",
        "standing = [1]",
        "requires = 'now'",
        "requires = '>='",
        "requires = '0.1'",
    ],
)
def test_what_cannot_be_understood_is_no_rule(text: str) -> None:
    """A known key with a value of the wrong type or kind breaks the rules, and is named."""
    with pytest.raises(ConfigurationBroken) as caught:
        read(text)
    assert caught.value.hint


def test_a_newer_release_is_asked_for_in_words() -> None:
    """A file for a newer release says which one, and how to get it."""
    with pytest.raises(ConfigurationBroken, match=f">=99.1, this is {__version__}") as caught:
        read('requires = ">=99.1"')
    assert "pip install" in caught.value.hint
    assert not asks_for_newer(f">={__version__}")


@pytest.mark.parametrize(
    "entry",
    [
        "decision = '12'",
        "decision = '12'\nauthors = []",
        "decision = '12'\nauthors = ['a']\npaths = []",
        "authors = ['a']",
    ],
)
def test_a_standing_exception_without_bounds_or_decision_does_not_count(entry: str) -> None:
    """Nothing that would excuse every change, or rests on no decision, is taken for a rule."""
    assert read(f"[[standing]]\n{entry}").standing == ()


def test_an_empty_title_speaks_for_nobody() -> None:
    """An empty role title would make everybody without a role a decider."""
    assert read("[roles]\nproduct = ['', ' ']\nengineering = ['x']").roles.product == ()
    assert read("[roles]\nengineering = ['x']").roles.product == PRODUCT_TITLES


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        (b"a = 1\nb = [1,,]", 2, 8, "Invalid value"),
        (b"a = 1\nb =", 2, 4, "Invalid value"),
        (b"a = 1\nb = '\xff'", 2, 6, "the text is not UTF-8"),
        (b"a" * (LARGEST + 1), 0, 0, "the file is larger than 1 MiB"),
        (b"a = " + b"[" * 100_000, 0, 0, "arrays are nested too deeply"),
    ],
)
def test_what_is_no_toml_is_placed(content: bytes, line: int, column: int, reason: str) -> None:
    """A broken file is told with its line and column, whatever breaks it."""
    with pytest.raises(SyntaxBroken) as caught:
        parse(content)
    error = caught.value
    assert (error.line, error.column, error.reason) == (line, column, reason)
    assert (f":{line}:{column}: " in error.message) == (line > 0)


def test_marks_of_windows_editors_do_not_matter() -> None:
    """A byte order mark and CRLF are read over."""
    assert parse(b"\xef\xbb\xbf[policy]\r\nskip = 'allowed'\r\n") == {"policy": {"skip": "allowed"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 day", 1),
        ("365 days", 365),
        ("2 weeks", 14),
        ("6 months", 180),
        ("1 year", 365),
        ("99999 years", 99999 * 365),
    ],
)
def test_an_age_is_a_number_of_days(text: str, expected: int) -> None:
    """Weeks, months and years are counted in days."""
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "365",
        "days",
        "0 days",
        "-1 days",
        "1.5 years",
        "100000 days",
        "1 fortnight",
        "² days",
        "1  day",
        " 1 day",
        "1 Day",
        "1 dayss",
    ],
)
def test_other_ages_are_refused(text: str) -> None:
    """An age that cannot be read is no age of zero days or for ever."""
    with pytest.raises(ConfigurationBroken, match="is no age"):
        days(text)


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("renovate[bot]", True),
        ("*[bot]@users.noreply.github.com", True),
        ("Renovate*", True),
        ("renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>", True),
        ("?enovate[bot]", True),
        ("[a-z]*", False),
        ("renovate", False),
        ("", False),
    ],
)
def test_an_author_is_matched_by_name_address_or_both(pattern: str, matched: bool) -> None:
    """Only the star and the question mark are special; case does not matter."""
    author = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"
    assert author_matches(pattern, author) == matched


@pytest.mark.parametrize(
    ("branch", "matched"),
    [
        ("main", True),
        ("refs/heads/main", True),
        ("release/1.0", True),
        ("release/1.0/hotfix", True),
        ("stable", True),
        ("Main", False),
        ("maintenance", False),
        ("release", False),
        ("", False),
    ],
)
def test_a_branch_is_matched_by_its_short_name(branch: str, matched: bool) -> None:
    """Patterns and branches may be full names; no branch is never protected."""
    assert branch_matches(("main", "release/*", "refs/heads/stable"), branch) == matched
    assert branch_matches(("*",), branch) == (branch != "")


def test_check_lists_codes_to_ignore_and_codes_that_are_errors() -> None:
    """Each list has its key in `[check]`."""
    assert codes({}, "ignore") == codes({}, "errors") == frozenset()
    data = {"check": {"ignore": ["a", "b"], "errors": ["c"]}}
    assert codes(data, "ignore") == {"a", "b"}
    assert codes(data, "errors") == {"c"}


@pytest.mark.parametrize("key", ["schema", "template"])
@pytest.mark.parametrize("path", ["/etc/hosts", "../x.json", "a/../../x.json", "C:\\\\x.json"])
def test_no_file_outside_of_the_repository_is_named(key: str, path: str) -> None:
    """What is read from a clone never leads to its machine."""
    with pytest.raises(ConfigurationBroken, match=f"records.{key}"):
        rules(parse(f'[records]\n{key} = "{path}"\n'.encode()))


def test_every_log_has_a_name_and_a_folder() -> None:
    """The main log has the empty name; further ones come as they are stated."""
    made = rules(parse(b'[records.logs]\nbilling = "services/billing"\n')).records
    assert made.folders() == (("", "docs/decisions"), ("billing", "services/billing"))
