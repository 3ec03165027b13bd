"""Each forge, asked for the same things in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.forges.github import GitHub
from git_decide.forges.gitlab import tamed
from git_decide.forges.model import Trouble
from tests.acceptance.forge_server import Fault, Request, User, served
from tests.unit.forges.support import MARKER, client

if TYPE_CHECKING:
    from git_decide.forges.model import ForgeName
    from tests.acceptance.forge_server import Forge

COMMIT = "ab" * 20


def test_a_pull_request(server: Forge, name: ForgeName) -> None:
    """Title, body and branch are read; the body has git's line endings."""
    server.add(Request(7, "Retry twice", "Why not.\n\nDecision: 42", "main"))
    found = client(server, name).pull(7)
    assert not isinstance(found, Trouble)
    assert (found.number, found.branch, found.merged_as) == (7, "main", ())
    assert found.text == "Retry twice\n\nWhy not.\n\nDecision: 42\n"


def test_no_pull_request(server: Forge, name: ForgeName) -> None:
    """What is not there is a value with the forge's words, and no exception."""
    found = client(server, name).pull(8)
    assert isinstance(found, Trouble)
    assert (found.status, found.message, found.passing) == (404, "Not Found", False)
    assert str(found) == "Not Found (HTTP 404)"


def test_where_a_commit_came_from(server: Forge, name: ForgeName) -> None:
    """The request that a squash commit was made from, and the messages that it squashed."""
    server.add(Request(7, "Retry", "", merged_as=COMMIT, messages=("One\n\nDecision: 1", "Two")))
    forge = client(server, name)
    found = forge.pulls_of(COMMIT)
    assert not isinstance(found, Trouble)
    (pull,) = found
    (merged,) = pull.merged_as
    assert pull.number == 7
    assert COMMIT.startswith(merged)
    assert forge.messages(7) == ("One\n\nDecision: 1", "Two")


def test_a_commit_of_no_pull_request(server: Forge, name: ForgeName) -> None:
    """Gitea answers 404, the others an empty list."""
    found = client(server, name).pulls_of(COMMIT)
    assert found == () or (isinstance(found, Trouble) and found.status == 404)


def test_comments_on_all_pages(server: Forge, name: ForgeName) -> None:
    """Those that start with the marker, wherever they stand, and no others."""
    server.add(Request(7, "Retry", ""))
    for number in range(6):
        server.note(7, f"Nice {number}")
    last = server.note(7, f"{MARKER}\nlast")
    server.note(7, f"quoting {MARKER}")
    server.page = 3
    found = client(server, name).comments(7, MARKER)
    assert not isinstance(found, Trouble)
    assert [(each.id, each.body.split()[-1]) for each in found] == [(str(last.id), "last")]
    assert len([line for line in server.log if "omments" in line or "notes" in line]) == 3


def test_a_comment_is_written_and_changed(server: Forge, name: ForgeName) -> None:
    """Through the interface of each forge, with the text as it is."""
    server.add(Request(7, "Retry", ""))
    forge = client(server, name)
    url = forge.create(7, f"{MARKER}\n**bold** ü")
    assert not isinstance(url, Trouble)
    (note,) = server.requests[7].notes
    assert note.body == f"{MARKER}\n**bold** ü"
    assert forge.update(7, str(note.id), "new") == url
    assert server.bodies(7) == ["new"]
    assert url == ("" if name == "gitlab" else f"{server.url}/comments/{note.id}")


def test_a_token_that_only_reads(server: Forge, name: ForgeName) -> None:
    """403 comes back as a value."""
    server.add(Request(7, "Retry", ""))
    server.tokens = {"reader": User("reader", writes=False)}
    found = client(server, name, "reader").create(7, "x")
    assert isinstance(found, Trouble)
    assert (found.status, found.message) == (403, "Resource not accessible by integration")


def test_whatever_is_asked_may_be_refused(server: Forge, name: ForgeName) -> None:
    """Each question gives a value back, whatever the forge says."""
    forge = client(server, name)
    server.faults = [Fault(verb, "", 418, times=99) for verb in ("GET", "POST", "PATCH", "PUT")]
    for found in (
        forge.pull(7),
        forge.pulls_of(COMMIT),
        forge.messages(7),
        forge.comments(7, MARKER),
        forge.create(7, "x"),
        forge.update(7, "1", "x"),
    ):
        assert isinstance(found, Trouble)
        assert found.status == 418


