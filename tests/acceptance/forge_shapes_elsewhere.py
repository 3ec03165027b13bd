"""How GitLab and Bitbucket Cloud lay out their answers, where that is not as GitHub does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.acceptance.forge_shapes import PROJECT, Shape

if TYPE_CHECKING:
    from tests.acceptance.forge_server import Forge, Note, Request, User
    from tests.acceptance.forge_shapes import Paged, Told


class GitLabShape(Shape):
    """Answers of GitLab."""

    prefix = "/api/v4"
    schemes = ("",)
    limit = 1_000_000
    home = "/projects/(?:77|acme%2Fshop)"
    routes: ClassVar[dict[str, str]] = {
        r"GET /user": "me",
        r"GET HOME/merge_requests/(\d+)": "pull",
        r"GET HOME/repository/commits/(\w+)/merge_requests": "of_commit",
        r"GET HOME/merge_requests/(\d+)/commits": "commits",
        r"GET HOME/merge_requests/(\d+)/notes": "notes",
        r"POST HOME/merge_requests/(\d+)/notes": "write",
        r"PUT HOME/merge_requests/(\d+)/notes/(\d+)": "edit",
    }

    def me(self, forge: Forge, user: User, groups: Any, body: Any) -> Told:
        """Tell who asks; here every token may ask."""
        return 200, {"username": user.login}

    def commit(self, message: str) -> Any:
        """Lay out a commit."""
        return {"id": "0" * 40, "title": message.split("\n")[0], "message": message}

    def request(self, request: Request) -> Any:
        """Lay out a merge request."""
        return {
            "iid": request.number,
            "title": request.title,
            "description": request.body,
            "target_branch": request.branch,
            "sha": request.head,
            "state": "merged" if request.merged_as else "opened",
            "squash_commit_sha": request.merged_as or None,
            "merge_commit_sha": None,
        }

    def note(self, note: Note, forge: Forge) -> Any:
        """Lay out a note."""
        return {
            "id": note.id,
            "body": note.body,
            "system": False,
            "author": {"username": note.author.login},
        }


class BitbucketShape(Shape):
    """Answers of Bitbucket Cloud."""

    prefix = "/2.0"
    schemes = ("bearer", "basic")
    limit = 32_768
    home = f"/repositories/{PROJECT}"
    routes: ClassVar[dict[str, str]] = {
        r"GET HOME/pullrequests/(\d+)": "pull",
        r"GET HOME/commit/(\w+)/pullrequests": "of_commit",
        r"GET HOME/pullrequests/(\d+)/commits": "commits",
        r"GET HOME/pullrequests/(\d+)/comments": "notes",
        r"POST HOME/pullrequests/(\d+)/comments": "write",
        r"PUT HOME/pullrequests/(\d+)/comments/(\d+)": "edit",
    }

    def error(self, message: str) -> Any:
        """Return the document that goes with a refusal."""
        return {"type": "error", "error": {"message": message}}

    def too_long(self) -> Any:
        """Return what is said of a comment that is too long."""
        return self.error("content.raw: too long")

    def not_theirs(self, user: User, note: Note) -> Told | None:
        """Refuse to change another user's comment."""
        return None if note.author is user else (403, self.error("Not yours"))

    def said(self, body: Any) -> str:
        """Return the text of a comment that is sent."""
        return str(body["content"]["raw"])

    def commit(self, message: str) -> Any:
        """Lay out a commit."""
        return {"type": "commit", "hash": "0" * 40, "message": message}

    def request(self, request: Request) -> Any:
        """Lay out a pull request."""
        return {
            "id": request.number,
            "title": request.title,
            "description": request.body,
            "destination": {"branch": {"name": request.branch}},
            "source": {"commit": {"hash": request.head[:12]}},
            "merge_commit": {"hash": request.merged_as[:12]} if request.merged_as else None,
        }

    def note(self, note: Note, forge: Forge) -> Any:
        """Lay out a comment."""
        return {
            "id": note.id,
            "deleted": note.deleted,
            "content": {"raw": note.body, "markup": "markdown"},
            "user": {"display_name": note.author.login},
            "links": {"html": {"href": f"{forge.url}/comments/{note.id}"}},
        }

    def paged(self, items: list[Any], url: str, asked: dict[str, str], page: int) -> Paged:
        """Return one page of a list; the next one stands in the document."""
        size = min(int(asked.get("pagelen", "10")), page)
        number = int(asked.get("page", "1"))
        first = (number - 1) * size
        told = {"pagelen": size, "page": number, "values": items[first : first + size]}
        if first + size < len(items):
            told["next"] = f"{url}?pagelen={size}&page={number + 1}"
        return told, {}
