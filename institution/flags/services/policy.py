"""Which findings become flags: few enough to be read, and no change told twice.

Pure rules on findings and on the flags that are there; the numbers stand in the content.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from institution.content.flags import flags as content
from institution.flags.services.findings import Finding


@dataclass(frozen=True)
class Known:
    """A flag that was raised earlier for the same child, as far as the policy looks at it."""

    kind: str
    about: str
    signature: str
    dimensions: frozenset[str]
    closed_on: date | None
    """Null while it is open."""


def allowed(findings: Iterable[Finding], known: Collection[Known]) -> list[Finding]:
    """Return the findings that become flags of one child, in the order given.

    The same flag pauses after it was closed; a trend that an open or pausing flag tells already is
    not told again; and no more trend flags are open than a reader can take in.
    """
    chosen: list[Finding] = []
    standing = list(known)
    for finding in findings:
        if _told(finding, standing) or (_is_trend(finding.kind) and _full(standing)):
            continue
        chosen.append(finding)
        standing.append(_as_known(finding))
    return chosen


def _told(finding: Finding, known: Sequence[Known]) -> bool:
    """Tell whether an open or pausing flag says the same.

    What a person asked for knows no pause: it is told again as soon as the last one was answered.
    What an incident causes is told once, however often the incident is told.
    """
    if any(one.signature == finding.signature for one in known):
        return True
    if finding.matter_id is not None:
        return any((one.kind, one.about) == (finding.kind, finding.about) for one in known)
    if finding.log_id is not None or finding.asked_of:
        return _waits(finding, known)
    counting = [one for one in known if _open_or_pausing(one, finding.day)]
    same = [one for one in counting if (one.kind, one.about) == (finding.kind, finding.about)]
    if same and not _elsewhere(finding, same):
        return True
    if not _is_trend(finding.kind):
        return False
    told = [one.dimensions for one in counting if _is_trend(one.kind)]
    return bool(told) and finding.dimensions <= frozenset().union(*told)


def _waits(finding: Finding, known: Sequence[Known]) -> bool:
    """Tell whether what a person asked for was asked before, and nobody has answered yet."""
    whom = f"{finding.asked_of}:" if finding.asked_of else ""
    same = [one for one in known if one.kind == finding.kind and one.about.startswith(whom)]
    return any(one.closed_on is None for one in same)


def _elsewhere(finding: Finding, same: Sequence[Known]) -> bool:
    """Tell whether a trend is about dimensions of which no flag of its kind says anything.

    One that goes on in a part of them, or reaches a little further, is the same change.
    """
    told = frozenset[str]().union(*(one.dimensions for one in same))
    apart = bool(finding.dimensions and told) and finding.dimensions.isdisjoint(told)
    return apart and _is_trend(finding.kind)


def _as_known(finding: Finding) -> Known:
    return Known(finding.kind, finding.about, finding.signature, finding.dimensions, None)


def _open_or_pausing(one: Known, day: date) -> bool:
    """Tell whether a flag is open, or was closed a short while ago."""
    pause = content().limits.refractory_days_same_flag
    return one.closed_on is None or (day - one.closed_on).days < pause


def _full(known: Sequence[Known]) -> bool:
    """Tell whether as many trend flags are open as there may be."""
    still_open = sum(one.closed_on is None and _is_trend(one.kind) for one in known)
    return still_open >= content().limits.per_child_open_trend_flags


def _is_trend(kind: str) -> bool:
    return content().kind(kind).is_trend
