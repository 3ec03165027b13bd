"""Leaves out the findings that an earlier check has told: an old log's, say."""

from __future__ import annotations

import json

from git_decide.errors import UserError, named
from git_decide.findings import identity
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from git_decide.findings import Finding

    Identity = tuple[str, str, str]

LARGEST = 64 << 20  # bytes; a hundred thousand findings need a third of it
_HINT = "Write it anew: git decide check --format json > FILE"


@value
class Baseline:
    """How often each finding was told before, by path, code and message."""

    counts: Mapping[Identity, int]

    def lists(self, found: Finding) -> bool:
        """Tell whether a finding was told before at all."""
        return identity(found) in self.counts


@value
class Compared:
    """The findings that the baseline does not list, how many it does, how many are mended since."""

    new: tuple[Finding, ...]
    known: int
    gone: int


def read(path: str) -> Baseline:
    """Return the baseline in a file, as ``check --format json`` printed it.

    Raises `UserError` where it cannot be read or is something else.
    """
    try:
        with open(path, "rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        message = f"the baseline {named(path)} cannot be read: {error.strerror}"
        raise UserError(message, _HINT) from None
    if len(content) > LARGEST:
        raise UserError(f"the baseline {named(path)} is larger than {LARGEST >> 20} MiB", _HINT)
    counts: dict[Identity, int] = {}
    for known_as in _identities(_loaded(content, path), path):
        counts[known_as] = counts.get(known_as, 0) + 1
    return Baseline(counts)


def _loaded(content: bytes, path: str) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        what = "no JSON" if content.strip() else "empty"
        raise UserError(f"the baseline {named(path)} is {what}", _HINT) from None


def _identities(document: object, path: str) -> Iterable[Identity]:
    findings = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(findings, list):
        raise UserError(f"the baseline {named(path)} lists no findings", _HINT)
    for each in findings:
        found = each if isinstance(each, dict) else {}
        where, code, message = found.get("path"), found.get("code"), found.get("message")
        if not (isinstance(where, str) and isinstance(code, str) and isinstance(message, str)):
            what = f"the baseline {named(path)} lists something that is no finding"
            raise UserError(what, _HINT)
        yield where, code, message


def compared(baseline: Baseline, found: Iterable[Finding]) -> Compared:
    """Return what of the findings is new; one that is there more often than before is, too."""
    left = dict(baseline.counts)
    new = []
    known = 0
    for each in found:
        known_as = identity(each)
        if left.get(known_as, 0):
            left[known_as] -= 1
            known += 1
        else:
            new.append(each)
    return Compared(tuple(new), known, sum(left.values()))
