"""What is counted and written apart from pages: flags, reports, kills."""

import time
from statistics import median

from benchmarks.databases import SMALL, SWEPT, database
from benchmarks.engine import average, days, tasks, watched
from benchmarks.kills import killed
from benchmarks.rounds import in_turn
from benchmarks.running import (
    copied,
)
from benchmarks.table import Line
from institution.stats.change.verdict import verdicts


def sweep() -> list[Line]:
    """Look at all children once."""
    from institution.access.actor import NIGHTLY
    from institution.app import create_app
    from institution.flags import services
    from institution.web.commands import work_as

    with copied(database(SWEPT)) as copy:
        app = create_app(copy.settings)
        began = time.process_time()
        with app.app_context(), work_as(NIGHTLY) as work:
            swept = services.sweep(work, work.today)
        took = time.process_time() - began
        app.extensions["database"].close()
    told = f"{swept.children} children, {swept.raised} raised"
    return [Line("sweep, 1,000 children x 180 days, s", took, 5, "", told)]


def engine() -> list[Line]:
    """Look at days with the flag engine, against a plain moving average of the same arrays."""
    one = in_turn(tasks(children=1), rounds=3, each=1)
    told = days(1000)
    many = {"engine": _cpu(lambda: list(verdicts(watched(1000, told)))),
            "average": _cpu(lambda: average(1000, told))}  # fmt: skip
    update = one["update"] * 1e3
    return [
        Line("engine, 1 child x 180 days x 8, to the average", one["engine"] / one["average"],
             400, "x", f"{one['engine'] * 1e3:.0f} ms to {one['average'] * 1e3:.2f} ms"),
        Line("engine, one more day of that child, ms", update, 5, "", "with what explains it"),
        Line("engine, 1,000 children x 180 days, s", many["engine"], 5, "",
             f"{many['engine'] / many['average']:.0f}x the average"),
    ]  # fmt: skip


def _cpu(step) -> float:
    """Return the seconds of processor time of a long step."""
    began = time.process_time()
    step()
    return time.process_time() - began


def report() -> list[Line]:
    """Draw a status report of ten pages with nine pictures, against one of a single line."""
    from io import BytesIO

    from pypdf import PdfReader

    from benchmarks.papers import document, first_in_a_new_process
    from institution.reports import pdf

    pages = len(PdfReader(BytesIO(pdf.report(document()))).pages)
    wholes = [document(seed) for seed in range(1, 8)]
    bares = [document(seed, pictures=0, paragraphs=0) for seed in range(1, 8)]
    warm = median(_cpu(lambda one=one: pdf.report(one)) for one in wholes)
    line = median(_cpu(lambda one=one: pdf.report(one)) for one in bares)
    return [
        Line(
            "report, first of a new process, s", first_in_a_new_process(), 2, "", f"{pages} pages"
        ),
        Line("report, the next one, s", warm, 0.5, "", f"{warm / line:.0f}x a single line"),
    ]


def kills() -> list[Line]:
    """Kill the server while eight clients save."""
    return killed(database(SMALL))
