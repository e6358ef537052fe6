"""Checks that the parts of the daily log fit together."""

from collections.abc import Iterator
from datetime import time

from institution.content.daily_log.log import DailyLog
from institution.content.keyed import repeated
from institution.content.node import ContentError


def check(log: DailyLog) -> DailyLog:
    """Return the log when its parts fit together.

    Raises:
        ContentError: naming everything that does not.
    """
    if problems := [*_unknown_keys(log), *_twice(log), *_gaps(log)]:
        raise ContentError("daily_log.yaml: " + "; ".join(problems))
    return log


def _unknown_keys(log: DailyLog) -> Iterator[str]:
    """Name every key that is used and not defined."""
    dimensions = set(log.dimension_keys)
    chips = {chip.key for chip in log.chips}
    texts = {field.key for field in log.text_fields}
    areas = {area.key for area in log.plan_areas}
    used = [
        *((f"shift {s.key}", key, dimensions) for s in log.shifts for key in s.dimensions),
        *((f"shift {s.key}", key, chips) for s in log.shifts for key in s.chips),
        *((f"shift {s.key}", key, texts) for s in log.shifts for key in s.texts),
        *((f"dimension {d.key}", key, areas) for d in log.dimensions for key in d.plan_areas),
    ]
    for place, key, known in used:
        if key not in known:
            yield f"{place} names '{key}', which is not defined"


def _twice(log: DailyLog) -> Iterator[str]:
    """Name every key that is defined twice."""
    for things in (log.shifts, log.dimensions, log.chips, log.text_fields, log.plan_areas):
        yield from (f"'{key}' is defined twice" for key in repeated(things))


def _gaps(log: DailyLog) -> Iterator[str]:
    """Name every shift that does not begin when the one before ends."""
    ends: time = log.shifts[-1].ends
    for shift in log.shifts:
        if shift.starts != ends:
            yield f"shift {shift.key} does not begin when the one before it ends"
        ends = shift.ends
