"""One comment below a pull request, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.forges.keeping import Kept, keep
from git_decide.forges.model import Trouble
from tests.acceptance.forge_server import Fault, Request, User
from tests.unit.forges.support import MARKER, Naps, client

if TYPE_CHECKING:
    from git_decide.forges.model import ForgeName
    from tests.acceptance.forge_server import Forge

FIRST, SECOND = f"{MARKER}\nrefused\n", f"{MARKER}\nall clear\n"


def test_written_changed_left_alone(server: Forge, name: ForgeName) -> None:
    """The first time it is written, then changed, and an equal one is not sent again."""
    server.add(Request(7, "Retry", ""))
    server.note(7, "Nice!", User("ada", bot=False))
    forge = client(server, name)
    kinds = [keep(forge, 7, MARKER, body, sleep=Naps()) for body in (FIRST, FIRST, SECOND)]
    assert [kind.deed for kind in kinds if isinstance(kind, Kept)] == [
        "created",
        "unchanged",
        "updated",
    ]
    assert server.bodies(7) == ["Nice!", SECOND]


def test_not_begun_for_nothing(github: Forge) -> None:
    """With nothing to say none is begun, but one that is there is brought up to date."""
    github.add(Request(7, "Retry", ""))
    forge = client(github, "github")
    assert keep(forge, 7, MARKER, SECOND, begin=False) == Kept("unneeded")
    github.note(7, FIRST)
    done = keep(forge, 7, MARKER, SECOND, begin=False)
    assert isinstance(done, Kept)
    assert (done.deed, github.bodies(7)) == ("updated", [SECOND])


def test_an_answer_that_got_lost_makes_no_second_comment(server: Forge, name: ForgeName) -> None:
    """The forge broke after it had written the comment: it is found, not written again."""
    server.add(Request(7, "Retry", ""))
    server.faults = [Fault("POST", "", 502, late=True)]
    naps = Naps()
    done = keep(client(server, name), 7, MARKER, FIRST, sleep=naps)
    assert isinstance(done, Kept)
    assert (done.deed, server.bodies(7), naps.taken) == ("unchanged", [FIRST], [1.0])


def test_a_forge_that_stays_broken(github: Forge) -> None:
    """After three attempts it is told, and nothing is written."""
    github.add(Request(7, "Retry", ""))
    github.faults = [Fault("POST", "comments", 500, times=9)]
    naps = Naps()
    done = keep(client(github, "github"), 7, MARKER, FIRST, sleep=naps)
    assert isinstance(done, Trouble)
    assert (done.status, naps.taken, github.bodies(7)) == (500, [1.0, 2.0], [])


def test_a_comment_of_another_user(server: Forge, name: ForgeName) -> None:
    """Where the token may not change it, ours is written beside it."""
    server.add(Request(7, "Retry", ""))
    theirs = User("mallory", bot=False)
    server.note(7, FIRST, theirs)
    done = keep(client(server, name), 7, MARKER, SECOND, sleep=Naps())
    assert isinstance(done, Kept)
    assert done.deed == "created"
    assert server.bodies(7) == [FIRST, SECOND]


def test_a_list_that_cannot_be_read(github: Forge) -> None:
    """Who cannot see what is there writes nothing: it might be the second one."""
    done = keep(client(github, "github"), 8, MARKER, FIRST)
    assert isinstance(done, Trouble)
    assert (done.status, [line for line in github.log if "POST" in line]) == (404, [])
