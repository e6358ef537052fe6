"""The yardstick: a bare Flask route that does one raw durable insert, served as the program is.

python -m benchmarks.bare PORT FILE
"""

import sqlite3
import sys
import threading

from flask import Flask

from institution.serving import serve

HERE = threading.local()


def bare_app(file: str) -> Flask:
    """Return the application with its one route."""
    app = Flask("bare", static_folder=None)
    app.config["TRUSTED_PROXY"] = None

    def insert() -> str:
        if not hasattr(HERE, "database"):
            HERE.database = _open(file)
        HERE.database.execute("INSERT INTO saved (text) VALUES ('one')")
        return "saved"

    app.add_url_rule("/", "insert", insert, methods=["GET", "POST"])
    return app


def _open(file: str) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None, timeout=30)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS saved (id INTEGER PRIMARY KEY, text TEXT)")
    return database


if __name__ == "__main__":
    serve(bare_app(sys.argv[2]), "127.0.0.1", int(sys.argv[1]), threads=8)
