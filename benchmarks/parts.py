"""What is measured, and the budget of each."""

import re
import sqlite3
import threading
import time
from contextlib import closing
from functools import cache
from statistics import median, quantiles

from benchmarks.desk import desk_lines
from benchmarks.engine import average, days, tasks, watched
from benchmarks.goals import planned
from benchmarks.kills import killed
from benchmarks.rounds import in_turn, seconds
from benchmarks.running import (
    FOLDER,
    Saver,
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
from benchmarks.world import Measured, Size, made
from institution.stats.change.verdict import verdicts
from tests.served import Client, Server

SMALL = Size(children=100, days=100)
LARGE = Size(children=10_000, days=100, ratings=3)
SMALL_ALIKE = Size(children=100, days=100, ratings=3)
FIVE_YEARS = Size(children=30, days=5 * 365)
SWEPT = Size(children=1_000, days=180)


@cache
def database(size: Size) -> Measured:
    """Return a database; made once, kept in a folder for temporary files."""
    return made(size, FOLDER)


def save() -> list[Line]:
    """Save one log over HTTP against one raw insert."""
    measured = database(SMALL)
    with yardstick() as bare, program(measured) as client:
        saver = Saver.of(signed_in(client, measured.staff), measured)
        body = saver.forms[saver.paths[0]]
        found = in_turn(
            {"bare": lambda: bare.ask("POST", "/", body), "save": saver.next}, rounds=30
        )
    told = f"{found['save'] * 1e3:.2f} ms to {found['bare'] * 1e3:.2f} ms"
    return [Line("save one log, to a raw insert", found["save"] / found["bare"], 4, "x", told)]


def together() -> list[Line]:
    """Save from eight clients at once: none lost, none doubled, none far slower than the rest."""
    measured, times = database(SMALL), []
    with copied(measured) as copy, Server(copy.settings) as server:
        savers = [
            Saver.of(signed_in(Client(server.port), measured.staff), measured) for _ in range(8)
        ]
        threads = [threading.Thread(target=_save_many, args=(s, times, 40)) for s in savers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with closing(sqlite3.connect(copy.settings.database_url[10:])) as kept:
            rows = kept.execute("SELECT id FROM shift_logs WHERE day = ?", [evening()]).fetchall()
    sent = {one.replace("-", "") for saver in savers for one in saver.saved}
    lost = len(sent - {row[0] for row in rows}) + (8 * 40 - len(times))
    return [
        Line("8 clients: errors, lost or doubled", lost, 0, "", f"{len(times)} saves"),
        Line("8 clients: 95th percentile to median", p95(times) / median(times), 5, "x",
             f"median {median(times) * 1e3:.1f} ms, p95 {p95(times) * 1e3:.1f} ms"),
    ]  # fmt: skip


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(times, n=20)[-1]


def _save_many(saver: Saver, times: list[float], number: int) -> None:
    for _ in range(number):
        times.append(seconds(saver.next))


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


def growth() -> list[Line]:
    """Open the same pages in a small and in a large database."""
    small, large = database(SMALL_ALIKE), database(LARGE)
    with program(small) as few, program(large) as many:
        steps = {}
        for name, client, measured in (("small", few, small), ("large", many, large)):
            signed_in(client, measured.caseworker)
            steps[f"child {name}"] = _pages(client, measured)
            steps[f"inbox {name}"] = lambda client=client: fetched(client, "/inbox")
        found = in_turn(steps, rounds=12, each=3)
    lines = []
    for page in ("child", "inbox"):
        ratio = found[f"{page} large"] / found[f"{page} small"]
        told = f"{found[f'{page} large'] * 1e3:.1f} ms to {found[f'{page} small'] * 1e3:.1f} ms"
        lines.append(Line(f"{page} page, 10,000 to 100 children", ratio, 1.5, "x", told))
    return [*lines, *queries()]


def _pages(client: Client, measured: Measured):
    """Return a step that opens another child's page each time."""
    turn = iter(range(1_000_000))
    return lambda: fetched(client, f"/children/{measured.children[next(turn) % 30]}")


def queries() -> list[Line]:
    """Count the queries of each page in both databases."""
    counted = {size: _counted(database(size)) for size in (SMALL_ALIKE, LARGE)}
    return [
        Line(f"{page} page: more queries in the larger", counted[LARGE][page] - number, 0, "",
             f"{number} queries")
        for page, number in counted[SMALL_ALIKE].items()
    ]  # fmt: skip


def _counted(measured: Measured) -> dict[str, int]:
    from sqlalchemy import event

    from institution.app import create_app

    app, statements = create_app(measured.settings), []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    browser, found = app.test_client(), {}
    page = browser.get("/sign-in").text
    token = re.search(r'csrf_token"\s+value="([^"]+)', page).group(1)
    from benchmarks.world import PASSWORD

    form = {"csrf_token": token, "user_name": measured.caseworker, "password": PASSWORD}
    browser.post("/sign-in", data=form)
    for name, path in (("child", f"/children/{measured.children[0]}"), ("inbox", "/inbox")):
        browser.get(path)
        statements.clear()
        browser.get(path)
        found[name] = len(statements)
    engine.dispose()
    return found


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


def timeline() -> list[Line]:
    """Open and search a long timeline."""
    return timeline_lines(database(SMALL))


def desk() -> list[Line]:
    """Open the desk of a coordinator of foster families."""
    return desk_lines()


def on_tablet() -> list[Line]:
    """Measure a tablet on a thin line."""
    return tablet(database(SMALL))


def kills() -> list[Line]:
    """Kill the server while eight clients save."""
    return killed(database(SMALL))


PARTS = {
    "report": report,
    "engine": engine,
    "save": save,
    "together": together,
    "child": child,
    "goal": goal,
    "timeline": timeline,
    "desk": desk,
    "weight": weight,
    "growth": growth,
    "sweep": sweep,
    "tablet": on_tablet,
    "kills": kills,
}
