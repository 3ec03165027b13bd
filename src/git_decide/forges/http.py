"""Asks a forge over HTTP: the only place in the project that knows a network."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from git_decide.errors import UserError, named
from git_decide.forges.model import Trouble
from git_decide.forges.patience import Answer, waiting
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from http.client import HTTPMessage
    from typing import IO, Any

TIMEOUT = 20.0  # seconds without a byte
_PATIENCE = 60.0  # seconds for the whole of an answer
_PIECE = 1 << 16
_LARGEST = 32 << 20  # bytes of one answer; a hundred comments of the largest size are 26 MB
_MOST_PAGES = 100
_MOST_MOVES = 3
_MOVED = frozenset({301, 302, 307, 308})
_WORDS = 300  # characters of a forge's own words that are passed on


@value
class Reply:
    """What a forge answered: the JSON document, and the URL of the next page, "" for none."""

    document: Any
    next: str = ""


class Client:
    """Asks one forge, patiently, and shows its token to nobody else.

    `base` is the URL of the forge's interface. `secret` is the header that holds the token,
    as (name, value): it goes to the host of `base` only, and no message has it. `sleep` takes
    seconds.
    """

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        secret: tuple[str, str] = ("", ""),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base = base.rstrip("/")
        if _place(self.base) is None:
            raise UserError(f"{named(base)} is no address of a forge", "It starts with https://")
        self._headers = {"User-Agent": "git-decide", "Accept": "application/json", **headers}
        name, content = secret
        if not content.isprintable() or not content.isascii():
            raise UserError(
                "the token cannot be sent: it holds a line break or another odd character",
                "Store it again, without anything before or after it.",
            )
        self._secret = {name: content} if name else {}
        self._token = content.split(" ")[-1]
        self._sleep = sleep
        self._opener = _opener()

    def send(self, method: str, path: str, body: object = None) -> Reply | Trouble:
        """Return what the forge answers, after the pauses that it asks for.

        `path` is relative to the base, or a URL that an answer gave. A question that changes
        something anew each time (POST) is repeated only where it was certainly not heard.
        """
        url = path if "://" in path else f"{self.base}/{path.lstrip('/')}"
        answer, attempt, waited = self._follow(method, url, body), 0, 0.0
        while (pause := waiting(method, answer, attempt, waited)) is not None:
            self._sleep(pause)
            attempt, waited = attempt + 1, waited + pause
            answer = self._follow(method, url, body)
        return self._read(answer, url)

    def pages(self, path: str) -> Iterator[Reply | Trouble]:
        """Yield the pages of a list; a `Trouble` is the last one."""
        url = path
        for _ in range(_MOST_PAGES):
            reply = self.send("GET", url)
            yield reply
            following = "" if isinstance(reply, Trouble) else self._inside(url, reply.next)
            if not following:
                return
            url = following

    def items(self, path: str) -> tuple[Any, ...] | Trouble:
        """Return the objects of a list, all pages of it; where one is missing, the trouble."""
        found: list[Any] = []
        for reply in self.pages(path):
            if isinstance(reply, Trouble):
                return reply
            page = reply.document
            inner = page.get("values") if isinstance(page, dict) else page
            if isinstance(inner, list):
                found += [each for each in inner if isinstance(each, dict)]
        return tuple(found)

    def _inside(self, url: str, following: str) -> str:
        """Return the next page of `url`, on the host that was asked.

        A forge behind a proxy may call itself by another name than it is reached by.
        """
        if self._home(following):
            return following
        query = following.partition("?")[2]
        return f"{url.partition('?')[0]}?{query}" if query else ""

    def _follow(self, method: str, url: str, body: object) -> Answer:
        for _ in range(_MOST_MOVES):
            answer = self._once(method, url, body)
            place = _joined(url, answer.headers.get("location", ""))
            if answer.status not in _MOVED or not self._home(place):
                break
            url = place
        return answer

    def _once(self, method: str, url: str, body: object) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        headers = {**self._headers, **(self._secret if self._home(url) else {})}
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            request = urllib.request.Request(url, data, headers, method=method)
            with self._opener.open(request, timeout=TIMEOUT) as stream:
                content, whole = _content(stream)
                if not whole:
                    return Answer(0, {}, b"the connection broke, or was too slow")
                return Answer(stream.status, _lower(stream.headers), content)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _lower(error.headers), _rest(error))
        except urllib.error.URLError as error:
            return Answer(0, {}, str(error.reason).encode())
        except (OSError, HTTPException, ValueError) as error:  # an address may be odd, too
            return Answer(0, {}, f"{type(error).__name__}: {error}".encode())

    def _home(self, url: str) -> bool:
        return _place(url) == _place(self.base)

    def _read(self, answer: Answer, url: str) -> Reply | Trouble:
        if not 200 <= answer.status < 300:
            return Trouble(answer.status, self._words(answer, url))
        if len(answer.content) > _LARGEST:
            return Trouble(answer.status, "the answer is too large")
        if not answer.content.strip():
            return Reply(None)
        try:
            document = json.loads(answer.content)
        except (ValueError, RecursionError):
            said = f"the answer is not JSON: is {self.base} where the forge speaks to programs?"
            return Trouble(answer.status, said)
        follows = document.get("next") if isinstance(document, dict) else None
        return Reply(document, follows if isinstance(follows, str) else _next(answer.headers, url))

    def _words(self, answer: Answer, url: str) -> str:
        text = answer.content.decode("utf-8", "replace")
        if answer.status:
            text = _reason(text) or f"{urlsplit(url).hostname} says no more"
        else:
            text = f"{urlsplit(url).hostname} does not answer: {text}"
        if self._token:
            text = text.replace(self._token, "***")
        return " ".join(text.split())[:_WORDS]


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection by itself: the token might go along."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Make an error of every redirection, which `Client` looks at."""


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for HTTP alone (no files, no FTP), through the proxy that is set up."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Stay(),
    ):
        opener.add_handler(handler)
    return opener


