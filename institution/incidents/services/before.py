"""What happens before, and what helped: counts of what was written, and no prediction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from institution.incidents.services.lines import Line

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True)
class Before:
    """Counts over some hard events of one child."""

    total: int
    by_hour: tuple[int, ...]
    """0 to 23, by the clock of the reader."""
    by_weekday: tuple[int, ...]
    """Monday first."""
    by_place: tuple[tuple[str, int], ...]
    """Key of the place and how often, the most first; without those where none was written."""
    before: tuple[tuple[str, int], ...]
    """Key of what was there before, and in how many; one event may count for several."""
    helped: tuple[tuple[str, int], ...]
    """Key of what helped, and in how many."""


def before(found: Sequence[Line], zone: ZoneInfo) -> Before:
    """Count hard events; what belongs to the child's story is left out."""
    hard = [one for one in found if one.is_hard]
    at = [one.started_at.astimezone(zone) for one in hard]
    hours = Counter(moment.hour for moment in at)
    weekdays = Counter(moment.weekday() for moment in at)
    return Before(
        total=len(hard),
        by_hour=tuple(hours[hour] for hour in range(HOURS)),
        by_weekday=tuple(weekdays[day] for day in range(WEEKDAYS)),
        by_place=_counted(one.codes["place"] for one in hard if "place" in one.codes),
        before=_counted(key for one in hard for key in one.codes.get("before_kinds", ())),
        helped=_counted(key for one in hard for key in one.codes.get("helped_kinds", ())),
    )


def _counted(keys: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return each key and how often, the most first; equal ones by key."""
    return tuple(sorted(Counter(keys).items(), key=lambda pair: (-pair[1], pair[0])))
