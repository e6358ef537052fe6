"""A line of ours between a browser and the server, that fails where we say."""

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto


class Fault(Enum):
    """Where an exchange breaks off."""

    NONE = auto()
    BEFORE = auto()
    """Nothing reaches the server."""
    IN_BODY = auto()
    """Half of what is sent reaches the server."""
    AFTER = auto()
    """The server does it all, and its answer is lost."""
    IN_ANSWER = auto()
    """Half of the answer comes back."""


class Line:
    """A proxy on a port of its own; each connection carries one exchange."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.down = False
        self.plan: Callable[[str, str], Fault] = lambda _method, _path: Fault.NONE
        self.lost: Callable[[], None] = lambda: None
        """Called when an answer was lost, before the browser learns of it."""
        self.bytes_up: list[tuple[str, int]] = []
        self.bytes_down: list[tuple[str, int, int]] = []
        """Of each answer that came whole: the head and the body."""
        self.delay = 0.0
        """Seconds for one way."""
        self.rate = 0
        """Bytes a second; 0: as fast as it goes."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._exchange, args=(browser,), daemon=True).start()

    def _exchange(self, browser: socket.socket) -> None:
        with browser, suppress(OSError, RuntimeError):
            if self.down:
                return
            asked = _request(browser)
            if not asked:
                return
            method, path = asked.split(b" ", 2)[:2]
            self.bytes_up.append((path.decode(), len(asked)))
            self._pause(len(asked))
            self._carry(browser, asked, self.plan(method.decode(), path.decode()))

    def _carry(self, browser: socket.socket, asked: bytes, fault: Fault) -> None:
        if fault is Fault.BEFORE:
            return
        answer = self._answer(asked[: len(asked) // 2] if fault is Fault.IN_BODY else asked, fault)
        if fault is Fault.AFTER:
            self.lost()
        elif fault is not Fault.IN_BODY:
            head = answer.find(b"\r\n\r\n") + 4
            self.bytes_down.append((asked.split(b" ", 2)[1].decode(), head, len(answer) - head))
            self._pause(len(answer))
            browser.sendall(answer[: len(answer) // 2] if fault is Fault.IN_ANSWER else answer)

    def _answer(self, asked: bytes, fault: Fault) -> bytes:
        """Send to the server and read until it hangs up."""
        with socket.create_connection(("127.0.0.1", self.server_port), 30) as server:
            server.sendall(asked)
            if fault is Fault.IN_BODY:
                return b""
            parts = []
            while part := server.recv(65536):
                parts.append(part)
            return b"".join(parts)

    def _pause(self, size: int) -> None:
        if self.delay or self.rate:
            threading.Event().wait(self.delay + (size / self.rate if self.rate else 0))


def _request(browser: socket.socket) -> bytes:
    """Read one request, and ask the server to hang up after it."""
    browser.settimeout(30)
    held = b""
    while b"\r\n\r\n" not in held:
        part = browser.recv(65536)
        if not part:
            return b""
        held += part
    head, _, body = held.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)content-length: *(\d+)", head)
    size = int(found[1]) if found else 0
    while len(body) < size:
        body += browser.recv(65536)
    head = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head)
    return head + b"\r\nConnection: close\r\n\r\n" + body
