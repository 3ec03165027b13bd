"""Questions over HTTP: patience, pages, moves, and a token that goes nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import UserError
from git_decide.forges import http
from git_decide.forges.http import Client, Reply
from git_decide.forges.model import Trouble
from tests.acceptance.forge_server import TOKEN, Fault, Request, served
from tests.unit.forges.support import Naps

if TYPE_CHECKING:
    from tests.acceptance.forge_server import Forge

PULL = "repos/acme/shop/pulls/7"
NOTES = "repos/acme/shop/issues/7/comments"


def asking(server: Forge, naps: Naps | None = None, token: str = TOKEN) -> Client:
    """Return a client that does not really wait."""
    secret = ("Authorization", f"Bearer {token}")
    return Client(server.url, {}, secret, sleep=naps or Naps())


def trouble(found: object) -> Trouble:
    """Return what has to be a trouble."""
    assert isinstance(found, Trouble)
    return found


def test_a_server_that_stumbles(github: Forge) -> None:
    """After 5xx a question is repeated, with longer and longer pauses."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("GET", "pulls", 502, "<html>Bad gateway</html>", times=3)]
    naps = Naps()
    assert isinstance(asking(github, naps).send("GET", PULL), Reply)
    assert naps.taken == [1.0, 2.0, 4.0]


def test_a_server_that_fell(github: Forge) -> None:
    """After the last attempt, what it said last comes back; HTML is no reason."""
    github.faults = [Fault("GET", "pulls", 503, "<html>", times=9)]
    found = trouble(asking(github).send("GET", PULL))
    assert (found.status, found.passing) == (503, True)
    assert str(found) == "127.0.0.1 says no more (HTTP 503)"
    assert len(github.log) == 4


@pytest.mark.parametrize(
    ("status", "headers", "body", "pause"),
    [
        (429, {"Retry-After": "7"}, None, 7.0),
        (403, {"Retry-After": "3"}, {"message": "You have exceeded a secondary rate limit"}, 3.0),
        (403, {}, {"message": "You have exceeded a secondary rate limit."}, 60.0),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}, None, 0.0),
        (503, {"Retry-After": "5"}, None, 5.0),
    ],
)
def test_a_limit_is_waited_for(
    github: Forge, status: int, headers: dict[str, str], body: object, pause: float
) -> None:
    """As long as the forge says, and a minute where it only says that there is a limit."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("GET", "pulls", status, body, headers)]
    naps = Naps()
    assert isinstance(asking(github, naps).send("GET", PULL), Reply)
    assert naps.taken == [pause]


@pytest.mark.parametrize("headers", [{"Retry-After": "3600"}, {"Retry-After": "61"}])
def test_nobody_waits_for_an_hour(github: Forge, headers: dict[str, str]) -> None:
    """A pause that costs more than the answer is worth is not made."""
    github.faults = [Fault("GET", "pulls", 429, {"message": "slow down"}, headers)]
    naps = Naps()
    found = trouble(asking(github, naps).send("GET", PULL))
    assert (found.status, found.message, naps.taken) == (429, "slow down", [])


def test_a_plain_refusal_is_no_limit(github: Forge) -> None:
    """403, 404 and 422 are answers: they are not asked again."""
    for status in (401, 403, 404, 422):
        github.faults = [Fault("GET", "pulls", status, {"message": "no"})]
        naps = Naps()
        assert trouble(asking(github, naps).send("GET", PULL)).status == status
        assert naps.taken == []


def test_what_creates_is_not_repeated_blindly(github: Forge) -> None:
    """Nobody knows what became of a POST that ended with 502; after 429 it is known."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("POST", "comments", 502, late=True)]
    assert trouble(asking(github).send("POST", NOTES, {"body": "x"})).passing
    assert github.bodies(7) == ["x"]
    github.faults = [Fault("POST", "comments", 429, None, {"Retry-After": "0"})]
    assert isinstance(asking(github).send("POST", NOTES, {"body": "y"}), Reply)
    assert github.bodies(7) == ["x", "y"]


