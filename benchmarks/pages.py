"""Pages are opened: how long it takes, and what they weigh."""

from statistics import median

from benchmarks.databases import FIVE_YEARS, SMALL, database
from benchmarks.desk import desk_lines
from benchmarks.goals import planned
from benchmarks.rounds import seconds
from benchmarks.running import (
    copied,
    evening,
    fetched,
    program,
    signed_in,
    yardstick,
)
from benchmarks.table import Line
from benchmarks.tablet import tablet
from benchmarks.timeline import timeline_lines
from benchmarks.weighing import Load
from tests.served import Client, Server


def child() -> list[Line]:
    """Open the page of a child with five years of logs, and open it again unchanged."""
    measured = database(FIVE_YEARS)
    with yardstick() as bare, program(measured) as client:
        signed_in(client, measured.caseworker)
        pages = [f"/children/{one}" for one in measured.children]
        # The first page pays for what the process reads once.
        fetched(client, pages[0])
        cold, base, again = [], [], []
        for page in pages[1:]:
            base += [seconds(lambda: bare.ask("GET", "/")) for _ in range(5)]
            cold.append(seconds(lambda page=page: fetched(client, page)))
            _, _, headers = fetched(client, page)
            known = {"If-None-Match": headers["ETag"] or ""}
            for _ in range(5):
                again.append(
                    seconds(lambda page=page, known=known: _unchanged(client, page, known))
                )
    ratio, told = median(cold) / median(base), f"{median(cold) * 1e3:.1f} ms"
    return [
        Line("child page, 5 years, cold", ratio, 15, "x", told),
        Line("child page, unchanged (304)", median(again) / median(base), 1.5, "x",
             f"{median(again) * 1e3:.2f} ms to {median(base) * 1e3:.2f} ms"),
    ]  # fmt: skip


def _unchanged(client: Client, page: str, known: dict[str, str]) -> None:
    status, _, _ = fetched(client, page, **known)
    if status != 304:
        raise RuntimeError(f"{status}, not 304")


def goal() -> list[Line]:
    """Open the page of a goal of a child with five years of logs, followed for a year and for all.

    Each page is opened once by a process that has opened another before.
    """
    long = FIVE_YEARS.days - 30
    return [
        _goal(365, "a year"),
        _goal(long, "5 years"),
        _goal(long, "5 years, all of it", "?period=all"),
    ]


def _goal(since: int, name: str, shown: str = "") -> Line:
    """Open the page of a goal that has been followed for so many days."""
    with copied(database(FIVE_YEARS)) as measured:
        pages = [page + shown for page in planned(measured, since)]
        with yardstick() as bare, Server(measured.settings) as server:
            client = signed_in(Client(server.port), measured.caseworker)
            fetched(client, pages[0])
            took, base = [], []
            for page in pages[1:]:
                base += [seconds(lambda: bare.ask("GET", "/")) for _ in range(5)]
                took.append(seconds(lambda page=page: fetched(client, page)))
    ratio, told = median(took) / median(base), f"{median(took) * 1e3:.1f} ms"
    return Line(f"goal page, 5 years of logs, goal of {name}", ratio, 15, "x", told)


def weight() -> list[Line]:
    """Weigh the first load: the pages and every file they ask for, packed."""
    measured = database(SMALL)
    with program(measured) as client:
        signed_in(client, measured.staff)
        first = measured.children[0]
        shift = f"/units/{measured.unit_id}/shifts/{evening()}/evening"
        form = f"/children/{first}/logs/{evening()}/evening/new"
        log = Load(client).of(shift, form)
        client.cookies.clear()
        signed_in(client, measured.caseworker)
        page = Load(client).of(f"/children/{first}")
    return [
        Line("shift page and log form, KB", log / 1000, 60, ""),
        Line("child page, KB", page / 1000, 90, ""),
    ]


def timeline() -> list[Line]:
    """Open and search a long timeline."""
    return timeline_lines(database(SMALL))


def desk() -> list[Line]:
    """Open the desk of a coordinator of foster families."""
    return desk_lines()


def on_tablet() -> list[Line]:
    """Measure a tablet on a thin line."""
    return tablet(database(SMALL))
