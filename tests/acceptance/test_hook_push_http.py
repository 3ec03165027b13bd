"""``git push`` over HTTP, through git's own `http-backend`, to a repository with pre-receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.http_backend import served
from tests.guarded import CHARGE, WHY
from tests.pushed import LINK

if TYPE_CHECKING:
    from tests.pushed import Pushed


def test_the_rule_over_http(pushed: Pushed) -> None:
    """Refused without a decision, taken with it, forecast on a branch that is not protected."""
    pushed.server.git("config", "http.receivepack", "true")
    with served(pushed.server.path.parent, pushed.server.env) as address:
        pushed.git("remote", "set-url", "origin", f"{address}/origin.git")
        pushed.ordinary("over http\n")
        said = pushed.push()
        assert said.passed, said.text
        pushed.bad()
        said = pushed.past()
        assert said.code == 1
        for words in ("remote: git-decide: refused", WHY, CHARGE, "pre-receive hook declined"):
            assert words in said.text
        said = pushed.past("origin", "HEAD:topic")
        assert said.passed, said.text
        assert "remote: git-decide: topic goes up" in said.text
        pushed.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
        said = pushed.push()
        assert said.passed, said.text
        assert pushed.arrived() == pushed.head()
        assert pushed.push(f"{address}/origin.git", "HEAD:release/1").passed
