"""Gathers what the pull requests of a CI job say: text that counts beside the commits."""

from __future__ import annotations

import re

from git_decide.forges.model import Pull, Trouble
from git_decide.policy import links
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.forges.model import Forge, Job
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

# How forges name the pull request in the message of a merge.
_NUMBERS = re.compile(r"\(#(\d{1,9})\)\Z|\AMerge pull request #(\d{1,9}) ")
_MOST = 50  # requests to the forge about single commits or pull requests
_LACKING = ("refused", "warned")


@value
class Said:
    """The text that counts beside the commits, and what could not be had of it, in words."""

    text: str = ""
    notices: tuple[str, ...] = ()


@value
class Origin:
    """A commit that lacks a decision, and the pull request that it came from.

    `text` is all that the request says, with the messages of its commits; `links` are
    the records that it names, as written.
    """

    commit: JudgedCommit
    number: int
    text: str
    links: tuple[str, ...]


def pull_now(job: Job, forge: Forge | None) -> Pull | Trouble | None:
    """Return the job's pull request as it is now, None where nobody can be asked."""
    asked = forge if job.event == "pull" and job.number else None
    return asked.pull(job.number) if asked else None


def going_now(job: Job, found: Pull | Trouble | None) -> Job:
    """Return the job with the branch that its pull request goes to now.

    A job that is started again is told which one it was the first time.
    """
    if not isinstance(found, Pull) or found.branch in ("", job.branch):
        return job
    return replace(job, branch=found.branch, base="")


def said_now(job: Job, found: Pull | Trouble | None) -> Said:
    """Return the text of the job's pull request as it was `found`, else as it was told."""
    if found is None:
        told = "not all of the pull request's text is known, and there is no token to ask for it"
        return Said(job.text, (f"{told}: a link in it may not count",) if job.cut else ())
    if isinstance(found, Trouble):
        old = "what is known of it may be old" if job.text and not job.cut else "it does not count"
        return Said(job.text, (f"the text of #{job.number} cannot be read ({found}): {old}",))
    return Said(found.text)


def said_in_queue(job: Job, forge: Forge | None, judged: RangeJudgement) -> Said:
    """Return the texts of all pull requests of a merge queue's group."""
    if forge is None:
        told = "the texts of the pull requests do not count: there is no token to ask for them"
        return Said("", (told,))
    numbers = dict.fromkeys((job.number,) if job.number else ())
    for each in reversed(judged.commits):
        match = _NUMBERS.search(each.commit.subject)
        numbers |= {int(match[1] or match[2]): None} if match else {}
    texts, notices = [], []
    for number in list(numbers)[:_MOST]:
        found = forge.pull(number)
        if isinstance(found, Pull):
            texts.append(found.text)
            continue
        notices.append(f"the text of #{number} cannot be read ({found}): it does not count")
        if found.passing or found.limited:  # nor would any other be answered
            break
    return Said("\n".join(texts), tuple(notices))


def origins(
    job: Job, forge: Forge, judged: RangeJudgement
) -> tuple[tuple[Origin, ...], tuple[str, ...]]:
    """Return where the pushed commits that lack a decision came from, and what went wrong.

    Only a pull request that was merged into the pushed branch counts, with its own text and
    the messages of its commits, which a squash may have dropped.
    """
    found: list[Origin] = []
    notices: list[str] = []
    texts: dict[int, tuple[str, ...]] = {}
    for each in lacking(judged)[:_MOST]:
        asked = forge.pulls_of(each.commit.id)
        if isinstance(asked, Trouble):
            if asked.status == 404:  # Gitea's way of saying that there is none
                continue
            notices.append(f"the forge does not say where commits came from ({asked})")
            break
        for pull in asked:
            if pull.merged_as and pull.branch in ("", job.branch):
                if pull.number not in texts:
                    said = forge.messages(pull.number)
                    if isinstance(said, Trouble):
                        notices.append(f"the messages of #{pull.number} cannot be read ({said})")
                        said = ()
                    texts[pull.number] = (pull.text, *said)
                found.append(_origin(each, pull.number, texts[pull.number]))
                break
    return tuple(found), tuple(notices)


def lacking(judged: RangeJudgement) -> tuple[JudgedCommit, ...]:
    """Return the commits, newest first, whose pull request may say what they do not.

    Those that came into the branch one by one; all of them where the range as a whole lacks
    a decision, since what a merge brought may lack it, too.
    """
    commits = {each.commit.id: each for each in judged.commits}
    whole = any(module.outcome in _LACKING for module in judged.verdict.modules)
    line, at = set(), judged.range.tip
    while at in commits:
        line.add(at)
        at = next(iter(commits[at].commit.parents), "")
    return tuple(
        each
        for each in reversed(judged.commits)
        if (whole or each.commit.id in line) and not each.past and _lacks(each)
    )


def _lacks(commit: JudgedCommit) -> bool:
    return any(module.outcome in _LACKING for module in commit.verdict.modules)


def _origin(commit: JudgedCommit, number: int, texts: Sequence[str]) -> Origin:
    found = (link.value for text in texts for link in links.read(text).links)
    return Origin(commit, number, "\n\n".join(texts), tuple(dict.fromkeys(found)))