def test_nobody_there() -> None:
    """A connection that fails is a value that names the host."""
    with served("github") as gone:
        pass
    naps = Naps()
    found = trouble(asking(gone, naps).send("GET", PULL))
    assert (found.status, found.passing, len(naps.taken)) == (0, True, 3)
    assert str(found).startswith("127.0.0.1 does not answer: ")


@pytest.mark.parametrize(
    ("status", "reason"), [(0, "RemoteDisconnected"), (200, "connection broke")]
)
def test_a_connection_that_breaks(github: Forge, status: int, reason: str) -> None:
    """Before the answer, or in its middle: as if nobody had answered."""
    github.faults = [Fault("GET", "pulls", status, cut=True, times=9)]
    found = trouble(asking(github).send("GET", PULL))
    assert found.status == 0
    assert reason in found.message


def test_a_refusal_that_breaks(github: Forge) -> None:
    """The status stands, without words."""
    github.faults = [Fault("GET", "pulls", 404, cut=True)]
    assert str(trouble(asking(github).send("GET", PULL))) == "127.0.0.1 says no more (HTTP 404)"


def test_without_a_token(github: Forge) -> None:
    """A client may have none."""
    assert trouble(Client(github.url, {}).send("GET", PULL)).status == 401


def test_a_move_within_the_host_is_followed(github: Forge) -> None:
    """A renamed repository answers with its new address; writing goes along, too."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("GET", "/old/", 301, None, {"Location": f"/{PULL}"})]
    found = asking(github).send("GET", "repos/old/shop/pulls/7")
    assert isinstance(found, Reply)
    assert found.document["number"] == 7
    github.faults = [Fault("POST", "/old/", 307, None, {"Location": f"{github.url}/{NOTES}"})]
    assert isinstance(asking(github).send("POST", "repos/old/shop/x", {"body": "x"}), Reply)
    assert github.bodies(7) == ["x"]


def test_a_move_to_another_host_is_not(github: Forge) -> None:
    """The token goes to one host only, whatever an answer says."""
    with served("github") as other:
        for place in (f"{other.url}/{PULL}", "file:///etc/passwd", "//evil.example/x"):
            github.faults = [Fault("GET", "pulls", 302, None, {"Location": place})]
            assert trouble(asking(github).send("GET", PULL)).status == 302
        assert other.seen == []


def test_a_circle_of_moves_ends(github: Forge) -> None:
    """It comes back as what it is."""
    github.faults = [Fault("GET", "pulls", 301, None, {"Location": f"/{PULL}"}, times=99)]
    assert trouble(asking(github).send("GET", PULL)).status == 301
    assert len(github.log) == 3


def test_pages_on_another_host_are_asked_for_here(github: Forge) -> None:
    """A forge behind a proxy calls itself otherwise; what it says gets no token."""
    github.add(Request(7, "Retry", ""))
    second = [github.note(7, str(number)) for number in range(3)][-1]
    with served("github") as other:
        link = f'<{other.url}/x?page=2&per_page=2>; rel="next"'
        github.faults = [Fault("GET", "comments", 200, [{"id": 1}], {"Link": link})]
        found = asking(github).items(NOTES)
        assert [each["id"] for each in found] == [1, second.id]  # type: ignore[union-attr]
        assert other.seen == []
        asking(github).send("GET", f"{other.url}/x")
        assert "authorization" not in other.seen[0]


@pytest.mark.parametrize("place", ["http://[bad", "http://x y/z", "/\u00fc", "ftp://x/y"])
def test_an_odd_address_in_an_answer(github: Forge, place: str) -> None:
    """It is not followed, and no exception."""
    headers = {"Location": place.encode().decode("latin-1")}
    github.faults = [Fault("GET", "pulls", 302, None, headers, times=9)]
    assert isinstance(asking(github).send("GET", PULL), Trouble)
    link = {"Link": f'<{headers["Location"]}>; rel="next"'}
    github.faults = [Fault("GET", "comments", 200, [{"id": 1}], link)]
    assert asking(github).items(NOTES) is not None


@pytest.mark.parametrize("base", ["", "here", "http://[bad", "https://"])
def test_an_address_that_is_none(base: str) -> None:
    """It is told as what somebody configured."""
    with pytest.raises(UserError, match="is no address of a forge"):
        Client(base, {})


def test_an_answer_that_does_not_end(github: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that comes too slowly, and one too deep to read, are troubles like others."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("GET", "pulls", 200, "[" * 100_000)]
    assert "is not JSON" in trouble(asking(github).send("GET", PULL)).message
    monkeypatch.setattr(http, "_PATIENCE", -1.0)
    assert "too slow" in trouble(asking(github).send("GET", PULL)).message


def test_pages_do_not_go_on_for_ever(github: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that always has another page ends."""
    monkeypatch.setattr(http, "_MOST_PAGES", 3)
    link = f'<{github.url}/{NOTES}>; rel="next"'
    github.faults = [Fault("GET", "comments", 200, [{"id": 1}], {"Link": link}, times=99)]
    assert asking(github).items(NOTES) == ({"id": 1},) * 3


