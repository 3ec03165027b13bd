"""What is wrong with a `decisions.toml`, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.codes import CODES
from git_decide.config_codes import CONFIG_CODES
from git_decide.errors import ConfigurationBroken
from git_decide.policy.config import ENGINEERING_TITLES, PRODUCT_TITLES, PROTECTED, parse, rules
from git_decide.policy.config_check import finding_at, findings
from git_decide.policy.config_edit import quoted
from git_decide.records.fields import ORDER
from git_decide.records.headings import SECTIONS, SIDES
from git_decide.records.lifecycle import STATUSES
from git_decide.resources import resource

EXAMPLES = Path(__file__).parents[2] / "examples" / "config"


def told(text: str) -> list[tuple[int, int, str]]:
    """Return line, column and code of each finding."""
    return [(found.line, found.column, found.code) for found in findings(text.encode())]


@pytest.mark.parametrize("code", sorted(CONFIG_CODES))
def test_each_code_has_an_example_that_triggers_it_at_its_place(code: str) -> None:
    """The finding stands in the line marked `here`, and is the only one."""
    content = (EXAMPLES / "bad" / f"{code}.toml").read_bytes()
    marked = next(n for n, line in enumerate(content.split(b"\n"), 1) if b"# here" in line)
    (found,) = findings(content, "some/decisions.toml")
    assert (found.code, found.line, found.path) == (code, marked, "some/decisions.toml")
    assert found.severity == CODES[code].severity
    assert found.message.endswith(".")
    assert found.mend


@pytest.mark.parametrize("path", sorted((EXAMPLES / "good").iterdir()), ids=lambda path: path.stem)
def test_each_code_has_an_example_that_does_not(path: Path) -> None:
    """The same file, mended, has no findings, and is understood."""
    assert findings(path.read_bytes()) == ()
    rules(parse(path.read_bytes()))


def test_every_example_has_its_opposite() -> None:
    """No code lacks an example of either kind."""
    names = {kind: {path.stem for path in (EXAMPLES / kind).iterdir()} for kind in ("bad", "good")}
    assert names["bad"] == set(CONFIG_CODES)
    assert names["good"] >= names["bad"]


@pytest.mark.parametrize(
    ("text", "place", "message", "mend"),
    [
        (
            "[fragile.a]\nwhay = 'x'",
            (2, 1),
            "`whay` is no key of [fragile.a].",
            "Did you mean `why`?",
        ),
        ("plicy = 1", (1, 1), "`plicy` is no key of decisions.toml.", "Did you mean `policy`?"),
        ("protect = []", (1, 1), "`protect` is no key of decisions.toml.", "Move it to [policy]."),
        (
            "[policy.zzz]",
            (1, 9),
            "`zzz` is no key of [policy].",
            "Correct the key, or delete it.",
        ),
        (
            "[[standing]]\ndecison = '1'\ndecision = '1'\npaths = ['a']",
            (2, 1),
            "`decison` is no key of [standing].",
            "Did you mean `decision`?",
        ),
        (
            "[records.headings]\ncontxt = []",
            (2, 1),
            "`contxt` is no section and no field of a record.",
            "Did you mean `context`?",
        ),
        (
            "[policy]\nskip = 'never'",
            (2, 8),
            '`policy.skip` cannot be "never".',
            'Write "allowed" or "forbidden".',
        ),
        (
            "[standing]\ndecision = '1'",
            (1, 2),
            "`standing` must be an array of tables, [[standing]], not a table.",
            "Write the value as the key needs it.",
        ),
        (
            "policy.since = 2026-02-15",
            (1, 16),
            "`policy.since` must be a text in quotes, not a date or a time.",
            "Write the value as the key needs it.",
        ),
        (
            "standing = [3]",
            (1, 13),
            "`standing` must be a table, not a number.",
            "Write the value as the key needs it.",
        ),
        (
            f"policy.skip = '{'x' * 90}'",
            (1, 15),
            f'`policy.skip` cannot be "{"x" * 57}….',
            'Write "allowed" or "forbidden".',
        ),
        (
            "check.ignore = ['missing-cots']",
            (1, 17),
            "`missing-cots` is the code of no finding.",
            "Did you mean `missing-cost`?",
        ),
        (
            "[records.statuses]\nacepted = []",
            (2, 1),
            "`acepted` is no status of a record.",
            "Did you mean `accepted`?",
        ),
        (
            "check.errors = ['unknown-modul']",
            (1, 17),
            "`unknown-modul` is the code of no finding.",
            "Did you mean `unknown-module`?",
        ),
        (
            "check.ignore = ['zzzzz']",
            (1, 17),
            "`zzzzz` is the code of no finding.",
            "Correct the code, or delete it.",
        ),
        (
            "standing = [{ decision = '1' }]",
            (1, 13),
            "`standing` covers every change.",
            "Add `authors = [...]`, `paths = [...]` or both, with at least one item.",
        ),
    ],
)
def test_a_finding_says_what_and_what_to_do(
    text: str, place: tuple[int, int], message: str, mend: str
) -> None:
    """Its words name the key as it is written and a mend that fits."""
    (found,) = findings(text.encode())
    assert (found.line, found.column) == place
    assert (found.message, found.mend) == (message, mend)


def test_all_findings_are_told_in_the_order_of_the_file() -> None:
    """One mistake hides no other."""
    assert told("[check]\nignore = ['nothing']\n[policy]\nskip = 1\nprotect = ['a b']\n") == [
        (2, 11, "config-unknown-code"),
        (4, 8, "config-wrong-type"),
        (5, 12, "config-invalid-branch"),
    ]


def test_a_check_that_is_broken_is_not_read() -> None:
    """Codes are only looked up where the schema found a list of them."""
    assert told("check.ignore = 1") == [(1, 16, "config-wrong-type")]


def test_a_file_without_a_place_for_its_error_is_told_as_a_whole() -> None:
    """What is too large is not read, and has no line."""
    assert told("#" * (1 << 20) + "#") == [(0, 0, "config-syntax")]


def test_a_finding_from_elsewhere_is_placed_as_well() -> None:
    """What another check finds about a value points at that value."""
    found = finding_at(b'[records]\nschema = "x"\n', ("records", "schema"), "config-syntax", "No.")
    assert (found.path, found.line, found.message) == ("decisions.toml", 2, "No.")


def test_the_schema_states_the_defaults_of_the_code() -> None:
    """Editors show the defaults that the rules have."""
    import json

    schema = json.loads(Path(resource("schemas", "config.schema.json")).read_text("utf-8"))
    keys = schema["properties"]
    assert tuple(keys["policy"]["properties"]["protect"]["default"]) == PROTECTED
    assert tuple(keys["roles"]["properties"]["product"]["default"]) == PRODUCT_TITLES
    assert tuple(keys["roles"]["properties"]["engineering"]["default"]) == ENGINEERING_TITLES


def test_the_schema_knows_the_sections_the_fields_and_the_statuses_of_a_record() -> None:
    """Each of them, and each perspective, may have further names."""
    import json

    schema = json.loads(Path(resource("schemas", "config.schema.json")).read_text("utf-8"))
    records = schema["properties"]["records"]["properties"]
    assert set(records["headings"]["properties"]) == {*SECTIONS, *SIDES, *ORDER, "amended-by"}
    assert tuple(records["statuses"]["properties"]) == STATUSES


TEXTS = st.sampled_from(
    [
        *("", " ", "main", "release/*", "-x", "a b", "a,b", "../x", "/x", "./.git/x", "x/", "a\\b"),
        *("42", "allowed", "warn", "proposed", "product", "1 day", "0 days", "4f2a", "4f2a\n"),
        *(">=0.1", "!a", "missing-cost", "date", "a\tb", ".", "…"),
    ]
)
ITEMS = st.one_of(TEXTS, st.lists(TEXTS, max_size=2), st.booleans(), st.integers(0, 9))
MODULE = ["why", "owners", "enforce", "require", "decided-by", "max-age", "skip", "decisions"]
TABLES = {
    "records": ["directory", "naming", "template", "also-on", "schema", "strict"],
    "records.statuses": ["accepted", "zzz"],
    "records.logs": ["billing", "b c"],
    "records.headings": ["context", "status", "zzz"],
    "policy": ["since", "protect", "each-commit", "skip", "zzz"],
    "roles": ["product", "engineering"],
    "fragile.payments": MODULE,
    "fragile.login": MODULE,
    "fragile.Set": MODULE,
    "check": ["ignore", "errors"],
}


def toml(item: Any) -> str:
    """Return a value as TOML."""
    if isinstance(item, str):
        return quoted(item)
    if isinstance(item, list):
        return f"[{', '.join(map(toml, item))}]"
    return str(item).lower()


@st.composite
def configurations(draw: st.DrawFn) -> str:
    """Draw a file of known tables and keys, with values of all sorts."""
    lines = []
    if draw(st.booleans()):
        lines.append(f"requires = {toml(draw(ITEMS))}")
    for table in draw(st.lists(st.sampled_from(sorted(TABLES)), unique=True, max_size=3)):
        lines.append(f"[{table}]")
        keys = draw(st.lists(st.sampled_from(TABLES[table]), unique=True, max_size=3))
        lines += [f"{key} = {toml(draw(ITEMS))}" for key in keys]
    for _ in range(draw(st.integers(0, 2))):
        lines.append("[[standing]]")
        keys = draw(st.lists(st.sampled_from(["decision", "authors", "paths"]), unique=True))
        lines += [f"{key} = {toml(draw(ITEMS))}" for key in keys]
    return "\n".join(lines)


@given(configurations())
def test_what_passes_the_check_is_understood_in_full(text: str) -> None:
    """Where the rules cannot be read the check says so; where it is silent nothing is left out."""
    found = findings(text.encode())
    try:
        read = rules(parse(text.encode()))
    except ConfigurationBroken:
        assert [one for one in found if one.severity == "error"]
        return
    if not found:
        assert len(read.standing) == text.count("[[standing]]")
