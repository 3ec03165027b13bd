"""Lets unpublished commits follow another decision than the one that they name."""

from __future__ import annotations

import shlex

from git_decide.errors import Refused, UserError, named, some
from git_decide.git import revisions, rewriting, state
from git_decide.policy.config import branch_matches
from git_decide.policy.links import Written, read
from git_decide.policy.message_edit import exchanged
from git_decide.queries import linking
from git_decide.queries.rules import judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.git.rewriting import Whole
    from git_decide.policy.model import Candidate, Rules
    from git_decide.queries.linking import Library


@value
class Plan:
    """What relinking is going to do: nothing has been written yet.

    `ref` is the branch that moves, "HEAD" where none is checked out. `commits` are made
    anew, parents first; those in `messages` get another one. `links` are the ids that the
    new messages name, with the status of each.
    """

    ref: str
    tip: str
    commits: tuple[Whole, ...]
    messages: Mapping[str, str]
    links: tuple[tuple[str, str], ...]

    @property
    def signed(self) -> int:
        """How many signatures are lost."""
        return sum(each.signed for each in self.commits)


def plan(repo: Repository, wanted: Range, pairs: Sequence[tuple[str, str]]) -> Plan:
    """Return what makes the commits of a range that link a former record link a new one.

    `pairs` are (former, new) as typed. Raises `Refused` where nothing links the former, a
    commit is published or its branch protected, or git is in the middle of something;
    `UserError` where the range does not end in a branch, or an id may mean several records.
    """
    ref = _branch(repo, wanted)
    rules = judging_rules(repo, wanted.base or wanted.tip)
    _check_branch(ref, rules)
    originals = rewriting.commits(repo, wanted.base, wanted.tip)
    where = [wanted.tip, *revisions.also_on(repo, rules.records.also_on)]
    shelves = linking.library(repo, rules, where, "", ())
    meant = _meant(shelves, originals)
    names, links = _names(shelves, pairs, meant)
    messages = _messages(originals, names, _spellings(shelves, meant, links))
    if not messages:
        first = " or ".join(named(former) for former, _ in pairs)
        raise Refused(
            f"no commit of the range links {first}", "git log --grep=Decision   shows all"
        )
    concerned = _concerned(originals, messages)
    _check_unpublished(repo, wanted, rules, concerned, links)
    return Plan(ref, wanted.tip, concerned, messages, links)


def carry_out(repo: Repository, made: Plan) -> dict[str, str]:
    """Write the commits, move the branch, carry the notes along; return new ids by old.

    The files of the work tree, the index and whatever is in them stay as they are.
    """
    ids = rewriting.rewritten(repo, made.commits, made.messages)
    said = " ".join(link for link, _ in made.links)
    rewriting.move(repo, made.ref, made.tip, ids[made.tip], f"relink: {said}")
    rewriting.carry_notes(repo, ids)
    return ids


def _branch(repo: Repository, wanted: Range) -> str:
    operation = state.in_progress(repo)
    if operation:
        raise Refused(f"a {operation} is under way", f"Finish it first: git {operation} --continue")
    ref = rewriting.branch_ref(repo, wanted.tip_name)
    if not ref:
        raise UserError(
            f"{named(wanted.tip_name)} is no local branch, so nothing could point to new commits",
            "Name the branch itself: git decide relink BASE..BRANCH 42=50",
        )
    return ref


def _check_branch(ref: str, rules: Rules) -> None:
    branch = ref.removeprefix("refs/heads/")
    if ref != "HEAD" and branch_matches(rules.protect, branch):
        raise Refused(
            f"{named(branch)} is protected: its commits stay as they are",
            "Link by a note instead: git decide link COMMIT ID --push",
        )


def _meant(shelves: Library, originals: Sequence[Whole]) -> dict[str, tuple[Candidate, ...]]:
    """Return what each link that is written in the messages means."""
    said = dict.fromkeys(link for each in originals for link in read(each.message).links)
    return {link.written: link.found for link in linking.link_all(shelves, tuple(said))}


def _names(
    shelves: Library,
    pairs: Sequence[tuple[str, str]],
    meant: Mapping[str, tuple[Candidate, ...]],
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the new id for every written one that means a former record, and the new ids."""
    names: dict[str, str] = {}
    links: dict[str, str] = {}
    for former, new in pairs:
        old, other = _former(shelves, former), _new(shelves, new)
        if old and old.path == other.path:
            raise UserError(f"{named(former)} and {named(new)} are the same record")
        full = linking.called(shelves, other)
        found = [w for w, records in meant.items() if w == former or (old and records == (old,))]
        names.update(dict.fromkeys(found, full))
        links[full] = other.status
    return names, tuple(links.items())


def _spellings(
    shelves: Library,
    meant: Mapping[str, tuple[Candidate, ...]],
    links: Sequence[tuple[str, str]],
) -> dict[str, str]:
    """Return the full id for what means one of the new records already."""
    full = {w: linking.called(shelves, found[0]) for w, found in meant.items() if len(found) == 1}
    new = {link for link, _ in links}
    return {written: name for written, name in full.items() if name in new}


def _former(shelves: Library, written: str) -> Candidate | None:
    found = _found(shelves, written)
    if len(found) > 1:
        raise _ambiguous(written, found)
    return found[0] if found else None


def _new(shelves: Library, written: str) -> Candidate:
    found = _found(shelves, written)
    if len(found) > 1:
        raise _ambiguous(written, found)
    if not found:
        raise Refused(
            f"no record is called {named(written)} on this branch",
            "Where main has it, rebase or merge first: git rebase origin/main",
        )
    return found[0]


def _found(shelves: Library, written: str) -> tuple[Candidate, ...]:
    return linking.link_all(shelves, [Written(written)])[0].found


def _ambiguous(written: str, found: Sequence[Candidate]) -> UserError:
    candidates = some([record.id for record in found])
    return UserError(f"{named(written)} may mean {candidates}", "Write more of the id.")


def _messages(
    originals: Sequence[Whole], names: Mapping[str, str], spellings: Mapping[str, str]
) -> dict[str, str]:
    """Return the messages that change; in these, a new record is linked once, in full."""
    found = {}
    for each in originals:
        if not names.keys().isdisjoint(link.value for link in read(each.message).links):
            found[each.id] = exchanged(each.message, {**spellings, **names})
    return found


def _concerned(originals: Sequence[Whole], messages: Mapping[str, str]) -> tuple[Whole, ...]:
    """Return the commits that get another message, and all of the range that stand on them."""
    found: dict[str, Whole] = {}
    for each in originals:
        if each.id in messages or not found.keys().isdisjoint(each.parents):
            found[each.id] = each
    return tuple(found.values())


def _check_unpublished(
    repo: Repository,
    wanted: Range,
    rules: Rules,
    concerned: Sequence[Whole],
    links: Sequence[tuple[str, str]],
) -> None:
    """Raise `Refused` where a commit is on a remote, or on a protected branch of this clone."""
    branches = rewriting.local_branches(repo)
    kept = [f"refs/heads/{name}" for name in branches if branch_matches(rules.protect, name)]
    free = rewriting.unpublished(repo, wanted.tip, wanted.base, kept)
    bound = [each for each in concerned if each.id not in free]
    if bound:
        first = bound[0]
        where = rewriting.holder(repo, first.id) or "a protected branch"
        mend = f"git decide link {first.id[:10]} {shlex.quote(links[0][0])} --push"
        raise Refused(
            f"{first.id[:10]} ({first.subject}) is published: {where} has it",
            f"Link it by a note instead: {mend}",
        )
