"""Makes the history that a plan describes, in a repository that many histories share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.histories import words
from tests.histories.edits import PLAIN, PROGRAM, SUBMODULE, edited, merged, put_rules, since
from tests.histories.plans import BRANCHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.histories.edits import Files
    from tests.histories.objects import Objects, Tree
    from tests.histories.plans import Plan, Said, Step

START = 1_772_366_400  # 2026-03-01
DAY = 86_400
NOTES = "refs/notes/decisions"


@dataclass(frozen=True)
class Made:
    """A commit of a generated history."""

    id: str
    parents: tuple[Made, ...]
    tree: Tree = field(repr=False)
    message: str
    author: str
    seconds: int

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def first(self) -> Made | None:
        """The first parent."""
        return self.parents[0] if self.parents else None

    def ancestors(self) -> frozenset[Made]:
        """Return the commit with all that it descends from."""
        found: set[Made] = set()
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += one.parents
        return frozenset(found)


@dataclass(frozen=True)
class History:
    """A generated history: its commits, oldest first, and where its branches are."""

    commits: tuple[Made, ...]
    heads: dict[str, Made]

    @property
    def root(self) -> Made:
        """The commit that all others descend from."""
        return self.commits[0]


def fork(one: Made, two: Made) -> Made:
    """Return a best common ancestor of two commits: the latest one."""
    return max(one.ancestors() & two.ancestors(), key=lambda each: (each.seconds, each.id))


def base_tree(object_format: str) -> Files:
    """Return the tree that every history begins with, but for the edits of its plan."""
    length = 64 if object_format == "sha256" else 40
    files: Files = {
        path: (PLAIN, words.source(0, 0)) for path in words.FILES if path not in words.ODD
    }
    files["run.sh"] = (PROGRAM, words.source(0, 0))
    files[words.SUBMODULE] = (SUBMODULE, b"%0*d" % (length, 1))
    files[words.ATTRIBUTES[0]] = (PLAIN, b"".join(b"%s\n" % f.encode() for f in words.FLAGS[:5]))
    put_rules(files, {"fragile.pay": {"why": "It moves money."}, "fragile.auth": {}})
    for number, variant in ((1, 0), (2, 1), (3, 2)):
        path = f"docs/decisions/{number:04}-{words.SLUGS[number - 1]}.md"
        files[path] = (PLAIN, words.record(variant, number))
    return files


class Grower:
    """Makes histories in one repository."""

    def __init__(self, objects: Objects, object_format: str) -> None:
        self._objects = objects
        self._base = base_tree(object_format)
        self._made: list[Made] = []

    def grow(self, plan: Plan) -> History:
        """Return the history of a plan, its branches, notes and release branch in place."""
        self._made = []
        root = self.commit(edited(self._base, plan.base), (), "Begin")
        heads = dict.fromkeys(BRANCHES, root)
        for step in plan.steps:
            branch = BRANCHES[step.branch]
            heads[branch] = self._step(step, heads, branch)
        history = History(tuple(self._made), heads)
        self._refs(plan, history)
        return history

    def commit(
        self,
        tree: Tree,
        parents: Sequence[Made],
        message: str,
        author: str = words.ADA,
        days: int = 0,
    ) -> Made:
        """Make a commit, `days` and an hour after its parents."""
        latest = max((parent.seconds for parent in parents), default=START)
        seconds = latest + days * DAY + 3600
        ids = [parent.id for parent in parents]
        name = self._objects.commit(tree, ids, author, seconds, message)
        made = Made(name, tuple(parents), tree, message, author, seconds)
        self._made.append(made)
        return made

    def _step(self, step: Step, heads: dict[str, Made], branch: str) -> Made:
        head = heads[branch]
        others = [heads[each] for each in BRANCHES if each != branch]
        other = others[step.other % 2]
        if step.kind == "fork":
            return other
        if step.kind == "join":
            other = self._made[step.other % len(self._made)]
        if step.kind in ("merge", "join") and other not in head.ancestors():
            return self._merge(step, (head, other))
        if step.kind == "octopus":
            fresh = [each for each in dict.fromkeys(others) if each not in head.ancestors()]
            return self._merge(step, (head, *fresh)) if fresh else head
        if step.kind in ("pick", "revert"):
            return self._again(step, head)
        files = edited(head.tree, step.edits)
        for kind, one, _ in step.edits:
            if kind == "since":
                since(files, self._made[one % len(self._made)].id)
        return self._said(step.said, files, (head,), f"Change {len(self._made)}")

    def _merge(self, step: Step, parents: tuple[Made, ...]) -> Made:
        files = dict(parents[0].tree)
        for one, parent in enumerate(parents[1:], 1):
            base = fork(parents[one - 1], parent)
            files = merged(base.tree, files, parent.tree, favour=step.how % 2)
        if step.how > 1:
            files = dict(parents[step.how % 2].tree)
        if step.how == 1:
            files = edited(files, step.edits)
        return self._said(step.said, files, parents, "Merge")

    def _again(self, step: Step, head: Made) -> Made:
        """Take a commit back, or apply it once more."""
        one = self._made[step.other % len(self._made)]
        if not one.first:
            return head
        back = step.kind == "revert"
        old, new = (one, one.first) if back else (one.first, one)
        files = merged(old.tree, head.tree, new.tree, favour=1)
        if step.how == 1:
            files = edited(files, step.edits)
        subject = one.message.partition("\n")[0]
        if not back:
            return self.commit(files, (head,), one.message, one.author)
        name = one.id if step.how < 2 else one.id[:12]
        title = f'Revert "{subject}"\n\nThis reverts commit {name}.'
        return self._said(step.said, files, (head,), title)

    def _said(self, said: Said, files: Tree, parents: tuple[Made, ...], title: str) -> Made:
        author = words.BOT if said.bot else words.ADA
        return self.commit(files, parents, message(said, title), author, said.days)

    def _refs(self, plan: Plan, history: History) -> None:
        for name, made in history.heads.items():
            self._objects.ref(f"refs/heads/{name}", made.id)
        there = history.commits[plan.stable % len(history.commits)].id if plan.stable >= 0 else ""
        self._objects.ref("refs/heads/stable", "" if plan.tracked else there)
        self._objects.ref("refs/remotes/origin/stable", there if plan.tracked else "")
        self.note({history.commits[at % len(history.commits)]: link for at, link in plan.notes})

    def note(self, links: dict[Made, int]) -> None:
        """Put links on commits into notes; there are no other notes then."""
        texts = {made.id: f"Decision: {words.LINKS[link]}\n" for made, link in links.items()}
        tree = {name: (PLAIN, text.encode()) for name, text in texts.items()}
        made = self._objects.commit(tree, (), words.ADA, START, "Notes") if tree else ""
        self._objects.ref(NOTES, made)


def message(said: Said, title: str) -> str:
    """Return the message of a commit, as git keeps it."""
    links = [f"Decision: {words.LINKS[number]}" for number in said.links]
    skips = [["Decision-Skip: no time"], ["Decision-Skip:"]][said.skip - 1] if said.skip else []
    lines = [*links, *skips]
    subject = f"fixup! {title}" if said.fixup else title
    if not lines:
        return f"{subject}\n"
    return FORMS[said.form % len(FORMS)].format(subject, "\n".join(lines))


# How people, and programs that know no better, write a message with links.
FORMS = (
    "{}\n\n{}\n",
    "{}\n\n{}\n\nThat is why.\n",
    "{}\n{}\n",
    "{}\n\nSome words.\n\n{}\nSigned-off-by: Ada <ada@example.com>\n",
    "\n\n{}  \n\n\n{}  \n\n\n",
    "{}\r\n\r\n{}\r\n",
    "{}\n\n  {}\n",
    "{}\n\ndecision-SKIP :\n  too\n  late\n{}",
)
