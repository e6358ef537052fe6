"""The benchmark as plain text, line by line."""

from collections.abc import Iterator
from pathlib import Path

from institution.stats.evaluation.benchmark import Benchmark, Raised
from institution.stats.evaluation.happenings import CHANGES, NO_CHANGES
from institution.stats.evaluation.measures import LONGEST, Found
from institution.stats.evaluation.recorded import Recorded, read_all

WIDTH = 30
COLUMNS = ((1.0, None), (1.0, 2), (1.5, 2), (1.5, 1))
"""Size and number of items of the changes in real series; all items without a number."""
MOST_EVENTS = 5
"""Of a series with more events only those near a flag are listed."""


def invented(benchmark: Benchmark, rate: float) -> Iterator[str]:
    """Yield the table of invented homes."""
    limit = benchmark.limit(rate)
    yield f"Threshold {limit.threshold:.2f}, {'tuned' if limit.tuned else 'of the engine'}"
    yield f"False alarms per child-year: {limit.per_year:.2f}, wanted {rate:g}"
    yield from ("", heading("What happens"))
    for happening in CHANGES:
        yield row(happening.name, benchmark.late(happening, limit.threshold))
    yield from ("", f"{'What is no change':<{WIDTH}} flagged within 28 days")
    for happening in NO_CHANGES:
        share = benchmark.disturbed(happening, limit.threshold)
        yield f"{happening.name:<{WIDTH}} {share:23.2f}"


def real(benchmark: Benchmark, folder: Path, rate: float) -> Iterator[str]:
    """Yield what is raised on the series of a folder at the threshold of the engine.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not what it should be.
    """
    series, limit = read_all(folder), benchmark.limit(rate)
    yield f"Threshold {limit.threshold:.2f}, {'tuned' if limit.tuned else 'of the engine'}"
    for one in series:
        yield from ("", *_raised(one, benchmark.raised(one, limit.threshold)))


def injected(benchmark: Benchmark, folder: Path, rate: float) -> Iterator[str]:
    """Yield how late known changes are found in the series of a folder.

    The threshold is the one that gives so many flags a year on the same series without them.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not what it should be.
    """
    for one in read_all(folder):
        threshold = benchmark.limit_on(one, rate)
        yield f"{one.name}: threshold {threshold:.2f}, tuned to {rate:g} per person-year"
        yield heading("What is lowered")
        for size, some in COLUMNS:
            items = len(one.items) if some is None else some
            found = benchmark.late_again(one, size, items, threshold)
            yield row(f"{size:g} SD, {'all' if some is None else some} of {len(one.items)}", found)
        yield ""


def heading(first: str) -> str:
    """Return the names of the columns of `row`."""
    return f"{first:<{WIDTH}} children  known  <=7 d <=14 d <=28 d  median   mean"


def row(name: str, found: Found) -> str:
    """Return how late one change is found."""
    shares = " ".join(f"{share:6.2f}" for share in found.within)
    median = f"{found.median:7.0f}" if found.median < LONGEST else f"{f'>{LONGEST}':>7}"
    return f"{name:<{WIDTH}} {found.children:8} {found.known:6} {shares} {median} {found.mean:6.1f}"


def _raised(series: Recorded, found: Raised) -> Iterator[str]:
    near = [(event, days) for event, days in found.near if days is not None]
    yield f"{series.name}: {len(series.persons)} persons, {found.years:.1f} person-years"
    yield f"  flags per person-year: {found.per_year:.2f}"
    if not found.near:
        return
    share = len(near) / len(found.near)
    yield (
        f"  events with a flag from 7 days before to 14 after: {len(near)} of {len(found.near)}"
        f" ({share:.2f}; by chance {found.by_chance:.2f})"
    )
    for event, days in found.near:
        if days is not None or len(found.near) <= MOST_EVENTS:
            told = "no flag near" if days is None else f"flag {days:+d} days"
            yield f"  {series.persons[event.person]} day {event.day} {event.what}: {told}"
