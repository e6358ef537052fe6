"""From entries to what a page draws: days, weeks, the usual band, and who is behind it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.content.daily_log import daily_log
from institution.logs.services.entries import Entries
from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.series import Ratings, day_levels
from institution.stats.standing import STANDING_DAYS, Standing, standing
from institution.stats.usual import Band, band
from institution.stats.weekly import WEEK, Weeks, weekly, weekly_adults
from institution.trends.services.window import REACH, Window

MOST_DAYS = 2 * 366
"""More would be a third of a dot wide each: weeks are easier to read."""


class Course(NamedTuple):
    """The days shown of one child; every array is oldest first, dimensions as in `keys`."""

    window: Window
    keys: Sequence[str]
    """The dimensions: of the content, or the only one that was read."""
    levels: Floats
    """Shape (days, dimensions): scale points; NaN where not seen."""
    open: Floats
    """The same, of days on which nobody was with the child for an hour."""
    low: Floats
    """Shape (weeks, dimensions): lower edge of the child's own usual band on the last day of each
    week; NaN where it is not known."""
    high: Floats
    """Upper edge of the band."""
    weeks: Weeks
    week_adults: Ints
    """Shape (weeks, dimensions): different adults behind each week."""
    standings: list[Standing]
    """Of each dimension, in the last two weeks."""
    adults: Ints
    """Shape (dimensions,): different adults behind the standing."""
    present: int = 0
    """Days in the window on which the child was here in at least one shift; 0 where one dimension
    alone was read."""

    @property
    def by_weeks(self) -> bool:
        """Tell whether a single dimension goes on for so long that its days are not shown."""
        return len(self.keys) == 1 and self.window.days > MOST_DAYS


def course(entries: Entries, window: Window, settling: Bools) -> Course:
    """Count what the entries of one child say.

    Args:
        entries: of one child, from `window.read_from` to `window.last`.
        window: the days shown.
        settling: shape (days shown,): days on which the child was new where it lives, so that
            nothing is known yet to be usual.
    """
    here = entries.logs.day[entries.logs.present]
    found = course_of(
        entries.ratings(window.read_from), daily_log().dimension_keys, window, settling
    )
    return found._replace(present=len(np.unique(here[here >= window.first])))


def course_of(ratings: Ratings, keys: Sequence[str], window: Window, settling: Bools) -> Course:
    """Count what the ratings of one child say.

    Args:
        ratings: from `window.read_from`, which has the number 0, to `window.last`.
        keys: of the dimensions, in the order of their numbers.
        window: the days shown.
        settling: as for `course`.
    """
    shape = (1, window.last - window.read_from + 1, len(keys))
    levels = day_levels(ratings, shape)[0]
    ends = np.append(np.arange(WEEK - 1, window.days - 1, WEEK), window.days - 1)
    usual = _settled(band(levels, at=REACH + ends), settling[ends])
    newest = np.arange(window.days)[-STANDING_DAYS:]
    recent = _settled(band(levels, at=REACH + newest), settling[newest])
    shown = ratings.rows(ratings.day >= REACH)
    shown = shown._replace(day=shown.day - REACH)
    return Course(
        window=window,
        keys=keys,
        levels=levels[REACH:],
        open=_open(shown, levels[REACH:]),
        low=usual.low,
        high=usual.high,
        weeks=weekly(levels[REACH:], window.first),
        week_adults=weekly_adults(shown, window.first, (1, window.days, shape[2]))[0],
        standings=standing(levels, recent),
        adults=_adults(ratings.rows(ratings.day >= shape[1] - STANDING_DAYS), shape[2]),
    )


def _settled(usual: Band, settling: Bools) -> Band:
    """Return a band without the days on which the child was new."""
    usual.low[settling] = np.nan
    usual.high[settling] = np.nan
    return usual


def _adults(recent: Ratings, dimensions: int) -> Ints:
    """Count the different adults behind each dimension."""
    counted = recent.counted()
    pairs = np.unique(counted.rater * dimensions + counted.dimension)
    return np.bincount(pairs % dimensions, minlength=dimensions)


def _open(shown: Ratings, levels: Floats) -> Floats:
    """Return the days on which nobody was there for an hour."""
    unused = shown._replace(used=~shown.used)
    return np.where(np.isnan(levels), day_levels(unused, (1, *levels.shape))[0], np.nan)
