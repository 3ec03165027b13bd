"""Lets ``python -m git_decide`` stand for ``git-decide``."""

from git_decide.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
