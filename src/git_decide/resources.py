"""Finds the files that travel with the package: hook scripts, schemas, completions."""

from __future__ import annotations

import os


def resource(kind: str, name: str) -> str:
    """Return the path of the packaged file `name` of `kind` ("hooks", "schemas", "completions").

    In a wheel they lie inside the package; in a checkout at its top level.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(package, "_data", kind, name)
    if os.path.exists(packaged):
        return packaged
    return os.path.join(os.path.dirname(os.path.dirname(package)), kind, name)
