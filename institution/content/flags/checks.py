"""Checks that the parts of the flags fit together."""

from collections.abc import Iterator

from institution.content.flags.catalogue import Flags
from institution.content.keyed import repeated
from institution.content.node import ContentError


def check(flags: Flags) -> Flags:
    """Return the flags when their parts fit together.

    Raises:
        ContentError: naming everything that does not.
    """
    if problems := [*_unknown(flags), *_twice(flags)]:
        raise ContentError("flags.yaml: " + "; ".join(problems))
    return flags


def _unknown(flags: Flags) -> Iterator[str]:
    """Name every role, severity and kind that is used and not defined."""
    roles = {role.key for role in flags.roles}
    severities = {severity.key for severity in flags.severities}
    kinds = {kind.key for kind in flags.kinds}
    for kind in flags.kinds:
        told = {*kind.to, *kind.copy_to, *kind.to_if_child_chose}
        told |= {kind.escalate_to.role} if kind.escalate_to else set()
        unknown = {
            *(told - roles),
            *({kind.severity} - severities),
            *(set(kind.suppresses) - kinds),
        }
        yield from (f"{kind.key} names '{key}', which is not defined" for key in sorted(unknown))


def _twice(flags: Flags) -> Iterator[str]:
    """Name every key that is defined twice."""
    for things in (flags.kinds, flags.severities, flags.roles, flags.answers, flags.close_reasons):
        yield from (f"'{key}' is defined twice" for key in repeated(things))