def test_a_wrong_token(server: Forge, name: ForgeName) -> None:
    """401 comes back as a value, and the token in no word of it."""
    found = client(server, name, "wr0ng-token").pull(7)
    assert isinstance(found, Trouble)
    assert found.status == 401
    assert "wr0ng" not in str(found)


def test_a_comment_that_is_too_long(server: Forge, name: ForgeName) -> None:
    """422 comes back with what the forge says of it; a comment at the limit is taken."""
    server.add(Request(7, "Retry", ""))
    forge = client(server, name)
    assert not isinstance(forge.create(7, "x" * forge.limit), Trouble)
    found = forge.create(7, "x" * (forge.limit + 1))
    assert isinstance(found, Trouble)
    assert found.status == 422
    assert "too long" in found.message


@pytest.mark.parametrize("bot", [True, False])
def test_somebody_else_with_our_marker(server: Forge, name: ForgeName, bot: bool) -> None:
    """No words are put into another user's mouth, whether or not the token may ask who it is."""
    server.add(Request(7, "Retry", ""))
    server.tokens = {"t": User("helper", bot=bot)}
    server.note(7, f"{MARKER}\nAll clear, says Mallory", User("mallory", bot=False))
    ours = server.note(7, f"{MARKER}\nours")
    found = client(server, name, "t").comments(7, MARKER)
    assert not isinstance(found, Trouble)
    if name == "bitbucket":  # where nobody can change what another wrote, all are told
        assert [each.id for each in found][-1] == str(ours.id)
    elif name == "gitea" and bot:  # neither a bot by name, nor known otherwise
        assert found == ()
    else:
        assert [each.id for each in found] == [str(ours.id)]


@pytest.mark.parametrize("login", ["ci-reporter", "mallory"])
def test_another_bot_with_our_marker(github: Forge, login: str) -> None:
    """Who may ask who it is changes its own comments only, and asks once for any number."""
    github.tokens = {"t": User(login, bot=False)}
    github.add(Request(7, "Retry", ""))
    for _ in range(5):
        github.note(7, f"{MARKER}\n", User("mallory", bot=False))
    github.note(7, f"{MARKER}\n", User("other[bot]"))
    found = client(github, "github", "t").comments(7, MARKER)
    assert not isinstance(found, Trouble)
    assert len(found) == (5 if login == "mallory" else 0)
    assert sum("/user " in line for line in github.log) == 1


def test_gitlab_in_doubt_whose_a_comment_is() -> None:
    """A maintainer's token could change what others wrote: nothing is changed."""
    with served("gitlab") as server:
        server.add(Request(7, "Retry", ""))
        server.note(7, f"{MARKER}\n", User("mallory", bot=False))
        server.faults = [Fault("GET", "/user", 403)]
        assert isinstance(client(server, "gitlab").comments(7, MARKER), Trouble)


def test_a_personal_token_on_bitbucket() -> None:
    """One with a user in front goes as a password does."""
    from git_decide.forges.bitbucket import Bitbucket

    forge = Bitbucket.reached("https://api.example.com", "a/b", "ada@example.com:t0ken")
    assert forge._client._secret == {"Authorization": "Basic YWRhQGV4YW1wbGUuY29tOnQwa2Vu"}


def test_a_name_stays_in_its_place() -> None:
    """No name of a repository or commit leads to another path."""
    forge = GitHub.reached("https://api.example.com", "a/b?c#d", "t")
    assert forge._home == "repos/a/b%3Fc%23d"


def test_no_line_is_a_quick_action() -> None:
    """GitLab obeys lines that start with a slash, but not within code."""
    body = "/approve\n  /merge now\n1/2\n/1\n```sh\n/usr/bin/git\n```\n/close"
    assert tamed(body) == (
        "&#47;approve\n  &#47;merge now\n1/2\n/1\n```sh\n/usr/bin/git\n```\n&#47;close"
    )


def test_code_that_shows_code_ends_where_it_ends() -> None:
    """A shorter fence, another one or one with words does not end a block of code."""
    body = "````sh\n```\n~~~~\n````x\n/a\n````\n/merge\n    ```\n/merge"
    assert tamed(body) == body.replace("/merge", "&#47;merge")
