"""Flags: kinds, severities, limits, answers and close reasons."""

from functools import cache

from institution.content.flags.answers import Answer
from institution.content.flags.catalogue import Flags, Limits, Severity, read
from institution.content.flags.checks import check
from institution.content.flags.kinds import Escalation, FlagKind, Period
from institution.content.node import load

__all__ = [
    "Answer",
    "Escalation",
    "FlagKind",
    "Flags",
    "Limits",
    "Period",
    "Severity",
    "flags",
]


@cache
def flags() -> Flags:
    """Return all that is known about flags, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    return check(read(load("flags.yaml", "flags")))
