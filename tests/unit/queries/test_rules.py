"""The rules that judge are found in any history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.policy import config
from git_decide.queries.rules import judging_rules, rules_after

if TYPE_CHECKING:
    from tests.support import Repo

STRICT = '[policy]\nskip = "forbidden"\n'
BROKEN = "[policy\n"


def test_without_a_history_or_a_file(repo: Repo) -> None:
    """An unborn branch and a tree without decisions.toml have the defaults."""
    assert judging_rules(repo.open(), None) == config.DEFAULTS
    repo.commit("Start", a="1")
    assert judging_rules(repo.open(), "HEAD") == config.DEFAULTS


def test_broken_ones_are_replaced_by_the_nearest_that_can_be_read(repo: Repo) -> None:
    """Along the first parents, past every broken version and other commits."""
    repo.commit("Strict", **{"decisions.toml": STRICT})
    for number in range(3):
        repo.commit("Break", **{"decisions.toml": f"{BROKEN}# {number}\n"})
        repo.commit("Other", a=str(number))
    assert judging_rules(repo.open(), "HEAD").skip == "forbidden"


def test_rules_that_were_never_right(repo: Repo) -> None:
    """Then there were none, and the defaults hold."""
    repo.commit("Break", **{"decisions.toml": BROKEN})
    repo.commit("Again", **{"decisions.toml": "policy = 3\n"})
    assert judging_rules(repo.open(), "HEAD") == config.DEFAULTS


def test_a_link_in_the_place_of_the_rules(repo: Repo) -> None:
    """What is no TOML cannot be read, whatever it points to."""
    repo.commit("Strict", **{"decisions.toml": STRICT})
    repo.write("loose.toml", "")
    (repo.path / "decisions.toml").unlink()
    (repo.path / "decisions.toml").symlink_to("loose.toml")
    repo.git("add", "decisions.toml")
    repo.commit("Link")
    assert judging_rules(repo.open(), "HEAD").skip == "forbidden"


def test_what_a_change_leaves_behind(repo: Repo) -> None:
    """Its own rules; none where it deletes them; the former where it breaks them."""
    before = config.rules(config.parse(STRICT.encode()))
    opened = repo.open()
    assert rules_after(opened, ":decisions.toml", before) == config.DEFAULTS
    repo.stage(**{"decisions.toml": BROKEN})
    assert rules_after(opened, ":decisions.toml", before) == before
    repo.stage(**{"decisions.toml": "[policy]\nprotect = []\n"})
    assert rules_after(opened, ":decisions.toml", before).protect == ()
