"""Says findings as a SARIF 2.1.0 log, which code scanning of GitHub and others reads.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What GitHub
takes of it: at most 25,000 results of a run, each with a place in a file.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from urllib.parse import quote

from git_decide import __version__
from git_decide.codes import CODES
from git_decide.findings import identity
from git_decide.output.terminal import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.codes import Code
    from git_decide.findings import Finding

MOST = 25_000
_ROOT = "%SRCROOT%"
# Where a finding stands that has no file, such as one about a commit: readers want a place,
# and this is the file that asks for what is missing.
_NOWHERE = "decisions.toml"


def sarif(findings: Sequence[Finding]) -> str:
    """Return the log, in ASCII; of more than `MOST` findings the warnings are left out first."""
    chosen = sorted(findings, key=lambda each: each.severity != "error")[:MOST]
    run = {
        "tool": {"driver": _driver()},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(chosen)),
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2)


def _driver() -> dict[str, object]:
    # All rules, not only those that were broken: what is mended by now is still explained.
    return {
        "name": "git-decide",
        "version": __version__,
        "rules": [_rule(code, known) for code, known in CODES.items()],
    }


def _rule(code: str, known: Code) -> dict[str, object]:
    words = code.split("-")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in words),
        "shortDescription": {"text": f"{' '.join(words).capitalize()}."},
        "fullDescription": {"text": known.reason},
        "help": {
            "text": f"{known.reason}\n{known.mend}",
            "markdown": f"{known.reason}\n\n**What to do:** {known.mend}\n\n"
            f"```sh\ngit decide check --explain {code}\n```",
        },
        "defaultConfiguration": {"level": known.severity},
        "properties": {
            "tags": ["decisions"],
            "precision": "very-high",
            "problem.severity": known.severity,
        },
    }


def _results(findings: Sequence[Finding]) -> Iterator[dict[str, object]]:
    places = {code: index for index, code in enumerate(CODES)}
    seen: dict[tuple[str, ...], int] = {}
    for finding in findings:
        known = identity(finding)
        seen[known] = seen.get(known, 0) + 1
        yield {
            "ruleId": finding.code,
            "ruleIndex": places[finding.code],
            "level": finding.severity,
            "message": {"text": _message(finding)},
            "locations": [{"physicalLocation": _place(finding)}],
            "partialFingerprints": _fingerprints(finding, f"{_hash(known)}:{seen[known]}"),
        }


def _message(finding: Finding) -> str:
    return "\n".join(_plain(text) for text in (finding.message, finding.mend) if text)


def _plain(text: str) -> str:
    """Return `text` without what SARIF gives a meaning: ``[text](1)``, a link, and ``{0}``."""
    return safe(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _place(finding: Finding) -> dict[str, object]:
    path = quote(os.fsencode(finding.path or _NOWHERE), safe="/")
    place: dict[str, object] = {"artifactLocation": {"uri": path, "uriBaseId": _ROOT}}
    if finding.path and finding.line:
        place["region"] = {"startLine": finding.line} | (
            {"startColumn": finding.column} if finding.column else {}
        )
    return place


def _fingerprints(finding: Finding, stable: str) -> dict[str, str]:
    """Return what tells a finding apart from others, and stays while lines move.

    GitHub looks at `primaryLocationLineHash` alone. Its upload computes that from the
    line, and warns of another value, but leaves out findings without a line.
    """
    own = {"gitDecideFinding/v1": stable}
    return own if finding.path and finding.line else {"primaryLocationLineHash": stable, **own}


def _hash(parts: Sequence[str]) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:16]
