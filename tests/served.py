"""The program as a process of its own, and a client that speaks to it over a socket."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from institution import serving
from institution.app import create_app
from institution.config import Settings, from_environment
from tests.clock import Clock
from tests.page_forms import forms_of

ROOT = Path(__file__).parents[1]
START_SECONDS = 90
LOST = (OSError, http.client.HTTPException)


def free_port() -> int:
    """Return a port below those that are given to clients.

    Who calls a server that was killed may else be given its very port to call from.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def serve_at(port: str, now: str) -> None:
    """Serve as the command does, at a moment that stays; in a process of its own."""
    app = create_app(from_environment(), Clock(datetime.fromisoformat(now)))
    serving.serve(app, "127.0.0.1", int(port), threads=4)


class Server:
    """`institution serve` on a database of its own; with `now`, its clock stands still."""

    def __init__(self, settings: Settings, workers: int = 8, now: datetime | None = None) -> None:
        self.environment = {
            **os.environ,
            "INSTITUTION_DATABASE_URL": settings.database_url,
            "INSTITUTION_KEY_FILE": str(settings.key_file),
            "PYTHONPATH": str(ROOT),
        }
        self.port = free_port()
        command = "from institution.cli import main; main()"
        options = ["serve", "--port", str(self.port), "--workers", str(workers)]
        if now is not None:
            command = "import sys; from tests.served import serve_at; serve_at(*sys.argv[1:])"
            options = [str(self.port), now.isoformat()]
        self.command = [sys.executable, "-c", command, *options]
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            self.command, env=self.environment, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would, as far as a process can tell."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class Client:
    """A browser without a screen: keeps cookies, follows nothing, says when the line is lost."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.line: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, form: dict | None = None, headers: dict | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Return status, headers and body."""
        body = urlencode(form, doseq=True) if form is not None else None
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        answer = None
        try:
            self.line.request(method, path, body, sent)
            answer = self.line.getresponse()
            content = answer.read()
        except LOST:
            if answer is not None:
                answer.close()
            self.hang_up()
            raise
        self._keep_cookies(answer.headers)
        return answer.status, answer.headers, content

    def hang_up(self) -> None:
        """Close the line; the next question opens another."""
        if self.line is not None:
            self.line.close()
        self.line = None

    def _keep_cookies(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value

    def form(self, path: str):
        """Return the form on a page that is sent to the page itself."""
        status, _, body = self.ask("GET", path)
        assert status == 200, status
        return next(form for form in forms_of(body.decode(), path) if form.action == path)

    def sign_in(self, name: str, password: str) -> "Client":
        """Sign in as a person does."""
        form = self.form("/sign-in").filled(user_name=name, password=password)
        assert self.ask("POST", "/sign-in", form)[0] == 303
        return self
