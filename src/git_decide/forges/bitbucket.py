"""Speaks the REST interface of Bitbucket Cloud, version 2.0."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from git_decide.forges.http import Client
from git_decide.forges.model import Comment, Pull, Trouble
from git_decide.forges.reading import at, number_at, text_at, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

API = "https://api.bitbucket.org/2.0"


class Bitbucket:
    """A repository on Bitbucket Cloud."""

    limit = 32_768
    html = False  # tags are shown as they are typed

    def __init__(self, client: Client, repository: str) -> None:
        self._client = client
        self._home = f"repositories/{quote(repository)}"

    @classmethod
    def reached(cls, api: str, repository: str, token: str) -> Bitbucket:
        """Return the repository ``WORKSPACE/NAME``.

        `token` is an access token, or ``USER:TOKEN`` for one of a person.
        """
        secret = f"Bearer {token}"
        if ":" in token:
            secret = f"Basic {b64encode(token.encode()).decode()}"
        return cls(Client(api, {}, ("Authorization", secret)), repository)

    def pull(self, number: int) -> Pull | Trouble:
        """Return a pull request as it is now."""
        reply = self._client.send("GET", self._pull(number))
        return reply if isinstance(reply, Trouble) else _pull(reply.document)

    def pulls_of(self, commit: str) -> tuple[Pull, ...] | Trouble:
        """Return the pull requests that brought a commit, where Bitbucket keeps count of that."""
        found = self._client.items(f"{self._home}/commit/{quote(commit)}/pullrequests?pagelen=50")
        return found if isinstance(found, Trouble) else tuple(map(_pull, found))

    def messages(self, number: int) -> tuple[str, ...] | Trouble:
        """Return the messages of the commits of a pull request."""
        found = self._client.items(f"{self._pull(number)}/commits?pagelen=100")
        if isinstance(found, Trouble):
            return found
        return texts(*(text_at(each, "message") for each in found))

    def comments(self, number: int, marker: str) -> tuple[Comment, ...] | Trouble:
        """Return the comments that start with `marker`, oldest first.

        Bitbucket lets nobody change what another user wrote.
        """
        found = self._client.items(f"{self._pull(number)}/comments?pagelen=100")
        if isinstance(found, Trouble):
            return found
        return tuple(
            Comment(str(number_at(each, "id")), _raw(each), _url(each))
            for each in found
            if _raw(each).lstrip().startswith(marker) and not at(each, "deleted")
        )

    def create(self, number: int, body: str) -> str | Trouble:
        """Write a comment and return its URL."""
        path = f"{self._pull(number)}/comments"
        reply = self._client.send("POST", path, {"content": {"raw": body}})
        return reply if isinstance(reply, Trouble) else _url(reply.document)

    def update(self, number: int, comment: str, body: str) -> str | Trouble:
        """Give a comment another text and return its URL."""
        path = f"{self._pull(number)}/comments/{quote(comment)}"
        reply = self._client.send("PUT", path, {"content": {"raw": body}})
        return reply if isinstance(reply, Trouble) else _url(reply.document)

    def _pull(self, number: int) -> str:
        return f"{self._home}/pullrequests/{number}"


def _pull(document: Any) -> Pull:
    return Pull(
        number_at(document, "id"),
        text_at(document, "title"),
        text_at(document, "description"),
        text_at(document, "destination", "branch", "name"),
        texts(text_at(document, "merge_commit", "hash")),
        text_at(document, "source", "commit", "hash"),
    )


def _raw(comment: Any) -> str:
    return text_at(comment, "content", "raw")


def _url(comment: Any) -> str:
    return text_at(comment, "links", "html", "href")
