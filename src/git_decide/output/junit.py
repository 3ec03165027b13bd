"""Says findings as a JUnit report, which Jenkins, GitLab and others show as tests.

Held against ``junit-10.xsd`` of the Jenkins plugin xUnit, the strictest of the
schemas that are about. A finding is a test; one that does not make the check fail is
a test that passes, so that the report and the exit code agree.
"""

from __future__ import annotations

from xml.etree import ElementTree

from git_decide.output.terminal import safe
from git_decide.output.text import finding_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from git_decide.findings import Finding

_SUITE = "git decide check"
# Package and class, as those who read these reports take it apart at the last full stop.
_CLASS = "git-decide.check"
_NOT_IN_XML = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})


def junit(findings: Sequence[Finding], strict: bool = False) -> str:
    """Return the report, in ASCII; with `strict` a warning is a failure as well.

    Where nothing is wrong, it holds one test that passes: Jenkins and GitLab take an
    empty report for a broken one.
    """
    failed = [each for each in findings if strict or each.severity == "error"]
    counts = {
        "name": _SUITE,
        "tests": str(len(findings) or 1),
        "failures": str(len(failed)),
        "errors": "0",
    }
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", counts)
    suite.extend(_cases(findings, strict))
    if not findings:
        suite.append(_case("nothing to mend"))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    made = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{made}'


def _cases(findings: Sequence[Finding], strict: bool) -> Iterator[Element]:
    seen: dict[str, int] = {}
    for finding in findings:
        # No line number: a test keeps its name while other lines move. A name counts once.
        name = ": ".join(filter(None, (finding.path, finding.code)))
        seen[name] = seen.get(name, 0) + 1
        case = _case(name if seen[name] == 1 else f"{name} ({seen[name]})")
        text = _text(finding_lines(finding), lines=True)
        if strict or finding.severity == "error":
            about = {"type": finding.code, "message": _text(finding.message)}
            ElementTree.SubElement(case, "failure", about).text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
        yield case


def _case(name: str) -> Element:
    return ElementTree.Element("testcase", {"classname": _CLASS, "name": _text(name)})


def _text(text: str, lines: bool = False) -> str:
    """Return text without what XML cannot hold; `lines` that is safe already keeps its breaks."""
    return (text if lines else safe(text)).translate(_NOT_IN_XML)
