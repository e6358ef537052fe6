"""What those who took part wrote: each before reading the others', and one answer for leaders."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from institution.access.policy import Role
from institution.access.work import Work
from institution.cases.models import Bound, BoundKind
from institution.incidents.models import Addition

OWN_PART = "staff_account"
FOR_LEADERS = "need"
"""What somebody needs for themselves."""
LEADERS = frozenset({Role.HOME_MANAGER, Role.TEAM_LEAD})


class Beside(NamedTuple):
    """An addition with those of its texts that the reader may see."""

    addition: Addition
    texts: Mapping[str, str]


def readable(
    work: Work, additions: Sequence[Addition], bounds: Sequence[Bound]
) -> Iterator[Beside]:
    """Give the additions that the actor may read by now, in the order given."""
    me = work.actor.id
    took_part = any(b.kind is BoundKind.TOOK_PART and b.person_id == me for b in bounds)
    opened = any(
        one.kind == "registered" or (one.kind == OWN_PART and one.author_id == me)
        for one in additions
    )
    for one in additions:
        if one.kind != OWN_PART or one.author_id == me:
            yield Beside(one, one.texts)
        elif opened or not took_part:
            yield Beside(one, _without_need(work, one.texts))


def _without_need(work: Work, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts without what only leaders read."""
    leads = bool(work.actor.roles & LEADERS)
    return {key: text for key, text in texts.items() if leads or key != FOR_LEADERS}
