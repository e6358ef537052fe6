"""Make an installation ready, and serve it."""

import gc
import socket
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from sqlalchemy.engine import make_url
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from institution.config import Settings
from institution.db import schema
from institution.db.engine import open_engine
from institution.db.sealing import create_key_file

COLLECT_AFTER = 20_000
"""Objects, not 700: a page makes thousands, and nearly all are gone with it by themselves."""


def prepare(settings: Settings) -> None:
    """Make the key file where there is none, and bring the schema up; twice changes nothing.

    Raises:
        WeakDatabaseError: the database is not durable.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    create_key_file(settings.key_file)
    engine = open_engine(settings.database_url)
    schema.upgrade(engine)
    engine.dispose()


class PortTakenError(Exception):
    """Nothing can listen there."""


def check_free(host: str, port: int) -> None:
    """Refuse an address on which something listens already.

    Raises:
        PortTakenError: says what to do.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise PortTakenError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port"
        ) from error


class Answer(WSGITask):  # type: ignore[misc]  # waitress tells no types
    """An answer; one without a body ends where its head ends, and the line stays open after it.

    Waitress hangs up after every answer that does not say how long it is, also after those that
    cannot have a body (RFC 9112, 6.3), and a page that has not changed would cost a new line, which
    over a satellite takes longer than the page.
    """

    def set_close_on_finish(self) -> None:
        """Hang up after this answer, where its end could not be told else, or it is wished."""
        wished = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or wished or self.version != "1.1":
            super().set_close_on_finish()


class Line(HTTPChannel):  # type: ignore[misc]
    """A line to a browser."""

    task_class = Answer


def serve(app: Flask, host: str, port: int, threads: int) -> None:
    """Serve until stopped. Slow bodies are buffered, so that a thin line holds up nobody else."""
    # What stands by now stays: the collector need not walk through it in the middle of a page.
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    listening(app, host, port, threads).run()


def listening(app: Flask, host: str, port: int, threads: int) -> Any:
    """Return a server of waitress that listens; `run` serves, `close` ends it."""
    sockets: dict[int, Any] = {}
    server = waitress.create_server(
        app,
        map=sockets,
        **_behind(app.config["TRUSTED_PROXY"]),
        host=host,
        port=port,
        threads=threads,
        connection_limit=1000,
        channel_timeout=30,
        asyncore_use_poll=True,
        ident=None,
    )
    for one in sockets.values():
        one.channel_class = Line
    return server


def _behind(proxy: str | None) -> dict[str, Any]:
    """Return what waitress believes of the proxy in front; nothing where there is none."""
    if proxy is None:
        return {"clear_untrusted_proxy_headers": True}
    told = {"x-forwarded-for", "x-forwarded-proto"}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": told,
        "clear_untrusted_proxy_headers": True,
    }
