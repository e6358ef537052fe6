"""Logs are saved, one after the other and from eight clients at once."""

import sqlite3
import threading
from contextlib import closing
from statistics import median, quantiles

from benchmarks.databases import SMALL, database
from benchmarks.rounds import in_turn, seconds
from benchmarks.running import (
    Saver,
    copied,
    evening,
    program,
    signed_in,
    yardstick,
)
from benchmarks.table import Line
from tests.served import Client, Server


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
