"""The canonical document leaves out what is not stated."""

from __future__ import annotations

from git_decide.records.document import document, people
from git_decide.records.model import Person
from git_decide.records.reader import read
from tests.unit.records.support import PROPOSED, named, record_of


def test_links_can_be_resolved() -> None:
    """Given what links mean, the document has ids; what is unknown stays as written."""
    record = record_of(PROPOSED.replace("---\n\n", "relates: [7, 8]\nsupersedes: [9]\n---\n\n", 1))
    made = document(record, {"7": "0007-a", "9": "billing/0009-b"})
    assert made["relates"] == ["0007-a", "8"]
    assert made["supersedes"] == ["billing/0009-b"]
    assert document(record)["relates"] == ["7", "8"]


def test_a_record_of_another_log_names_it() -> None:
    """The main log has no name."""
    record = read(PROPOSED.encode(), named("0003-vat.md", "billing")).record
    assert record
    assert document(record)["log"] == "billing"
    assert "log" not in document(record_of(PROPOSED))


def test_people_are_written_with_their_roles() -> None:
    """As in the front matter."""
    assert people((Person("Ida", "PM"), Person("Kim"))) == ["Ida (PM)", "Kim"]
