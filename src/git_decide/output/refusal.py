"""What a hook says: why a commit is refused, what would let it pass, what passed with a warning."""

from __future__ import annotations

from git_decide.output import shell
from git_decide.output.refused_module import FILES, module_lines, module_names
from git_decide.output.terminal import safe
from git_decide.output.text import finding_lines
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.findings import Finding
    from git_decide.policy.model import Candidate, ModuleVerdict
    from git_decide.queries.asking import Whom
    from git_decide.queries.judgement import Judgement

_UNDECIDED = ("refused", "warned")


@value
class Named:
    """A record as the commands name it: its whole id, its file as the user sees it."""

    id: str
    path: str
    status: str = ""
    title: str = ""


@value
class Mends:
    """The parts of the commands that make a refused commit again.

    `commit` is the command without its trailer and `paths`. `fitting` records
    justify something as they are, `proposed` ones once accepted; `lost` ones
    once their file in the work tree is in the commit. `new` writes a record,
    which will be `following`; `afterwards` goes on with a sequence. `may_amend`
    where the commit may have been an amendment. `kept` is where the message
    lies, "" before there is one. `asked` tells whom to ask about each module.
    """

    commit: str
    paths: tuple[str, ...]
    fitting: tuple[Named, ...]
    proposed: tuple[Named, ...]
    lost: tuple[Named, ...]
    new: str
    following: Named
    afterwards: str
    may_amend: bool
    kept: str
    skippable: bool
    asked: tuple[tuple[str, Whom], ...] = ()

    def naming(self, records: Sequence[Named], with_files: bool) -> str:
        """Return the command that commits again and names `records`, if wanted with their files."""
        more = [record.path for record in records] if with_files else []
        return self._again([f"Decision: {record.id}" for record in records], more)

    def skipping(self, reason: str) -> str:
        """Return the command that commits again and says why there is no decision."""
        return self._again([f"Decision-Skip: {reason}"], [])

    def _again(self, trailers: Sequence[str], more: Sequence[str]) -> str:
        parts = [self.commit]
        parts += [f"--trailer {shell.word(trailer)}" for trailer in trailers]
        if self.paths:
            paths = dict.fromkeys((*self.paths, *more))
            parts.append(shell.line(["--", *map(shell.pathspec, paths)]))
        if self.afterwards:
            parts.append(f"&& {self.afterwards}")
        return " ".join(parts)


def refusal(judgement: Judgement, mends: Mends) -> tuple[str, ...]:
    """Return the lines of a refusal: what, why, and what to type."""
    refused = [m for m in judgement.verdict.modules if m.outcome == "refused"]
    lines = [f"git-decide: refused: {_what(judgement, refused)}", ""]
    for module in refused:
        lines += module_lines(judgement, module, asked=dict(mends.asked).get(module.module))
    lines += _mend_lines(mends)
    if mends.kept:
        lines.append(f"Nothing is lost: your message is in {safe(mends.kept)}.")
    return tuple(lines)


def hopeless(
    judgement: Judgement, modules: Sequence[ModuleVerdict], mends: Mends
) -> tuple[str, ...]:
    """Return the lines of a refusal that comes before there is a message."""
    names = module_names(modules)
    lines = [
        f"git-decide: refused: this commit changes {names}, no accepted decision covers that yet,",
        "            and it cannot be skipped. No message could let it pass.",
        "",
    ]
    for module in modules:
        lines += module_lines(judgement, module, asked=dict(mends.asked).get(module.module))
    return (*lines, *_mend_lines(mends))


def _what(judgement: Judgement, refused: Sequence[ModuleVerdict]) -> str:
    names = module_names(refused)
    if judgement.verdict.broken_links:
        return f"this commit changes {names} and links to a record that cannot be found."
    if judgement.case.links:
        return f"this commit changes {names}, and the decision it names does not justify that."
    if judgement.message.empty_skip:
        return f"this commit changes {names}, and its Decision-Skip gives no reason."
    return f"this commit changes {names} without naming a decision."


def _mend_lines(mends: Mends) -> list[str]:
    lines = [*_to_add(mends), *_existing(mends), *_to_accept(mends), *_from_nothing(mends)]
    if mends.skippable:
        lines += ["Or, if it cannot wait, say so (a debt, listed until a decision is linked):"]
        lines += [f"  {mends.skipping('REASON')}", ""]
    if mends.may_amend:
        lines.append("If it was to replace the last commit, add --amend to these.")
    return lines


