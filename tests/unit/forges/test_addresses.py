"""The URL of a pull request names a forge, a repository and a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.forges.addresses import Address, address, host


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "https://github.com/acme/shop/pull/7",
            Address("github", "https://api.github.com", "acme/shop", 7),
        ),
        (
            "https://git.acme.example:8443/acme/shop/pull/7/files?w=1#diff",
            Address("github", "https://git.acme.example:8443/api/v3", "acme/shop", 7),
        ),
        (
            "https://codeberg.org/acme/shop/pulls/7",
            Address("gitea", "https://codeberg.org/api/v1", "acme/shop", 7),
        ),
        (
            "https://gitlab.com/acme/web/shop/-/merge_requests/7",
            Address("gitlab", "https://gitlab.com/api/v4", "acme/web/shop", 7),
        ),
        (
            "https://bitbucket.org/acme/shop/pull-requests/7",
            Address("bitbucket", "https://api.bitbucket.org/2.0", "acme/shop", 7),
        ),
        (
            "http://github.com/acme/shop/pull/7",
            Address("github", "https://api.github.com", "acme/shop", 7),
        ),
        ("https://gerrit.example.com/c/acme/+/7", None),
        ("https://github.com/acme/shop/issues/7", None),
        ("https://user:word@github.com/acme/shop/pull/7", None),
        ("file:///acme/shop/pull/7", None),
        ("", None),
    ],
)
def test_addresses(url: str, found: Address | None) -> None:
    """Of each forge, with what may follow; nothing with a password in it, nothing else."""
    assert address(url) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://Git.example.com:8443/a/b.git", "git.example.com"),
        ("https://ada:w@git.example.com/a/b", "git.example.com"),
        ("ssh://git@git.example.com:22/a/b", "git.example.com"),
        ("git@git.example.com:a/b.git", "git.example.com"),
        ("git.example.com:a/b.git", "git.example.com"),
        ("/srv/git/a.git", ""),
        ("../a.git", ""),
        ("", ""),
    ],
)
def test_hosts(url: str, found: str) -> None:
    """Of a URL, and of the short form that git knows; a path has none."""
    assert host(url) == found


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Any text names a pull request or none."""
    for url in (text, f"https://{text}/a/b/pull/1", f"https://h/{text}/-/merge_requests/{text}"):
        found = address(url)
        assert found is None or found.api.startswith("http")
