"""A local server that speaks to clients as GitHub, Gitea, GitLab and Bitbucket Cloud do."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.acceptance.forge_shapes import GiteaShape, GitHubShape, Page
from tests.acceptance.forge_shapes_elsewhere import BitbucketShape, GitLabShape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.forge_shapes import Shape


SHAPES: dict[str, Shape] = {
    "github": GitHubShape(),
    "gitea": GiteaShape(),
    "gitlab": GitLabShape(),
    "bitbucket": BitbucketShape(),
}
TOKEN = "s3cret-token"


@dataclass
class User:
    """Whom a token stands for; that of a job is a bot which may not ask who it is."""

    login: str
    writes: bool = True
    bot: bool = True


@dataclass
class Note:
    """A comment, in the words of this server."""

    id: int
    author: User
    body: str
    deleted: bool = False


@dataclass
class Request:
    """A pull or merge request, in the words of this server."""

    number: int
    title: str
    body: str
    branch: str = "main"
    merged_as: str = ""
    messages: tuple[str, ...] = ()
    notes: list[Note] = field(default_factory=list)
    head: str = ""


@dataclass
class Fault:
    """What is answered instead, `times` times, to requests of `method` whose path has `part`.

    With `late`, what was asked for is done all the same: the answer alone is lost. With
    `cut`, the connection ends before the answer does; with a status of 0, without any.
    """

    method: str
    part: str
    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    late: bool = False
    cut: bool = False


class Forge:
    """What the server knows, what it is to do wrong, and what it was asked."""

    def __init__(self, name: str) -> None:
        self.shape: Shape = SHAPES[name]
        self.requests: dict[int, Request] = {}
        self.brought: dict[str, int] = {}
        job = "gitea-actions" if name == "gitea" else "helper[bot]"
        self.tokens: dict[str, User] = {TOKEN: User(job)}
        self.faults: list[Fault] = []
        self.page = 100
        self.log: list[str] = []
        self.seen: list[dict[str, str]] = []
        self.url = ""
        self._ids = iter(range(100, 10_000))

    @property
    def api(self) -> str:
        """The URL of the interface."""
        return self.url + self.shape.prefix

    def add(self, request: Request) -> Request:
        """Make a pull request known; the commit that it was merged as, too."""
        self.requests[request.number] = request
        if request.merged_as:
            self.brought[request.merged_as] = request.number
        return request

    def note(self, number: int, body: str, author: User | None = None) -> Note:
        """Write a comment as `author` (the one token's user unless told)."""
        made = Note(next(self._ids), author or next(iter(self.tokens.values())), body)
        self.requests[number].notes.append(made)
        return made

    def bodies(self, number: int) -> list[str]:
        """Return the comments of a pull request."""
        return [note.body for note in self.requests[number].notes]

    def fault(self, method: str, path: str) -> Fault | None:
        """Return what is to go wrong with a request, and count it."""
        for each in self.faults:
            if each.times and each.method == method and each.part in path:
                each.times -= 1
                return each
        return None


class _Handler(BaseHTTPRequestHandler):
    forge: Forge
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        forge, target = self.forge, urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        forge.seen.append({name.lower(): text for name, text in self.headers.items()})
        fault = forge.fault(self.command, target.path)
        status, document = 0, None
        if fault is None or fault.late:
            user = self._user()
            path = target.path.removeprefix(forge.shape.prefix)
            status, document = forge.shape.answer(forge, user, self.command, path, body)
        if fault and not fault.status:
            self.close_connection = True
        elif fault and fault.cut:
            self.send_response(fault.status)
            long = fault.status < 400
            self.send_header(
                *(("Content-Length", "9") if long else ("Transfer-Encoding", "chunked"))
            )
            self.end_headers()
            self.wfile.write(b"{" if long else b"9\r\n{")
            self.close_connection = True
        elif fault:
            self._send(fault.status, fault.body, fault.headers)
        elif isinstance(document, Page):
            asked = {name: values[-1] for name, values in parse_qs(target.query).items()}
            whole = f"{forge.url}{target.path}"
            shown, headers = forge.shape.paged(document.items, whole, asked, forge.page)
            self._send(status, shown, headers)
        else:
            self._send(status, document, {})

    do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - names that http.server calls

    def _user(self) -> User | None:
        given = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization") or ""
        scheme, _, token = given.rpartition(" ")
        fits = scheme.lower() in self.forge.shape.schemes
        return self.forge.tokens.get(token) if fits else None

    def _send(self, status: int, document: Any, headers: dict[str, str]) -> None:
        self.forge.log.append(f"{self.command} {self.path} {status}")
        raw = document.encode() if isinstance(document, str) else json.dumps(document).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Say nothing."""


@contextmanager
def served(name: str) -> Iterator[Forge]:
    """Serve a forge of the kind `name` on a port of its own for as long as the block runs."""
    forge = Forge(name)
    handler = type("Handler", (_Handler,), {"forge": forge})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    forge.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
