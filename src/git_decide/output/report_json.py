"""Makes the JSON document of a report."""

from __future__ import annotations

from git_decide import findings
from git_decide.output import acks
from git_decide.records.document import document
from git_decide.records.plain_words import first_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.output.permalinks import Site
    from git_decide.policy.model import ModuleVerdict
    from git_decide.queries.ranges.mending import RangeMends
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement
    from git_decide.queries.record_changes import FieldChange, RecordChange, Sheet
    from git_decide.queries.report import Debt, Followed, Report, Unnamed

    Document = dict[str, object]


def documented(report: Report, site: Site | None) -> Document:
    """Return a report as ``schemas/report.schema.json`` has it."""
    judged = report.answer.judgement
    fork, tip = judged.range.fork, judged.range.tip
    return {
        "verdict": "refused" if report.answer.refused else "passed",
        "range": _range(judged),
        "files": list(report.files),
        "modules": [_module(judged, each) for each in judged.verdict.modules],
        "decisions": [_followed(each, site) for each in report.followed],
        "changes": [_change(each, site, fork, tip) for each in report.changes],
        "unnamed": [_unnamed(each, site, tip) for each in report.unnamed],
        "debts": [_debt(each) for each in report.debts],
        "findings": [findings.document(each) for each in report.answer.findings],
        "mends": _mends(report.answer.mends),
        "trailers": list(report.trailers),
    }


def _range(judged: RangeJudgement) -> Document:
    wanted = judged.range
    return {
        "base": wanted.base,
        "tip": wanted.tip,
        "fork": wanted.fork,
        "base-name": wanted.base_name,
        "tip-name": wanted.tip_name,
        "commits": [_commit(each) for each in judged.commits],
    }


def _commit(judged: JudgedCommit) -> Document:
    commit = judged.commit
    return {"id": commit.id, "author": commit.author, "subject": commit.subject}


def _module(judged: RangeJudgement, module: ModuleVerdict) -> Document:
    policy = judged.rules.module(module.module)
    bare = set(module.uncovered)
    return {
        "name": module.module,
        "why": policy.why,
        "owners": list(policy.owners),
        "outcome": module.outcome,
        "by": list(module.by),
        "touched": [
            {"path": t.path, "how": t.how, "source": t.source, "covered": t.path not in bare}
            for t in module.touches
        ],
        "lacks": [
            {"code": lack.code, "record": lack.record, "message": lack.message}
            for lack in module.lacks
        ],
        "commits": [each.commit.id for each in judged.commits_of(module)],
    }


def _sheet(sheet: Sheet) -> Document:
    """Return the record's own document; of one that cannot be read only what it is called."""
    if sheet.record:
        return document(sheet.record)
    return {"id": sheet.name.id, "path": sheet.name.path}


def _said(sheet: Sheet, site: Site | None, commit: str) -> Document:
    record = sheet.record
    sentence = first_sentence(record.context or "", record.name.path) if record else ""
    url = site.file(commit, sheet.name.path) if site and commit else ""
    return {"record": _sheet(sheet), "sentence": sentence, "url": url}


def _followed(each: Followed, site: Site | None) -> Document:
    return {
        **_said(each.sheet, site, each.at),
        "named-by": [named.commit.id for named in each.commits],
        "named-beside": each.beside,
        "justifies": list(each.modules),
        "accepted-here": each.accepted_here,
        "in-force": [
            {"id": other.name.qualified, "title": other.title, "status": other.status}
            for other in each.in_force
        ],
        "understood": acks.document(each.understanding) if each.understanding else None,
    }


def _change(each: RecordChange, site: Site | None, fork: str, tip: str) -> Document:
    said = _said(each.sheet, site, tip if each.after else fork)
    before = {"before": each.before.name.qualified} if each.before and each.renamed else {}
    return {"change": each.how, **said, **before, "fields": [_field(f) for f in each.fields]}


def _field(field: FieldChange) -> Document:
    sides = {"before": field.before, "after": field.after}
    return {"key": field.key, **{key: side for key, side in sides.items() if side is not None}}


def _unnamed(each: Unnamed, site: Site | None, tip: str) -> Document:
    return {**_said(each.sheet, site, tip), "paths": list(each.paths)}


def _debt(each: Debt) -> Document:
    commit = each.commit.commit.id if each.commit else None
    return {"reason": each.reason, "commit": commit, "modules": list(each.modules)}


def _mends(mends: RangeMends) -> Document:
    return {
        "link": [each.id for each in mends.fitting],
        "accept": [each.id for each in mends.proposed],
        "modules": list(mends.modules),
        "commits": [each.commit.id for each in mends.lacking],
        "may-skip": bool(mends.modules) and mends.skippable,
    }
