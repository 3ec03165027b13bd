"""Judges a range: its net change under the rules of its base, and every commit by itself."""

from __future__ import annotations

from git_decide.git import notes, revisions
from git_decide.git.objects import listed_where_ahead
from git_decide.policy import links
from git_decide.policy.judge import judge
from git_decide.queries import linking
from git_decide.queries.modules import governing
from git_decide.queries.ranges.commits import BARE, Bench
from git_decide.queries.ranges.composing import composed
from git_decide.queries.ranges.lookup import Finder
from git_decide.queries.ranges.model import RangeJudgement
from git_decide.queries.ranges.net import differing, net, net_case, net_touches
from git_decide.queries.ranges.walking import begin, walk
from git_decide.queries.rules import FILE as RULES
from git_decide.queries.rules import judging_rules
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.policy.links import Message
    from git_decide.policy.model import Case, Revert, Touch, Verdict
    from git_decide.queries.ranges.model import JudgedCommit
    from git_decide.queries.ranges.net import Net
    from git_decide.queries.ranges.walking import Walk

_MARGIN = 3  # spaces; with more the line is code in Markdown


def judge_range(
    repo: Repository,
    wanted: Range,
    message: str = "",
    each_commit: bool = False,
    protected: bool = True,
) -> RangeJudgement:
    """Return the verdict on a range.

    `message` is the text that stands beside the commits, such as that of a pull request.
    `protected` tells that the range is to arrive where fixups may not. The number of git
    processes depends on the distinct sets of rules in the range, not on its length.
    Raises `GitFailed` where objects are missing.
    """
    refs = notes.verdict_refs(repo)
    begin(repo, wanted)
    entire = differing(repo, wanted)
    rules = judging_rules(repo, wanted.base or None)
    walked = walk(repo, wanted.tip, wanted.base, wanted.fork, rules, [*entire.raw], refs)
    if governing(entire.raw):
        listed_where_ahead(repo, wanted.tip)  # the flags of its end are looked at
    found = net(repo, wanted, rules, entire, walked)
    touched = {entry.path for each in walked.changes.values() for entry in each}
    finder = Finder(repo, sorted(touched | {entry.path for entry in found.change}))
    bench = Bench(repo, walked, finder, wanted.tip, wanted.forks, protected=protected)
    past = _past(repo, rules.since, wanted.base)
    whole = net_touches(repo, found)
    finder.reach(touch.path for touch in (*whole, *_touches(bench, walked, past)))
    bench.prepare(rules, found.words)
    commits = tuple(bench.judged(each, past=each.id in past) for each in walked.commits)
    written = beside(message) if message.strip() else None
    case = net_case(found, whole, commits, written, bench, finder)
    case, verdict = _decided(case, found, commits, bench)
    return RangeJudgement(
        range=wanted,
        rules=rules,
        each_commit=each_commit or rules.each_commit,
        written=written,
        change=found.change,
        case=case,
        verdict=composed(verdict, found, commits, bench),
        commits=commits,
        listed=finder.listed,
        differing=entire,
        judging=_judging(walked, wanted.base),
    )


def _judging(walked: Walk, base: str) -> tuple[str, ...]:
    """Return the blobs that hold the rules and the flags of the base.

    A submodule of such a name is in no object store, and states nothing.
    """
    rules = walked.trees.records.get(base, {}).get(RULES)
    files = [*walked.trees.attributes.get(base, {}).values(), *([rules] if rules else [])]
    return tuple(blob for mode, blob in files if mode != "160000")


def beside(text: str) -> Message:
    """Return what a text beside the commits says: that of a pull request, all lines of it.

    What stands in HTML comments was never shown to anybody, and is often of a template.
    """
    parts = text.replace("\r\n", "\n").split("<!--")
    shown = parts[0] + "".join(part.partition("-->")[2] for part in parts[1:])
    lines = map(_flush, shown.split("\n"))
    return links.read("\n".join(["Pull request", "", *lines]))


def _flush(line: str) -> str:
    """Return a link without the few spaces that mean nothing in Markdown, as a refusal has it."""
    bare = line.lstrip(" ")
    linking = bare.lower().startswith(links.DECISION.lower())
    return bare if linking and len(line) - len(bare) <= _MARGIN else line


def judged_commits(repo: Repository, wanted: Range) -> tuple[JudgedCommit, ...]:
    """Return every commit of a range, judged by itself, oldest first."""
    rules = judging_rules(repo, wanted.tip)
    walked = walk(repo, wanted.tip, wanted.base, wanted.fork, rules, (), notes.verdict_refs(repo))
    touched = {entry.path for each in walked.changes.values() for entry in each}
    finder = Finder(repo, sorted(touched))
    bench = Bench(repo, walked, finder, wanted.tip, wanted.forks, protected=True)
    past = _past(repo, rules.since, wanted.base)
    finder.reach(touch.path for touch in _touches(bench, walked, past))
    bench.prepare(rules, linking.words_at(repo, rules, wanted.tip))
    return tuple(bench.judged(each, past=each.id in past) for each in walked.commits)


def _past(repo: Repository, since: str, base: str) -> frozenset[str]:
    """Return the commits that are not behind `base` and that `[policy] since` makes history."""
    return revisions.behind(repo, since, base) if since else frozenset()


def _touches(bench: Bench, walked: Walk, past: frozenset[str]) -> Iterator[Touch]:
    for commit in walked.commits:
        if commit.id not in past:
            yield from bench.touches(commit)


def _decided(
    case: Case, found: Net, commits: Sequence[JudgedCommit], bench: Bench
) -> tuple[Case, Verdict]:
    verdict = judge(case)
    if any(module.outcome in BARE for module in verdict.modules):
        undone: list[Revert] = []
        for each in commits:
            undone += bench.older_reverts(each.commit, found.change, found.rules)
        if undone:
            case = replace(case, reverts=tuple(undone))
            verdict = judge(case)
    return case, verdict
