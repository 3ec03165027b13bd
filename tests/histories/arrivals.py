"""Lets a branch arrive as people let it: merged, rebased, squashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.histories import words
from tests.histories.edits import merged
from tests.histories.growing import fork

if TYPE_CHECKING:
    from tests.histories.growing import Grower, Made
    from tests.histories.objects import Tree


class Conflict(Exception):
    """Two sides changed the same lines."""


def clean(base: Tree, ours: Tree, theirs: Tree) -> Tree:
    """Return three trees merged; raises `Conflict`."""
    one, two = (merged(base, ours, theirs, favour=side) for side in (0, 1))
    if one != two:
        raise Conflict
    return one


def own(main: Made, topic: Made) -> list[Made]:
    """Return the commits that `topic` has and `main` has not, parents first."""
    return sorted(topic.ancestors() - main.ancestors(), key=lambda made: (made.seconds, made.id))


def merge(grower: Grower, main: Made, topic: Made) -> Made:
    """Merge `topic` into `main`."""
    base = fork(main, topic)
    return grower.commit(clean(base.tree, main.tree, topic.tree), (main, topic), "Merge topic\n")


def rebase(grower: Grower, main: Made, topic: Made) -> Made:
    """Put the commits of `topic` on top of `main`, one after another."""
    head = main
    for made in own(main, topic):
        if len(made.parents) != 1:
            raise Conflict
        files = clean(made.parents[0].tree, head.tree, made.tree)
        days = (made.seconds - made.parents[0].seconds) // 86_400
        head = grower.commit(files, (head,), made.message, made.author, days)
    return head


def squash(grower: Grower, main: Made, topic: Made) -> Made:
    """Make one commit of `topic` on top of `main`, with the message that git offers for it."""
    base = fork(main, topic)
    said = ["Squashed commit of the following:\n"]
    for made in reversed(own(main, topic)):
        text = "".join(f"    {line}".rstrip() + "\n" for line in made.message.splitlines())
        said.append(f"\ncommit {made.id}\nAuthor: {made.author}\n\n{text}")
    files = clean(base.tree, main.tree, topic.tree)
    return grower.commit(files, (main,), "".join(said), words.ADA)


def squash_by_button(grower: Grower, main: Made, topic: Made) -> Made:
    """Make one commit of `topic` as forges do: the messages are points of a list."""
    base = fork(main, topic)
    points = "\n".join(f"* {made.message}" for made in own(main, topic))
    files = clean(base.tree, main.tree, topic.tree)
    return grower.commit(files, (main,), f"Add it (#12)\n\n{points}", words.ADA)
