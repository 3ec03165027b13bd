"""Finds the decisions behind lines of a file."""

from __future__ import annotations

from functools import partial

from git_decide.git import blame
from git_decide.git.blame import Wanted
from git_decide.git.run import forget
from git_decide.queries.why import namings, origins, waiting
from git_decide.queries.why.model import Answer, Commit, Evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.blame import Change
    from git_decide.queries.comments import Comment
    from git_decide.queries.why.inquiry import Inquiry
    from git_decide.queries.why.model import Target
    from git_decide.queries.why.origins import Origins
    from git_decide.queries.why.waiting import Step

_MERGED = 20  # of how many commits without a link the merges are looked for
_SKIPS = 3  # told of
_GENERATIONS, _ALL_GENERATIONS = 4, 40


def lines(inquiry: Inquiry, target: Target, meanwhile: Sequence[Step] = ()) -> Answer:
    """Return what is behind some lines, or all lines of a file.

    `meanwhile` is done while git blames, as far as there is time for it. Raises as
    `blame.blame` does, but for a file that no commit has.
    """
    wanted = Wanted(target.path, inquiry.place.revision, max(1, target.first), target.last)
    waiting.spend(inquiry, wanted, meanwhile)
    known, untracked = _origins(inquiry, target, wanted)
    if known.remark:
        inquiry.place.remark(known.remark)
    inquiry.lined = True
    inquiry.ledger.days.update((each.id, each.date) for each in known.changes.values())
    weights = known.weights()
    uncommitted = weights.pop("", 0)
    inquiry.complete = inquiry.ends.isdisjoint(weights)
    _itself(inquiry, target)
    _linked(inquiry, known, weights)
    _commented(inquiry, target, known)
    if inquiry.wanting:
        inquiry.said([*weights][:_MERGED], weights)
    vague = _together(inquiry, weights) if inquiry.wanting else {}
    forget()  # what was foreseen, and did not come
    was = _replaced(inquiry, wanted, known) if uncommitted and known.lines else None
    for one in (known, was):
        if one and inquiry.wanting:
            _earlier(inquiry, one)
    inquiry.covered([target.path])
    if not inquiry.ledger and inquiry.shelf.gists:
        from git_decide.queries.why import mentions

        words = [target.path, *_texts(target, known)]
        mentions.note(inquiry, words, vague)
    return Answer(
        target,
        inquiry.ledger.decisions(),
        tuple((_commit(inquiry, known, each), weight) for each, weight in weights.items()),
        target.last - target.first + 1 if untracked else uncommitted,
        _text(target, known),
        tuple(inquiry.ledger.dangling),
        inquiry.complete,
        tuple(inquiry.place.remarks),
    )


def _origins(inquiry: Inquiry, target: Target, wanted: Wanted) -> tuple[Origins, bool]:
    """Return where the lines are from, and whether the file is in no commit."""
    try:
        begun = partial(waiting.foresee, inquiry, _MERGED)
        return origins.origins(inquiry.repo, wanted, inquiry.ends, begun), False
    except blame.NotThere:
        elsewhere = inquiry.place.submodule(target.path, target.first)
        if elsewhere:
            raise elsewhere from None
        inquiry.place.remark(f"{target.path} is in no commit yet")
        return origins.Origins((), {}, ""), True


def _commit(inquiry: Inquiry, known: Origins, id: str) -> Commit:  # noqa: A002 - git's own word
    change = known.changes[id]
    edge = id in inquiry.ends
    return Commit(change.id, change.author, change.date, change.subject, edge)


def _texts(target: Target, known: Origins) -> Sequence[str]:
    return [origin.line.text for origin in known.lines] if target.sort == "lines" else []


def _text(target: Target, known: Origins) -> str:
    one = target.sort == "lines" and target.first == target.last and len(known.lines) == 1
    return known.lines[0].line.text if one else ""


def _itself(inquiry: Inquiry, target: Target) -> None:
    name = inquiry.shelf.at(target.path)
    if name:
        inquiry.ledger.add(name, Evidence("itself"))


def _linked(inquiry: Inquiry, known: Origins, weights: Mapping[str, int]) -> None:
    """Note the links of the commits that the lines are from, their merges, and what moved them."""
    movers = _movers(known)
    linked = inquiry.links_of([*weights, *movers])
    inquiry.skipped([linked[each] for each in weights if each in linked][:_SKIPS])
    bare = []
    for commit, weight in weights.items():
        if commit in linked and linked[commit].links:
            inquiry.ledger.add_linked("trailer", linked[commit], commit, weight)
        elif commit not in inquiry.ends:
            bare.append(commit)
    if inquiry.full:
        bare = [each for each in weights if each not in inquiry.ends]
    for commit in bare[:_MERGED]:
        inquiry.merged(commit, weights[commit])
    for mover, (commit, weight) in movers.items():
        if mover in linked:
            inquiry.ledger.add_linked("moved", linked[mover], commit, weight)


