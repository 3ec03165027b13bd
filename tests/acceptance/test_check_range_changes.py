"""``git decide check --range`` sees changes of every kind, by rules that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ranged import LINK, ask, branch, change, codes, linked
from tests.guarded import CHARGE, FIRST, FOLDER, RULES, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

CHANGED = "change-without-decision!"


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a repository on a branch off main."""
    branch(guarded)
    return guarded


def committed(repo: Guarded) -> None:
    """Commit the index, past the hooks."""
    repo.git("commit", "-q", "--no-verify", "-m", "Change")


def test_a_mode(topic: Guarded) -> None:
    """A file that becomes a program."""
    topic.git("update-index", "--chmod=+x", CHARGE)
    committed(topic)
    assert codes(topic) == [CHANGED]


def test_a_file_that_is_deleted(topic: Guarded) -> None:
    """A file that goes."""
    topic.git("rm", "-q", CHARGE)
    committed(topic)
    assert codes(topic) == [CHANGED]


def test_a_submodule(topic: Guarded) -> None:
    """The pointer of a submodule."""
    place = f"160000,{topic.head()},src/payments/vendor"
    topic.git("update-index", "--add", "--cacheinfo", place)
    committed(topic)
    assert codes(topic) == [CHANGED]


def test_a_symbolic_link(topic: Guarded) -> None:
    """A file that becomes a link."""
    blob = topic.git("hash-object", "-w", "--stdin", input="../other.py").stdout.strip()
    topic.git("update-index", "--cacheinfo", f"120000,{blob},{CHARGE}")
    committed(topic)
    assert codes(topic) == [CHANGED]


def test_an_octopus(topic: Guarded) -> None:
    """What several branches bring at once, each with its links or without."""
    for name, number in (("one", 1), ("two", 2)):
        branch(topic, name, "main")
        linked(topic, path=f"src/payments/{number}.py")
    topic.git("checkout", "-q", "topic")
    topic.commit("Aside", **{"src/other.py": "2\n"})
    topic.git("merge", "-q", "--no-edit", "one", "two")
    assert codes(topic) == []
    branch(topic, "three", "main")
    change(topic, path="src/payments/3.py")
    branch(topic, "four", "main")
    topic.commit("Aside", **{"src/four.py": "2\n"})
    topic.git("checkout", "-q", "topic")
    topic.git("merge", "-q", "--no-edit", "three", "four")
    # A link of the range speaks for all that its record covers.
    assert codes(topic) == ["commit-without-decision"]


def test_a_history_that_is_merged_in(topic: Guarded) -> None:
    """A root commit within the range: its files are a change like any other."""
    topic.git("checkout", "-q", "--orphan", "apart")
    topic.git("rm", "-q", "-r", "--cached", ".")
    topic.commit("Apart", **{"src/payments/new.py": "1\n"})
    topic.git("checkout", "-q", "-f", "topic")
    topic.git("merge", "-q", "--allow-unrelated-histories", "--no-edit", "apart")
    assert CHANGED in codes(topic)
    assert ask(topic, message=f"Merge\n\n{LINK}").passed


def test_flags_of_a_folder(guarded: Guarded) -> None:
    """A `.gitattributes` of a folder judges what is below, as the base has it."""
    guarded.commit("Flag", **{"lib/.gitattributes": "*.c fragile=payments\n", "lib/a.c": "1\n"})
    branch(guarded)
    guarded.commit("Unflag", **{"lib/.gitattributes": "*.md text\n"})
    guarded.commit("Use", **{"lib/a.c": "2\n"})
    said = ask(guarded)
    assert said.refused
    assert "lib/a.c" in said.out


@pytest.mark.parametrize("broken", ["[policy\n", "[policy]\nskip = 7\n"])
def test_rules_that_cannot_be_read(guarded: Guarded, broken: str) -> None:
    """Those of the nearest ancestor judge, and breaking them loosens nothing."""
    guarded.rule(broken)
    branch(guarded)
    change(guarded)
    assert CHANGED in codes(guarded)
    guarded.rule(RULES)
    assert ask(guarded, message=f"Mend\n\n{LINK}").passed


def test_rules_that_are_broken_on_the_way(topic: Guarded) -> None:
    """The base judges whatever becomes of its rules."""
    topic.rule("[policy\n")
    change(topic)
    assert CHANGED in codes(topic)


def test_claims_of_an_accepted_record(topic: Guarded) -> None:
    """Its prose is a warning, its claims an error, what is free is free."""
    path = f"{FOLDER}/{FIRST}.md"
    topic.commit("Words", **{path: record().replace("broker", "friend")})
    assert codes(topic) == ["accepted-record-rewritten"]
    topic.commit("Who", **{path: record(decider="Eve (tech lead)")})
    assert codes(topic) == ["accepted-record-widened!"]
    topic.commit("Tags", **{path: record("Cap retries at two", "accepted", "tags: [bank]")})
    assert codes(topic) == []
    topic.git("rm", "-q", path)
    committed(topic)
    assert codes(topic) == ["accepted-record-removed"]


def test_codes_of_the_base_weigh(guarded: Guarded) -> None:
    """``[check] errors`` and ``ignore`` of the base say what counts of accepted records."""
    path = f"{FOLDER}/{FIRST}.md"
    for key, wanted in (("errors", ["accepted-record-rewritten!"]), ("ignore", [])):
        guarded.git("checkout", "-q", "main")
        guarded.rule(f'{RULES}[check]\n{key} = ["accepted-record-rewritten"]\n')
        branch(guarded, key)
        guarded.commit("Words", **{path: record().replace("broker", "friend")})
        assert codes(guarded) == wanted
