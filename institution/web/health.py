"""Whether the program answers and its database does; nothing more is told to everyone."""

from flask import Flask, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from institution.web.guard import without_database


def report(app: Flask) -> None:
    """Serve `/health`."""
    app.add_url_rule("/health", "health", _health)


@without_database
def _health() -> tuple[Response, int]:
    """Answer 200 where the database can be read, else 503."""
    try:
        with current_app.extensions["database"].engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok"), 200