def test_a_page_that_fails(github: Forge) -> None:
    """Half a list is no list."""
    github.add(Request(7, "Retry", ""))
    for number in range(4):
        github.note(7, str(number))
    github.page = 2
    client = asking(github)
    github.faults = [Fault("GET", "nowhere", 500)]
    assert isinstance(client.items(NOTES), tuple)
    github.faults = [
        Fault("GET", "comments", 200, [{"id": 1}], {"Link": f'<{NOTES}/x>; rel="next"'})
    ]
    assert trouble(client.items(NOTES)).status == 404


@pytest.mark.parametrize(
    "body", ["<html>", "[1, 2", '"\ud800"'.encode("utf-8", "replace").decode()]
)
def test_what_is_no_json(github: Forge, body: str) -> None:
    """A page for people with status 200 is a trouble, not a crash."""
    github.faults = [Fault("GET", "pulls", 200, body)]
    found = asking(github).send("GET", PULL)
    assert isinstance(found, (Trouble, Reply))
    assert isinstance(found, Reply) == body.startswith('"')


@pytest.mark.parametrize("body", ["", "null", "[]", "3", '{"values": 3}', '{"values": [3, null]}'])
def test_a_list_of_something_else(github: Forge, body: str) -> None:
    """Whatever an answer holds in the place of a list: no objects are found in it."""
    github.faults = [Fault("GET", "comments", 200, body)]
    assert asking(github).items(NOTES) == ()


def test_an_answer_that_is_too_large(github: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken into memory as a whole."""
    monkeypatch.setattr(http, "_LARGEST", 10)
    github.faults = [Fault("GET", "pulls", 200, "[" + "1," * 9 + "1]")]
    assert trouble(asking(github).send("GET", PULL)).message == "the answer is too large"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"message": "Not Found"}, "Not Found"),
        ({"message": {"note": ["is too long"]}}, '{"note": ["is too long"]}'),
        ({"error": "insufficient_scope"}, "insufficient_scope"),
        ({"type": "error", "error": {"message": "Access denied"}}, "Access denied"),
        ({"message": "Invalid", "errors": [{"message": "a"}, "b"]}, "Invalid: a"),
        ({"message": f"bad {TOKEN}\n\x00line"}, "bad *** \x00line"),
        (["x"], "127.0.0.1 says no more"),
    ],
)
def test_the_words_of_a_refusal(github: Forge, document: object, said: str) -> None:
    """Each forge says it elsewhere; a token that it repeats is taken out."""
    github.faults = [Fault("GET", "pulls", 400, document)]
    assert trouble(asking(github).send("GET", PULL)).message == said


@pytest.mark.parametrize("token", ["a\nb", "a\rb", "tök", "a\0b"])
def test_a_token_with_odd_characters(token: str) -> None:
    """It is refused before it is sent, in words that do not show it."""
    with pytest.raises(UserError, match="the token cannot be sent") as caught:
        Client("https://api.example.com", {}, ("Authorization", f"Bearer {token}"))
    assert token not in caught.value.message + caught.value.hint
