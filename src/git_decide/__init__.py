"""Decision records in git: the record, the rule, the link, the why."""

__version__ = "0.1.0"
