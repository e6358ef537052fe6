"""A PostgreSQL server for the tests alone, which lasts as long as the block that asked for it.

It is made by the programs of the newest installed PostgreSQL, in a folder of its own, with the
settings it ships with: writes are as durable as the product demands. The server refuses to run as
root, so root starts it as the system's `postgres` account. It dies with the process that started
it, even when that is killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

INSTALLED = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
OWNER = "institution"
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that must be free in memory before a server is put there, where syncing costs nothing."""
START_ATTEMPTS = 5
START_SECONDS = 30
KEEP_ROWS = """
DO $$
DECLARE
    name text;
    names text := '';
    each text := '';
BEGIN
    CREATE SCHEMA kept;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
        names := names || format(', public.%I', name);
        each := each || format(
            'IF ARRAY(SELECT t::text FROM public.%1$I t)'
            ' <> ARRAY(SELECT t::text FROM kept.%1$I t) THEN'
            ' DELETE FROM public.%1$I; INSERT INTO public.%1$I TABLE kept.%1$I; END IF;', name);
    END LOOP;
    each := 'LOCK TABLE ' || substr(names, 3) || ' IN EXCLUSIVE MODE; ' || each;
    EXECUTE format(
        'CREATE PROCEDURE kept.put_back() LANGUAGE plpgsql AS %L', 'BEGIN ' || each || ' END');
END $$
"""
PUT_BACK = "CALL kept.put_back()"
"""It names each table, so that the server plans only once; and it waits for who still writes."""


@contextmanager
def cluster() -> Iterator[str]:
    """Run a server and yield how the URL of each of its databases begins.

    The name of a database, put after it, makes the URL for SQLAlchemy and psycopg 3.
    """
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=_place()))
    try:
        if os.getuid() == 0:
            shutil.chown(home, ACCOUNT, ACCOUNT)
        options = ["--username", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            _as_owner("initdb", "--pgdata", str(home / "data"), "--no-sync", *options),
            check=True,
            capture_output=True,
            cwd=home,
        )
        process, port = _start(home)
        try:
            yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def template(server: str, prepare: Callable[[str], None]) -> str:
    """Let `prepare` fill a new database, given its URL, and return its name for `database`.

    Nobody can connect to it afterwards: a database in use cannot be copied.
    """
    name = _create(server, "template1")
    prepare(server + name)
    with _maintenance(server) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    return name


@contextmanager
def database(server: str, of_template: str = "template1") -> Iterator[str]:
    """Yield the URL of a new copy of a template, and drop the copy at the end."""
    name = _create(server, of_template)
    try:
        yield server + name
    finally:
        with _maintenance(server) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def renewal(url: str) -> Iterator[Callable[[], None]]:
    """Keep every row of a database in mind, and give what puts just these back, in their order.

    Much cheaper than another copy. Tables that were changed themselves stay as they are.
    """
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        # Neither the triggers that refuse changes nor foreign keys are asked.
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"SET lock_timeout = '{1000 * START_SECONDS:.0f}ms'")
        connection.execute(KEEP_ROWS)
        yield lambda: connection.execute(PUT_BACK)


def _create(server: str, of_template: str) -> str:
    name = f"test_{uuid4().hex}"
    with _maintenance(server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {of_template}")
    return name


def _maintenance(server: str) -> psycopg.Connection[tuple[object, ...]]:
    url = server.replace("+psycopg", "", 1) + "postgres"
    return psycopg.connect(url, autocommit=True)


def _place() -> str | None:
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    return str(MEMORY) if roomy else None


def _as_owner(program: str, *arguments: str) -> list[str]:
    """Return the command that runs a program of PostgreSQL until this process ends, at most."""
    found = sorted(INSTALLED.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise FileNotFoundError("PostgreSQL is missing: sudo apt-get install -y postgresql")
    account = [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]
    drop = account if os.getuid() == 0 else []
    return ["setpriv", *drop, "--pdeathsig=QUIT", str(found[-1] / program), *arguments]


def _start(home: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server that answers, and its port; another program may snatch the first one."""
    for _ in range(START_ATTEMPTS):
        port = _free_port()
        listening = ["-c", "listen_addresses=127.0.0.1", "-p", str(port), "-k", str(home)]
        command = _as_owner("postgres", "-D", str(home / "data"), *listening)
        with (home / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=home)
        if _answers(process, home, port):
            return process, port
    raise RuntimeError((home / "log").read_text())


def _answers(process: subprocess.Popen[bytes], home: Path, port: int) -> bool:
    """Wait for the server; False when it ended or was ended. Its own socket cannot be another's."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(host=str(home), port=port, user=OWNER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return True
    process.kill()
    process.wait()
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
