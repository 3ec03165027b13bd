"""Fails where the measured branch coverage is below what the project promises."""

from __future__ import annotations

import json
import sys
from typing import Any

OVERALL = 95.0
POLICY = 100.0


def share(files: dict[str, Any]) -> tuple[float, float]:
    """Return the percentages of statements and of branches that ran."""
    sums = [each["summary"] for each in files.values()]

    def percent(part: str, whole: str) -> float:
        total = sum(each[whole] for each in sums)
        return 100.0 * sum(each[part] for each in sums) / total if total else 100.0

    return percent("covered_lines", "num_statements"), percent("covered_branches", "num_branches")


def main(report: str) -> int:
    """Print the shares with what is missing, and return the exit code."""
    with open(report, encoding="utf-8") as stream:
        files: dict[str, Any] = json.load(stream)["files"]
    policy = {path: each for path, each in files.items() if "/git_decide/policy/" in path}
    if not policy:
        print("coverage: nothing was measured in policy/", file=sys.stderr)
        return 1
    failed = False
    for name, chosen, floor in (("overall", files, OVERALL), ("policy/", policy, POLICY)):
        lines, branches = share(chosen)
        print(f"coverage {name}: {lines:.1f} % of lines, {branches:.1f} % of branches")
        if min(lines, branches) < floor:
            print(f"coverage {name}: {floor:.0f} % is promised", file=sys.stderr)
            tell(chosen)
            failed = True
    return int(failed)


def tell(files: dict[str, Any]) -> None:
    """Print what did not run, file by file."""
    for path, each in files.items():
        if each["missing_lines"] or each["missing_branches"]:
            branches = " ".join(f"{start}->{end}" for start, end in each["missing_branches"])
            lines = ",".join(str(line) for line in each["missing_lines"])
            print(f"  {path}: lines {lines or '-'}; branches {branches or '-'}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
