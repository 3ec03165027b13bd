"""Finds the decisions behind a commit, a folder and a module."""

from __future__ import annotations

from git_decide.git import changes, search
from git_decide.queries import flags
from git_decide.queries.covering import below
from git_decide.queries.modules import modules
from git_decide.queries.why import mentions
from git_decide.queries.why.ledger import told
from git_decide.queries.why.model import Answer, Commit, Evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.index import Linked
    from git_decide.queries.why.inquiry import Inquiry
    from git_decide.queries.why.model import Target


def commit(inquiry: Inquiry, target: Target) -> Answer:
    """Return what is behind a commit: its links, its merge's, the records that it wrote."""
    id_ = target.commit
    found = search.commits(inquiry.repo, [id_])[id_]
    inquiry.complete = id_ not in inquiry.ends
    inquiry.ledger.days[id_] = found.date
    linked = inquiry.index.linked([id_])
    if id_ in linked:
        inquiry.ledger.add_linked("trailer", linked[id_], id_, 1)
        inquiry.skipped([linked[id_]])
    merges = inquiry.merged(id_, 1) if inquiry.wanting else ()
    if inquiry.wanting:
        inquiry.said([id_], {id_: 1})
        wrote = {**dict.fromkeys(merges[:1], id_), id_: id_}
        inquiry.together(wrote, {id_: 1})
    inquiry.covered(_changed(inquiry, id_))
    if not inquiry.ledger:
        mentions.note(inquiry, ["", found.subject], {})
    told_of = Commit(id_, found.author, found.date, found.subject, id_ in inquiry.ends)
    return _answer(inquiry, target, ((told_of, 0),))


def _changed(inquiry: Inquiry, id_: str) -> Sequence[str]:
    """Return what a commit changed against its first parent, as far as that is there."""
    from git_decide.git.revisions import parents_of

    if id_ in inquiry.ends:
        return ()
    parents = parents_of(inquiry.repo, id_)
    found = changes.between(inquiry.repo, parents[0] if parents else None, id_)
    return [entry.path for entry in found]


def folder(inquiry: Inquiry, target: Target) -> Answer:
    """Return what commits below a folder follow, and the records that cover files in it."""
    path = target.path or "."
    for gist in inquiry.shelf.gists:
        if gist.status == "accepted" and gist.name.path.startswith(f"{path}/"):
            log = gist.name.path.rpartition("/")[0]
            inquiry.ledger.add(gist.name, Evidence("covers", f"what lies here: it is in {log}"))
    gone = (each for each in inquiry.index.changed_paths() if _is_below(each, path))
    files = below(inquiry.repo, inquiry.place.where, [path])
    commits = _followed(inquiry, [*dict.fromkeys([path, *files, *gone])])
    inquiry.covered(files)
    return _answer(inquiry, target, commits)


def _is_below(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")


def module(inquiry: Inquiry, target: Target) -> Answer:
    """Return the records that speak of a module, and what commits to its files follow."""
    name = target.module
    attached = inquiry.rules.module(name).decisions
    for gist in inquiry.shelf.gists:
        if gist.status == "accepted" and name in (each.written for each in gist.modules):
            inquiry.ledger.add(gist.name, Evidence("covers", f"module {name}"))
    for written in attached:
        for found in inquiry.shelf.meant(written)[:1]:
            said = f"[fragile.{name}] decisions"
            inquiry.ledger.add(found, Evidence("covers", said, place="decisions.toml"))
    files = dict.fromkeys([*_files(inquiry, name), *_gone(inquiry, name)])
    return _answer(inquiry, target, _followed(inquiry, tuple(files)))


def _files(inquiry: Inquiry, name: str) -> Sequence[str]:
    found = flags.flagged(inquiry.repo, inquiry.rules, inquiry.place.where)
    return next((each.files for each in found if each.name == name), ())


def _gone(inquiry: Inquiry, name: str) -> Sequence[str]:
    """Return what linked commits changed of a module, be it there still or not."""
    changed = inquiry.index.changed_paths() if inquiry.tip else ()
    found = modules(flags.attributes_at(inquiry.repo, inquiry.place.where, changed))
    return [path for path, each in found.items() if each == name]


def _followed(inquiry: Inquiry, paths: Sequence[str]) -> tuple[tuple[Commit, int], ...]:
    """Note what commits that changed something at or below these paths follow."""
    ids = inquiry.index.touched(paths) if paths and inquiry.tip else ()
    reached = inquiry.index.reaches(inquiry.tip) if ids else bool
    found = inquiry.links_of([each for each in ids if reached(each)])
    inquiry.complete = not inquiry.ends
    newest = [found[each] for each in ids if each in found]
    for each in reversed(newest):
        _note(inquiry, each)
    return tuple((told(each), 0) for each in newest)


def _note(inquiry: Inquiry, linked: Linked) -> None:
    for link in linked.links:
        inquiry.ledger.add_link(link, linked.id, Evidence("followed", weight=1))


def _answer(inquiry: Inquiry, target: Target, commits: tuple[tuple[Commit, int], ...]) -> Answer:
    return Answer(
        target,
        inquiry.ledger.decisions(),
        commits,
        dangling=tuple(inquiry.ledger.dangling),
        complete=inquiry.complete,
        remarks=tuple(inquiry.place.remarks),
    )
