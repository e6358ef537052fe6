"""Thirty kills of the server while eight clients save: nothing lost, nothing doubled.

A client that is left without an answer sends the same again until it has one, as the page does. At
the end every id that was answered is there once, with one row in the trail, and the database is
whole.
"""

import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from random import Random
from uuid import uuid4

from benchmarks.running import Saver, copied, signed_in
from benchmarks.table import Line
from benchmarks.world import Measured
from tests.served import LOST, Client, Server

KILLS, SAVES, CLIENTS = 30, 3_000, 8
TRAIL = "SELECT record_id FROM record_history WHERE record_table = 'shift_logs'"
PATIENCE = 0.25
"""Seconds after which somebody who got no answer tries again."""


@dataclass
class Crowd:
    """Clients that save until together they have saved enough, whatever happens to the server."""

    savers: list[Saver]
    saves: int
    answered: list[str] = field(default_factory=list)
    again: int = 0
    """How often something was sent again, because no answer came."""
    held: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> list[threading.Thread]:
        """Let all begin."""
        threads = [threading.Thread(target=self._save, args=(one,)) for one in self.savers]
        for thread in threads:
            thread.start()
        return threads

    def _save(self, saver: Saver) -> None:
        while len(self.answered) < self.saves:
            one = str(uuid4())
            while not self._answered(saver, one):
                with self.held:
                    self.again += 1
                time.sleep(PATIENCE)
            with self.held:
                self.answered.append(one)

    def _answered(self, saver: Saver, one: str) -> bool:
        """Send a log; tell whether the server said that it has it."""
        path = saver.paths[hash(one) % len(saver.paths)]
        with suppress(*LOST):
            return saver.client.ask("POST", path, {**saver.forms[path], "id": [one]})[0] == 303
        return False


def killed(measured: Measured, kills: int = KILLS, saves: int = SAVES) -> list[Line]:
    """Kill the server again and again while clients save, and look at what is there."""
    chance, began = Random(4), time.perf_counter()
    before = _kept(measured)
    with copied(measured) as copy, Server(copy.settings) as server:
        savers = [
            Saver.of(signed_in(Client(server.port), measured.staff), measured)
            for _ in range(CLIENTS)
        ]
        crowd = Crowd(savers, saves)
        threads = crowd.run()
        for number in range(1, kills + 1):
            while len(crowd.answered) < saves * number / (kills + 1):
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.05))
            server.kill()
            server.start()
        for thread in threads:
            thread.join()
        server.kill()
        told = f"{kills} kills, {len(crowd.answered)} saves, {crowd.again} sent again, "
        return _found(copy, crowd, before, told + f"{time.perf_counter() - began:.0f} s")


def _kept(measured: Measured) -> set[str]:
    """Return the ids of the logs that were there before."""
    file = measured.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as database:
        return {row[0] for row in database.execute("SELECT id FROM shift_logs")}


def _found(copy: Measured, crowd: Crowd, before: set[str], told: str) -> list[Line]:
    """Return what became of everything that was answered."""
    file = copy.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as kept:
        ids = [row[0] for row in kept.execute("SELECT id FROM shift_logs")]
        trail = Counter(row[0] for row in kept.execute(TRAIL))
        faults = [row for row in kept.execute("PRAGMA integrity_check") if row != ("ok",)]
        faults += kept.execute("PRAGMA foreign_key_check").fetchall()
    stored = Counter(one for one in ids if one not in before)
    sent = {one.replace("-", "") for one in crowd.answered}
    doubled = sum(n - 1 for n in stored.values()) + sum(trail[one] > 1 for one in sent)
    return [
        Line("kills: answered and lost", len(sent - stored.keys()), 0, "", told),
        Line("kills: kept twice, or twice in the trail", doubled, 0, "", ""),
        Line("kills: kept and never answered", len(stored.keys() - sent), 0, "", ""),
        Line("kills: kept and not in the trail", len(stored.keys() - trail.keys()), 0, "", ""),
        Line("kills: in the trail and not kept", len(trail.keys() - stored.keys()), 0, "", ""),
        Line(
            "kills: faults of the database",
            len(faults),
            0,
            "",
            "integrity_check, foreign_key_check",
        ),
    ]