def _to_add(mends: Mends) -> list[str]:
    if not mends.lost:
        return []
    what = "The record is" if len(mends.lost) == 1 else "The records are"
    files = [shell.pathspec(record.path) for record in mends.lost]
    return [
        f"{what} in the work tree like this, but not in the commit. Add the file, commit again:",
        f"  {shell.line(['git', 'add', '--', *files])}",
        f"  {mends.naming(mends.lost, with_files=True)}",
        "",
    ]


def _existing(mends: Mends) -> list[str]:
    if not mends.fitting:
        return []
    lines = ["If it follows a decision that is in the log, name it:"]
    for record in mends.fitting:
        lines += [f"  {mends.naming([record], with_files=False)}", f"      # {_said(record)}"]
    return [*lines, ""]


def _to_accept(mends: Mends) -> list[str]:
    if not mends.proposed:
        return []
    lines = ["If a proposal is decided by now, accept it and name it:"]
    for record in mends.proposed:
        lines += [f"  {_accept(record)}", f"  {mends.naming([record], with_files=True)}"]
        lines += [f"      # {_said(record)}"]
    return [*lines, ""]


def _from_nothing(mends: Mends) -> list[str]:
    return [
        "If it is not written down yet, write it (opens your editor), accept it, name it:",
        f"  {mends.new}",
        f"  {_accept(mends.following)}",
        f"  {mends.naming([mends.following], with_files=True)}",
        "",
    ]


def _accept(record: Named) -> str:
    return shell.line(["git", "decide", "accept", record.id])


def _said(record: Named | Candidate) -> str:
    return safe(f"{record.title} ({record.status})" if record.title else record.status)


def warnings(judgement: Judgement) -> tuple[str, ...]:
    """Return a line for each thing that passed and should be known."""
    lines = [
        f"git-decide: warning: {safe(n.message)} [{n.code}]" for n in judgement.verdict.notices
    ]
    for module in judgement.verdict.modules:
        name = safe(module.module)
        if module.outcome == "skipped":
            reason = safe(module.by[0])
            lines.append(
                f"git-decide: {name}: skipped ({reason}): a debt until a decision is linked."
            )
        elif module.outcome == "debt":
            lines.append(f"git-decide: {name}: a revert without a decision to inherit: a debt.")
        elif module.outcome == "warned":
            files = ", ".join(safe(path) for path in module.uncovered[:FILES])
            lines.append(f"git-decide: warning: {name}: no decision covers {files}.")
    return tuple(lines)


def announcement(judgement: Judgement, modules: Sequence[ModuleVerdict]) -> str:
    """Return one line that tells what the message will need."""
    skip = all(judgement.case.rules.module(m.module).skip == "allowed" for m in modules)
    alternative = " or 'Decision-Skip: REASON'" if skip else ""
    return (
        f"git-decide: this changes {module_names(modules)}: "
        f"the message must carry 'Decision: ID'{alternative}."
    )


def offer(judgement: Judgement, records: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the lines that a commit template shows, without their comment marks."""
    modules = [m for m in judgement.verdict.modules if m.outcome in _UNDECIDED]
    lines = [
        f"git-decide: this changes {module_names(modules)}; name the decision that it follows."
    ]
    for module in modules:
        why = judgement.case.rules.module(module.module).why
        if why:
            lines.append(f"{safe(module.module)}: {safe(why)}")
    found = list(records)[:5]
    lines.append("Take the comment mark off one line:" if found else "Decision: ID")
    for record in found:
        lines += [f"  {_said(record)}", f"Decision: {safe(record.id)}"]
    return tuple(lines)


def findings(found: Sequence[Finding], merged: bool = False) -> tuple[str, ...]:
    """Return the findings about what is staged, whether they refuse or only warn.

    `merged` is for a merge, which goes through whatever is found.
    """
    refused = any(finding.severity == "error" for finding in found)
    head = "refused: what is staged does not check" if refused else "what is staged has warnings"
    if merged:
        head = "merged, and what came together does not check"
    return (f"git-decide: {head}:", *(finding_lines(finding) for finding in found))
