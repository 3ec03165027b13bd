"""Says fragile modules, in plain text and as JSON objects."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.queries.flags import FlaggedModule


def document(module: FlaggedModule) -> dict[str, object]:
    """Return the JSON object of a module, as ``schemas/fragile.schema.json`` has it."""
    policy = module.policy
    return {
        "name": module.name,
        "why": policy.why,
        "owners": list(policy.owners),
        "enforce": policy.enforce,
        "require": policy.require,
        "skip": policy.skip,
        "decided-by": list(policy.decided_by),
        "max-age": policy.max_age,
        "decisions": list(policy.decisions),
        "flags": [
            {"file": flag.file, "line": flag.line, "pattern": flag.pattern} for flag in module.flags
        ],
        "files": list(module.files),
    }


def text(module: FlaggedModule, files: bool = False, paint: Paint = PLAIN) -> str:
    """Return what is known of a module; with `files`, every file that is flagged."""
    return "\n".join(_lines(module, files, paint))


def _lines(module: FlaggedModule, files: bool, paint: Paint) -> Iterator[str]:
    flagged = count(len(module.files), "file")
    yield f"{paint('bold', safe(module.name))}  {flagged}"
    why = safe(module.policy.why) if module.policy.why else paint("yellow", "no reason given yet")
    yield f"  why     {why}"
    if module.policy.owners:
        yield f"  owners  {safe(', '.join(module.policy.owners))}"
    if demands := _demands(module):
        yield f"  needs   {demands}"
    for flag in module.flags:
        yield f"  flag    {safe(flag.pattern)}  ({safe(flag.file)}:{flag.line})"
    if not module.flags:
        yield f"  flag    {paint('yellow', 'none: nothing is protected')}"
    if files:
        yield from (f"    {safe(path)}" for path in module.files)


def _demands(module: FlaggedModule) -> str:
    policy = module.policy
    found = []
    if policy.enforce == "warn":
        found.append("nothing yet: it only warns")
    if policy.require == "proposed":
        found.append("a proposal is enough")
    if policy.decided_by:
        found.append(f"decided by {' and '.join(policy.decided_by)}")
    if policy.max_age is not None:
        found.append(f"at most {count(policy.max_age, 'day')} old")
    if policy.skip == "forbidden":
        found.append("no skips")
    return ", ".join(found)
