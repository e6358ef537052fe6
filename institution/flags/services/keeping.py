"""Keep what the engine has learned from one day to the next, where many days are looked at."""

from collections.abc import Sequence

from institution.flags.services.days import Days
from institution.flags.services.residence import Residence
from institution.flags.services.watching import Path, Rows, Watching, begin


class Keeper:
    """Goes on with what it has when the children, their goals and the period are the same."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[tuple[Residence, ...], Watching] = {}

    def __call__(self, days: Days, rows: Rows, paths: Sequence[Path]) -> Watching:
        """Return the engine as of the last of some days."""
        first, last = days.period
        found = self._kept.get(days.children)
        if (
            found is None
            or (found.first, found.paths) != (first, tuple(paths))
            or found.until >= last
        ):
            self._kept = {
                children: one for children, one in self._kept.items() if one.first == first
            }
            found = self._kept[days.children] = begin(days.children, first, paths)
        found.go_on(rows, last)
        return found
