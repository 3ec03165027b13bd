"""Writes the answer of `why` as a document."""

from __future__ import annotations

from git_decide.records.document import document as canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.relations import Other
    from git_decide.queries.why.model import Answer, Commit, Dangling, Decision, Evidence, Target


def document(answer: Answer, most: int = 0) -> dict[str, object]:
    """Return the answer under its nouns, with `most` decisions at the most (0: all)."""
    return {
        "target": _target(answer.target),
        "answers": [_decision(each) for each in answer.decisions[: most or None]],
        "commits": [
            {**_commit(commit), **({"lines": lines} if lines else {})}
            for commit, lines in answer.commits
        ],
        "uncommitted": answer.uncommitted,
        "dangling": [_dangling(each) for each in answer.dangling],
        "complete": answer.complete,
        "remarks": list(answer.remarks),
    }


def _target(target: Target) -> dict[str, object]:
    made: dict[str, object] = {"kind": target.sort, "written": target.written}
    if target.sort in ("lines", "file", "folder"):
        made["path"] = target.path or "."
    if target.sort == "lines":
        made |= {"first": target.first, "last": target.last}
    if target.sort in ("commit", "module"):
        made[target.sort] = target.commit or target.module
    return made


def _decision(decision: Decision) -> dict[str, object]:
    record = decision.record
    return {
        "id": decision.name.qualified,
        "evidence": [_evidence(each) for each in decision.evidence],
        "record": canonical(record, dict(decision.resolved)) if record else None,
        "in-log": not decision.gone,
        "in-force": [_other(each) for each in decision.in_force],
        "governed": [_other(each) for each in decision.governed],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    made: dict[str, object] = {"kind": evidence.kind}
    if evidence.said:
        made["says"] = evidence.said
    if evidence.commit:
        made["commit"] = _commit(evidence.commit)
    if evidence.line_from:
        made["line-from"] = evidence.line_from
    if evidence.place:
        made["place"] = evidence.place
    if evidence.weight and evidence.kind not in ("covers", "mentions"):
        made["weight"] = evidence.weight
    return made


def _commit(commit: Commit) -> dict[str, object]:
    name, _, _ = commit.author.rpartition(" <")
    author = name or commit.author
    told = {"id": commit.id, "author": author, "date": commit.date, "subject": commit.subject}
    return {**told, **({"boundary": True} if commit.boundary else {})}


def _other(other: Other) -> dict[str, str]:
    stated = {"title": other.title, "status": other.status}
    return {"id": other.name.qualified, **{key: text for key, text in stated.items() if text}}


def _dangling(dangling: Dangling) -> dict[str, str]:
    return {"says": dangling.written, **({"commit": dangling.commit} if dangling.commit else {})}
