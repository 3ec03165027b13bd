"""How GitHub and Gitea lay out their answers: paths, documents, pages, refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from tests.acceptance.forge_server import Forge, Note, Request, User

    Told = tuple[int, Any]
    Paged = tuple[Any, dict[str, str]]

PROJECT = "acme/shop"


@dataclass
class Page:
    """A list that is told in pages."""

    items: list[Any]


class Shape:
    """What forges have in common: the routes, who may do what, a limit for comments."""

    prefix = ""
    schemes: tuple[str, ...] = ("bearer",)
    limit = 65_536
    routes: ClassVar[dict[str, str]] = {}

    def answer(self, forge: Forge, user: User | None, method: str, path: str, body: Any) -> Told:
        """Return status and document for a request."""
        if user is None:
            return 401, self.error("Bad credentials")
        for pattern, name in self.routes.items():
            verb, _, form = pattern.partition(" ")
            match = re.fullmatch(form.replace("HOME", self.home), path)
            if match and verb == method:
                told: Told = getattr(self, name)(forge, user, match.groups(), body)
                return told
        return 404, self.error("Not Found")

    home = f"/repos/{PROJECT}"

    def error(self, message: str) -> Any:
        """Return the document that goes with a refusal."""
        return {"message": message, "documentation_url": "https://docs.example.com"}

    def me(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Tell who asks; a job's token may not ask."""
        if user.bot:
            return 403, self.error("Resource not accessible by integration")
        return 200, {"login": user.login, "username": user.login}

    def pull(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Tell of a pull request."""
        found = forge.requests.get(int(groups[0]))
        return (200, self.request(found)) if found else (404, self.error("Not Found"))

    def of_commit(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """List the pull requests of a commit."""
        number = forge.brought.get(groups[0])
        return 200, Page([self.request(forge.requests[number])] if number else [])

    def commits(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """List the commits of a pull request."""
        found = forge.requests[int(groups[0])].messages
        return 200, Page([self.commit(each) for each in found])

    def notes(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """List the comments below a pull request."""
        found = forge.requests.get(int(groups[0]))
        if found is None:
            return 404, self.error("Not Found")
        return 200, Page([self.note(each, forge) for each in found.notes])

    def write(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Write a comment."""
        number, text = int(groups[0]), self.said(body)
        refused = self.refused(user, text)
        if refused:
            return refused
        if number not in forge.requests:
            return 404, self.error("Not Found")
        return 201, self.note(forge.note(number, text, user), forge)

    def edit(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Give a comment another text."""
        every = [note for request in forge.requests.values() for note in request.notes]
        found = next((note for note in every if note.id == int(groups[-1])), None)
        if found is None:
            return 404, self.error("Not Found")
        refused = self.refused(user, self.said(body)) or self.not_theirs(user, found)
        if refused:
            return refused
        found.body = self.said(body)
        return 200, self.note(found, forge)

    def refused(self, user: User, text: str) -> Told | None:
        """Refuse a token that only reads, and a text that is too long."""
        if not user.writes:
            return 403, self.error("Resource not accessible by integration")
        if len(text) > self.limit:
            return 422, self.too_long()
        return None

    def not_theirs(self, user: User, note: Note) -> Told | None:
        """Refuse to change another user's comment, where the forge does."""
        return None

    def too_long(self) -> Any:
        """Return what is said of a comment that is too long."""
        said = f"Body is too long (maximum is {self.limit} characters)"
        return {"message": "Validation Failed", "errors": [{"field": "data", "message": said}]}

    def said(self, body: Any) -> str:
        """Return the text of a comment that is sent."""
        return str(body["body"])

    def commit(self, message: str) -> Any:
        """Lay out a commit."""
        return {"sha": "0" * 40, "commit": {"message": message}}

    def request(self, request: Request) -> Any:
        """Lay out a pull request."""
        merged = "2026-03-01T12:00:00Z" if request.merged_as else None
        return {
            "number": request.number,
            "title": request.title,
            "body": request.body.replace("\n", "\r\n") or None,
            "base": {"ref": request.branch, "sha": "1" * 40},
            "head": {"sha": request.head},
            "merged_at": merged,
            # Before the merge this is the commit of a merge that was only tried.
            "merge_commit_sha": request.merged_as or "2" * 40,
        }

    def note(self, note: Note, forge: Forge) -> Any:
        """Lay out a comment."""
        return {
            "id": note.id,
            "body": note.body.replace("\n", "\r\n"),
            "user": {"login": note.author.login, "type": "Bot" if note.author.bot else "User"},
            "html_url": f"{forge.url}/comments/{note.id}",
        }

    def paged(self, items: list[Any], url: str, asked: dict[str, str], page: int) -> Paged:
        """Return one page of a list, and the headers that go with it."""
        size = min(int(asked.get("per_page", "30")), page)
        number = int(asked.get("page", "1"))
        first = (number - 1) * size
        headers = {}
        if first + size < len(items):
            last = -(-len(items) // size)
            link = '<{0}?per_page={1}&page={2}>; rel="{3}"'
            told = (("next", number + 1), ("last", last))
            headers["Link"] = ", ".join(link.format(url, size, at, rel) for rel, at in told)
        return items[first : first + size], headers


class GitHubShape(Shape):
    """Answers of GitHub."""

    routes: ClassVar[dict[str, str]] = {
        r"GET /user": "me",
        r"GET HOME/pulls/(\d+)": "pull",
        r"GET HOME/commits/(\w+)/pulls": "of_commit",
        r"GET HOME/pulls/(\d+)/commits": "commits",
        r"GET HOME/issues/(\d+)/comments": "notes",
        r"POST HOME/issues/(\d+)/comments": "write",
        r"PATCH HOME/issues/comments/(\d+)": "edit",
    }


class GiteaShape(GitHubShape):
    """Answers of Gitea, which lists all comments at once and knows one request a commit."""

    prefix = "/api/v1"
    schemes = ("token", "bearer")
    routes: ClassVar[dict[str, str]] = {
        **GitHubShape.routes,
        r"GET HOME/commits/(\w+)/pull": "only_one",
    }

    def only_one(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Tell of the request that was merged as a commit."""
        number = forge.brought.get(groups[0])
        return (200, self.request(forge.requests[number])) if number else (404, self.error("no"))

    def note(self, note: Note, forge: Forge) -> Any:
        """Lay out a comment: users have no type here."""
        told = super().note(note, forge)
        del told["user"]["type"]
        return told
