"""Does what `check` cannot do without, and nothing else: YAML, Markdown, the schema.

    python3 benchmarks/libraries.py FOLDER DOCUMENTS SCHEMA

Every record of FOLDER is loaded by libyaml and parsed into Markdown blocks, and
every document of DOCUMENTS (what ``git decide list --json`` prints) is held against
SCHEMA.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt


def main(folder: str, documents: str, schema: str) -> None:
    """Run the three libraries over a log."""
    markdown = MarkdownIt("commonmark")
    markdown.core.ruler.enableOnly(["normalize", "block"])
    for path in sorted(Path(folder).iterdir()):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        yaml.load(front, Loader=yaml.CSafeLoader)
        markdown.parse(body)
    validator = Draft202012Validator(
        json.loads(Path(schema).read_text(encoding="utf-8")),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    for document in json.loads(Path(documents).read_text(encoding="utf-8"))["records"]:
        list(validator.iter_errors(document))


if __name__ == "__main__":
    main(*sys.argv[1:])
