"""Speaks the REST interface of GitHub, version 2022-11-28."""

from __future__ import annotations

from urllib.parse import quote

from git_decide.forges.http import Client
from git_decide.forges.model import Comment, Pull, Trouble
from git_decide.forges.reading import at, number_at, text_at, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What GitHub sends with every answer is described at https://docs.github.com/rest.
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class GitHub:
    """A repository on GitHub: github.com, or a server of its own."""

    limit = 65_536
    html = True
    _commit_pulls = "commits/{}/pulls?per_page=100"
    _bots: tuple[str, ...] = ()

    def __init__(self, client: Client, repository: str) -> None:
        self._client = client
        self._home = f"repos/{quote(repository)}"

    @classmethod
    def reached(cls, api: str, repository: str, token: str) -> GitHub:
        """Return the repository ``OWNER/NAME`` at the URL `api`, spoken to with `token`."""
        return cls(Client(api, _HEADERS, ("Authorization", f"Bearer {token}")), repository)

    def pull(self, number: int) -> Pull | Trouble:
        """Return a pull request as it is now."""
        reply = self._client.send("GET", f"{self._home}/pulls/{number}")
        return reply if isinstance(reply, Trouble) else _pull(reply.document)

    def pulls_of(self, commit: str) -> tuple[Pull, ...] | Trouble:
        """Return the pull requests that brought a commit."""
        path = f"{self._home}/{self._commit_pulls.format(quote(commit))}"
        reply = self._client.send("GET", path)
        if isinstance(reply, Trouble):
            return reply
        found = reply.document if isinstance(reply.document, list) else [reply.document]
        return tuple(_pull(each) for each in found if isinstance(each, dict))

    def messages(self, number: int) -> tuple[str, ...] | Trouble:
        """Return the messages of the commits of a pull request (GitHub tells at most 250)."""
        found = self._client.items(f"{self._home}/pulls/{number}/commits?per_page=100")
        if isinstance(found, Trouble):
            return found
        return texts(*(text_at(each, "commit", "message") for each in found))

    def comments(self, number: int, marker: str) -> tuple[Comment, ...] | Trouble:
        """Return the comments that start with `marker` and may be changed, oldest first."""
        found = self._client.items(f"{self._home}/issues/{number}/comments?per_page=100")
        if isinstance(found, Trouble):
            return found
        marked = [each for each in found if text_at(each, "body").lstrip().startswith(marker)]
        me = self._me() if marked else ""
        return tuple(_comment(each) for each in marked if self._mine(each, me))

    def create(self, number: int, body: str) -> str | Trouble:
        """Write a comment and return its URL."""
        path = f"{self._home}/issues/{number}/comments"
        reply = self._client.send("POST", path, {"body": body})
        return reply if isinstance(reply, Trouble) else text_at(reply.document, "html_url")

    def update(self, number: int, comment: str, body: str) -> str | Trouble:
        """Give a comment another text and return its URL."""
        path = f"{self._home}/issues/comments/{quote(comment)}"
        reply = self._client.send("PATCH", path, {"body": body})
        return reply if isinstance(reply, Trouble) else text_at(reply.document, "html_url")

    def _me(self) -> str:
        """Return who the token acts as, "" for that of a job: it may not ask."""
        reply = self._client.send("GET", "user")
        return "" if isinstance(reply, Trouble) else text_at(reply.document, "login")

    def _mine(self, comment: Any, me: str) -> bool:
        # The token of a job may change every comment. A person who copies our marker must
        # not get words put into their mouth.
        login = text_at(comment, "user", "login")
        if me:
            return login == me
        return text_at(comment, "user", "type") == "Bot" or login in self._bots


def _pull(document: Any) -> Pull:
    return Pull(
        number_at(document, "number"),
        text_at(document, "title"),
        text_at(document, "body"),
        text_at(document, "base", "ref"),
        texts(text_at(document, "merge_commit_sha") if at(document, "merged_at") else ""),
        text_at(document, "head", "sha"),
    )


def _comment(document: Any) -> Comment:
    return Comment(
        str(number_at(document, "id")), text_at(document, "body"), text_at(document, "html_url")
    )