def _movers(known: Origins) -> dict[str, tuple[str, int]]:
    """Return the commits that moved lines, with the commit of one of them and their number."""
    found: dict[str, tuple[str, int]] = {}
    for origin in known.lines:
        for mover in origin.moves:
            found[mover] = (origin.line.commit, found.get(mover, ("", 0))[1] + 1)
    return found


def _commented(inquiry: Inquiry, target: Target, known: Origins) -> None:
    """Note the records that comments in the code name, at the lines or above them."""
    text = inquiry.place.content(target.path).decode("utf-8", "replace")
    written = known.lines[0].line.commit if known.lines else ""
    if "decision" in text.lower():  # what reads comments takes a while to load
        for comment in _comments(target, text):
            place = f"{target.path}:{comment.line}"
            for each in comment.written:
                inquiry.ledger.add_written(each, place, written)
    if target.sort != "file" and not inquiry.shelf.at(target.path):
        _in_passing(inquiry, target, text.split("\n"), written)


def _comments(target: Target, text: str) -> tuple[Comment, ...]:
    from git_decide.queries.comments import at_or_above, inside

    if target.sort == "file":
        return inside(text, 1, text.count("\n") + 1, target.path)
    above = at_or_above(text, target.first, target.path)
    return (*above, *inside(text, target.first + 1, target.last, target.path))


def _in_passing(inquiry: Inquiry, target: Target, code: Sequence[str], written: str) -> None:
    """Note the records that the lines, or comments right above them, name in other words."""
    for number, line in namings.at_or_above(code, target.first, target.last):
        for name, said in namings.named(inquiry.shelf, line):
            place = f"{target.path}:{number}"
            inquiry.ledger.add(name, Evidence("comment", said, None, written, place, 1))


def _together(inquiry: Inquiry, weights: Mapping[str, int]) -> dict[str, str]:
    """Note the records that came with the commits that the lines are from, or on their branch."""
    commits = list(weights)[:_MERGED]
    wrote = {merge: commit for commit in commits for merge in inquiry.merges(commit)[:1]}
    wrote.update({commit: commit for commit in commits})
    return inquiry.together(wrote, weights)


def _replaced(inquiry: Inquiry, wanted: Wanted, known: Origins) -> Origins | None:
    """Note the links of what HEAD has in the place of lines that are not committed; return it."""
    new = [origin.line.number for origin in known.lines if not origin.line.commit]
    if not inquiry.tip or inquiry.place.revision:
        return None
    found = origins.replaced(inquiry.repo, wanted, new, inquiry.tip)
    inquiry.ledger.days.update((each.id, each.date) for each in found.changes.values())
    linked = inquiry.links_of([line.commit for line in found.lines])
    for line in found.lines:
        if line.commit in linked:
            inquiry.ledger.add_linked("earlier", linked[line.commit], "", 1)
    return origins.Origins(tuple(map(origins.Origin, found.lines)), found.changes)


def _earlier(inquiry: Inquiry, known: Origins) -> None:
    """Note the links of commits that shaped the lines before, where there may be any."""
    weights = known.weights()
    weights.pop("", 0)
    commits = [each for each in weights if inquiry.index.has_links_before(each)]
    if not commits or not _may_be_linked(inquiry, known):
        return
    depth = _ALL_GENERATIONS if inquiry.full else _GENERATIONS
    undone = _taken_back(inquiry, [known.changes[each] for each in commits])
    written = commits[0] if len(weights) == 1 else ""
    for found in origins.earlier(inquiry.repo, known, commits, inquiry.ends, depth):
        linked = inquiry.links_of(list(found.changes))
        inquiry.ledger.days.update((each.id, each.date) for each in found.changes.values())
        for line in found.lines:
            if line.commit in linked and not line.commit.startswith(undone):
                inquiry.ledger.add_linked("earlier", linked[line.commit], written, 1)
        left = [each for id_, each in found.changes.items() if not id_.startswith(undone)]
        undone += _taken_back(inquiry, left)
        inquiry.complete = inquiry.complete and inquiry.ends.isdisjoint(found.changes)
        if inquiry.ledger and not inquiry.full:
            return


def _taken_back(inquiry: Inquiry, changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the ids, perhaps abbreviated, of what these commits revert by their own words.

    What is taken back is no reason for what stands there again.
    """
    from git_decide.git import search
    from git_decide.policy import links

    reverting = [each.id for each in changes if each.subject.lower().startswith("revert")]
    said = search.commits(inquiry.repo, reverting).values()
    return tuple(word for commit in said for word in links.read(commit.message).reverts)


def _may_be_linked(inquiry: Inquiry, known: Origins) -> bool:
    """Return whether a linked commit may have shaped one of the files, whatever it was called.

    A former name is one that is not there any more; moved files keep their endings.
    """
    if inquiry.full:
        return True
    paths = {origin.line.path for origin in known.lines}
    paths |= {origin.line.previous[1] for origin in known.lines if origin.line.previous[1]}
    if inquiry.index.touched(sorted(paths)):
        return True
    endings = tuple(path[path.rfind(".") :] if "." in path else "" for path in paths)
    alike = [path for path in inquiry.index.changed_paths() if path.endswith(endings)]
    there = inquiry.place.among(alike)
    return any(path not in there for path in alike)
