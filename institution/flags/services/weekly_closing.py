"""When the point about a child's weeks may close by itself: two weeks in a row are as usual."""

from datetime import date, timedelta

import numpy as np
from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.flags.models import Flag
from institution.flags.services.closing import RECOVERED, close
from institution.flags.services.findings import Finding
from institution.flags.services.raising import is_open
from institution.flags.services.recovery import STILL_AWAY
from institution.flags.services.residence import Residence
from institution.stats.arrays import Floats

WEEKS = 2
"""Weeks in a row that are near the usual; both are written, and after those of the point."""
USUAL_WEEKS = 13


def close_recovered(work: Work, kind: str, child: Residence, points: tuple[Floats, date]) -> int:
    """Close the open point about a child's weeks where they are as usual again; return how many.

    Args:
        work: of a job.
        kind: of the point.
        child: whom it is about, and where it lives.
        points: the weekly points, shape (weeks, items), NaN where not seen; and their last Monday.
    """
    levels, last = points
    waiting = work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_RAISE)
        .where(Flag.child_id == child.child_id, Flag.home_id == child.home_id)
        .where(Flag.kind == kind, is_open())
        .options(selectinload(Flag.answers))
    ).all()
    over = [one for one in waiting if one.since and recovered(levels, last, one.since, one.day)]
    return sum(close(work, one, RECOVERED) for one in over)


def still_holds(one: Finding, levels: Floats, last: date) -> bool:
    """Tell whether what the engine sees is not over already."""
    return one.since is None or not recovered(
        levels, last, one.since, last - timedelta(weeks=WEEKS)
    )


def recovered(levels: Floats, last: date, since: date, seen: date) -> bool:
    """Tell whether the newest weeks lie near those before a point.

    The border lies nearer to the usual than to the point, so that it does not come and go.

    Args:
        levels: shape (weeks, items), oldest first; NaN where not written or not seen.
        last: the Monday of the last row.
        since: from when the point holds.
        seen: the Monday of the newest week it rests on.
    """
    weeks = _means(levels)
    began, ended = (len(weeks) - 1 - (last - day).days // 7 for day in (since, seen))
    newest = weeks[max(ended + 1, len(weeks) - WEEKS) :]
    usual, low = weeks[max(began - USUAL_WEEKS, 0) : began], weeks[began : ended + 1]
    if len(newest) < WEEKS or np.isnan(newest).any():
        return False
    if np.isnan(usual).all() or np.isnan(low).all():
        return False
    level = float(np.nanmedian(usual))
    border = level + STILL_AWAY * (float(np.nanmean(low)) - level)
    return bool((newest >= border).all())


def _means(levels: Floats) -> Floats:
    """Return the mean of each week; NaN where nothing was seen."""
    seen = (~np.isnan(levels)).sum(axis=1)
    sums = np.nansum(levels, axis=1)
    return np.where(seen > 0, sums / np.maximum(seen, 1), np.nan)
