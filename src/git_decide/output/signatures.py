"""Says what git's letter for a signature means."""

from __future__ import annotations

# As ``git log --format=%G?`` has them; "N" and "" are none.
SIGNATURES = {
    "G": "good signature",
    "U": "good signature, of unknown trust",
    "X": "good signature, which has expired",
    "Y": "good signature, by a key that has expired",
    "R": "good signature, by a key that was revoked",
    "E": "signature that cannot be checked here",
    "B": "BAD signature",
}
