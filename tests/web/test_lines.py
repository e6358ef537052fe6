"""A line to a browser stays open after every answer whose end can be told."""

import threading
from contextlib import closing
from http.client import HTTPConnection

import pytest
from flask import Flask

from institution.serving import listening
from tests.served import free_port


@pytest.fixture(scope="module")
def port():
    """Serve three answers: a page, one that has not changed, and one with nothing to say."""
    app, port = Flask("answers"), free_port()
    app.config["TRUSTED_PROXY"] = None
    app.add_url_rule("/page", "page", lambda: "page")
    app.add_url_rule("/same", "same", lambda: ("", 304))
    app.add_url_rule("/none", "none", lambda: ("", 204))
    app.add_url_rule("/long", "long", lambda: iter(["of ", "no ", "known ", "length"]))
    server = listening(app, "127.0.0.1", port, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield port
    server.close()
    thread.join(5)


def asked(line: HTTPConnection, path: str, **headers: str) -> tuple[int, bytes, bool]:
    """Return status, body, and whether the line is open afterwards."""
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    return answer.status, answer.read(), line.sock is not None


def test_answers_without_a_body_come_one_after_the_other_on_one_line(port):
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        for status, path in ((304, "/same"), (204, "/none"), (304, "/same"), (200, "/page")):
            body = b"page" if path == "/page" else b""
            assert asked(line, path) == (status, body, True)
            local = line.sock.getsockname()
            assert asked(line, path) == (status, body, True)
            assert line.sock.getsockname() == local


def test_a_line_ends_where_the_browser_wishes_or_the_end_could_not_be_told(port):
    for path, headers in (("/same", {"Connection": "close"}), ("/long", {})):
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
            assert not asked(line, path, **headers)[2]
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        line._http_vsn, line._http_vsn_str = 10, "HTTP/1.0"
        assert not asked(line, "/same")[2]
