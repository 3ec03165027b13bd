"""Records that decisions.toml names are found where they stand."""

from __future__ import annotations

import pytest

from git_decide.errors import ConfigurationBroken
from git_decide.policy.config_links import config_links

TEXT = """\
# comment
[fragile.payments]
why = "x"
decisions = ["0007-poll", '0008-two',
  "billing/3",  # why
]
[fragile."other one"]
decisions = "no list"

[[standing]]
decision = "12"
authors = ["a"]

[[standing]]
decision = "0013-\\u0061"
"""


def test_every_record_is_found_at_its_place() -> None:
    """Lists, single values, both kinds of quotes; what has the wrong type is passed over."""
    found = [(f.written, f.string, f.line, f.column) for f in config_links(TEXT.encode())]
    assert found == [
        ("0007-poll", '"0007-poll"', 4, 14),
        ("0008-two", "'0008-two'", 4, 27),
        ("billing/3", '"billing/3"', 5, 3),
        ("12", '"12"', 11, 12),
        ("0013-a", '"0013-\\u0061"', 15, 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'fragile = {pay = {decisions = ["7"]}}',
        'fragile.pay.decisions = ["7"]',
        'fragile.pay = {"decisions" = [\n"""7"""]}',
        "[fragile]\npay.decisions = ['7']",
        "standing = [{decision = '7'}]",
        "[[standing]]\n'decision' = '''7'''",
    ],
)
def test_every_way_of_writing_a_table(text: str) -> None:
    """Inline tables, dotted and quoted keys, and long strings have their place, too."""
    [found] = config_links(text.encode())
    assert found.written == "7"
    assert text.split("\n")[found.line - 1][found.column - 1 :].startswith(found.string)


@pytest.mark.parametrize(
    "text", ["", "fragile = 1\nstanding = 2", "[[standing]]\nx = 1", "[fragile.x]\ndecisions = [1]"]
)
def test_files_without_records(text: str) -> None:
    """Nothing is found where nothing is named."""
    assert config_links(text.encode()) == ()


def test_what_is_no_toml_is_said() -> None:
    """A broken file is told, not passed over."""
    with pytest.raises(ConfigurationBroken):
        config_links(b"[")
