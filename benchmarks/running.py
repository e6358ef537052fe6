"""The program and the yardstick, each as a process of its own, side by side."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.world import PASSWORD, Measured
from tests.served import ROOT, Client, Server, free_port

FOLDER = Path(tempfile.gettempdir()) / "institution-benchmarks"
EVENING_BEGINS = 15


@contextmanager
def yardstick() -> Iterator[Client]:
    """Run the bare route and yield a client of it."""
    with tempfile.TemporaryDirectory(prefix="bare-", dir=_folder()) as folder:
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.bare", str(port), f"{folder}/bare.sqlite"]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            _wait(port)
            yield Client(port)
        finally:
            process.kill()
            process.wait()


@contextmanager
def program(measured: Measured) -> Iterator[Client]:
    """Run the program on a copy of a database and yield a client of it."""
    with copied(measured) as copy, Server(copy.settings) as server:
        yield Client(server.port)


@contextmanager
def copied(measured: Measured) -> Iterator[Measured]:
    """Yield the same database under another name, so that the first stays as it was made."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=_folder()) as folder:
        file = Path(folder) / "database.sqlite"
        made = measured.settings.database_url.removeprefix("sqlite:///")
        shutil.copyfile(made, file)
        # Else the disk would still be busy with the copy while something is measured.
        os.sync()
        settings = replace(measured.settings, database_url=f"sqlite:///{file}")
        yield replace(measured, settings=settings)


def _folder() -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER


def _wait(port: int) -> None:
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the yardstick did not start")


def signed_in(client: Client, name: str) -> Client:
    """Sign in a client."""
    return client.sign_in(name, PASSWORD)


def fetched(client: Client, path: str, **headers: str) -> tuple[int, bytes, object]:
    """Read a page; anything but 200 and 304 is an error."""
    status, found, body = client.ask("GET", path, headers=headers)
    if status not in {200, 304}:
        raise RuntimeError(f"{status} {path}")
    return status, body, found


@dataclass
class Saver:
    """Fills in the log of one child after the other, each as often as wanted."""

    client: Client
    paths: list[str]
    saved: list[str]
    forms: dict[str, dict]

    @classmethod
    def of(cls, client: Client, measured: Measured) -> "Saver":
        """Read the form of each child of the unit once, as the browser does."""
        day = evening()
        paths = [f"/children/{c}/logs/{day}/evening/new" for c in measured.children[:10]]
        return cls(client, paths, [], {path: ordinary(client.form(path)) for path in paths})

    def next(self) -> None:
        """Save one log and see that it was."""
        one, path = str(uuid4()), self.paths[len(self.saved) % len(self.paths)]
        # Its message is read on the next page, which is not part of saving.
        before = dict(self.client.cookies)
        status, _, _ = self.client.ask("POST", path, {**self.forms[path], "id": [one]})
        self.client.cookies = before
        if status != 303:
            raise RuntimeError(f"{status} {path}")
        self.saved.append(one)


def evening() -> str:
    """Return the day of the last evening that has begun, where the children live."""
    here = datetime.now(UTC).astimezone(ZoneInfo("America/Nuuk"))
    return str((here - timedelta(days=here.hour < EVENING_BEGINS)).date())


def ordinary(form) -> dict:
    """Return an ordinary evening: each needed question answered, a good moment, no more."""
    levels = {n: "4" for n, o in form.offers.items() if n.startswith("level_") and "4" in o}
    rest = {
        n: o[0]
        for n, o in form.offers.items()
        if n not in levels and not n.startswith(("child_", "words"))
    }
    words = {n: "Vi spillede kort, og du grinede højt." for n in form.texts if "moment" in n}
    return form.filled(**{**rest, **levels, **words})