def _lower(headers: HTTPMessage | Any) -> dict[str, str]:
    return {name.lower(): text for name, text in (headers or {}).items()}


def _place(url: str) -> tuple[str, str] | None:
    """Return scheme and host of a URL that can be asked, None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (parts.scheme, parts.netloc) if parts.scheme and parts.hostname else None


def _joined(url: str, place: str) -> str:
    try:
        return urljoin(url, place) if place else ""
    except ValueError:
        return ""


def _content(stream: Any) -> tuple[bytes, bool]:
    """Return what is answered, a byte more than allowed at most, and whether it is whole.

    Who sends a byte now and then does not keep a job waiting for ever.
    """
    until = time.monotonic() + _PATIENCE
    pieces, size = [], 0
    while size <= _LARGEST and (piece := stream.read1(min(_PIECE, _LARGEST + 1 - size))):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > until:
            return b"", False
    return b"".join(pieces), size > _LARGEST or not stream.length


def _rest(error: urllib.error.HTTPError) -> bytes:
    try:
        return _content(error.fp)[0]
    except (OSError, HTTPException):
        return b""


def _reason(text: str) -> str:
    """Return what an error document says: each forge has another place for it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(document, dict):
        return ""
    inner = document.get("error")
    said = document.get("message") or (inner.get("message") if isinstance(inner, dict) else inner)
    details = [
        each["message"]
        for each in document.get("errors") or ()
        if isinstance(each, dict) and isinstance(each.get("message"), str)
    ]
    return ": ".join([said if isinstance(said, str) else json.dumps(said or ""), *details])


def _next(headers: Mapping[str, str], url: str) -> str:
    """Return the next page that a ``Link`` header (RFC 8288) names, "" for none."""
    for link in headers.get("link", "").split(","):
        target, _, parameters = link.strip().partition(">")
        if 'rel="next"' in parameters.replace(" ", "") and target.startswith("<"):
            return _joined(url, target[1:])
    return ""
