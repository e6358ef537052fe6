"""What works: goals that were reached, good moments, and what adults wrote that it helps to do."""

from collections.abc import Sequence
from typing import TypeVar

from institution.reports.services.gathering import goals
from institution.reports.services.gathering.material import Material, of_logs
from institution.reports.services.gathering.telling import Section, Teller

T = TypeVar("T")
MOST_MOMENTS = 12
MOST_HINTS = 6
IF_THEN = "if_then"


def section(found: Material, teller: Teller) -> Section:
    """Return what works, spread over the period."""
    moments = [log for log in found.logs if log.good_moment]
    hints = [(log, line) for log in found.logs for line in log.handover if line.part == IF_THEN]
    told = [
        *goals.reached(found, teller),
        *(
            teller.say(
                "good_moment",
                of_logs([log]),
                of=log.id,
                day=teller.day(log.day),
                quote=log.good_moment,
            )
            for log in spread(moments, MOST_MOMENTS)
        ),
        *(
            teller.say(
                "helps", of_logs([log]), of=line.id, day=teller.day(log.day), quote=line.text
            )
            for log, line in spread(hints, MOST_HINTS)
        ),
    ]
    return Section(told or [teller.say("no_moment")])


def spread(things: Sequence[T], most: int) -> list[T]:
    """Return at most so many things, evenly from first to last.

    >>> spread([1, 2, 3, 4, 5], 3), spread([1, 2], 3)
    ([1, 3, 5], [1, 2])
    """
    if len(things) <= most:
        return list(things)
    step = (len(things) - 1) / (most - 1)
    return [things[round(number * step)] for number in range(most)]
