"""Reads what configures a check, as far as it can be read, with what is wrong in it."""

from __future__ import annotations

from git_decide import store
from git_decide.codes import finding
from git_decide.errors import ConfigurationBroken, named
from git_decide.policy import config
from git_decide.queries.rules import FILE
from git_decide.records.model import BUILT_IN
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules


@value
class Configuration:
    """The rules as far as they can be read; `broken` are the findings that tell why they cannot.

    `ignored` are the codes that are not told, `errors` those of warnings that count as errors.
    """

    content: bytes
    rules: Rules
    ignored: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    broken: tuple[Finding, ...] = ()

    def weighed(self, found: Finding) -> Finding:
        """Return a finding with the weight that `[check] errors` gives it."""
        return replace(found, severity="error") if found.code in self.errors else found


def configuration(repo: Repository, where: str, told: bool) -> Configuration:
    """Return what decisions.toml says, and if `told` what is wrong with it, broken or not."""
    try:
        content = store.content_at(repo, where, FILE)
    except ConfigurationBroken as error:
        unread = finding("config-syntax", f"The file cannot be read: {error.message}.", FILE)
        return Configuration(b"", config.DEFAULTS, broken=(unread,))
    if content is None:
        return Configuration(b"", config.DEFAULTS)
    try:
        data = config.parse(content)
        rules = config.rules(data)
        ignored, errors = config.codes(data, "ignore"), config.codes(data, "errors")
    except ConfigurationBroken as error:
        unusable = finding("config-wrong-type", f"{error.message}.", FILE)
        found = _findings(content) or (unusable,)
        return Configuration(content, config.DEFAULTS, broken=found)
    return Configuration(content, rules, ignored, errors, _findings(content) if told else ())


def schema_finding(setup: Configuration, problem: str) -> Finding:
    """Return that the team's own schema cannot be used, and why."""
    return _at(setup.content, "schema", "config-schema-unusable", problem)


def template_findings(repo: Repository, setup: Configuration, where: str) -> Iterable[Finding]:
    """Yield that the template of new records is not there."""
    template = setup.rules.records.template
    if template in BUILT_IN:
        return
    try:
        there = store.content_at(repo, where, template) is not None
        message = f"there is no template {named(template)}"
    except ConfigurationBroken as error:
        there, message = False, error.message
    if not there:
        yield _at(setup.content, "template", "config-template-missing", message)


def _findings(content: bytes) -> tuple[Finding, ...]:
    from git_decide.policy.config_check import findings

    return findings(content, FILE)


def _at(content: bytes, key: str, code: str, message: str) -> Finding:
    from git_decide.policy.config_check import finding_at

    return finding_at(content, ("records", key), code, f"{message[:1].upper()}{message[1:]}.")
