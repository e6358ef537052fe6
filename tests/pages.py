"""What tests of pages share: the rows behind them, and sessions without the wait for a password."""

from contextlib import contextmanager
from functools import cache

from sqlalchemy import text

from institution.accounts.models import Device
from institution.accounts.signing_in import open_session
from institution.web.cookies import PLAIN_NAME
from tests.client import Browser

JOURNALS = ("use_log", "security_log", "sign_in_tries", "sign_ins", "pin_tries")


def arrived(app, world, name: str, clock, device: Device = Device.DESK) -> Browser:
    """Return a browser in which the person is signed in already; "" for nobody."""
    browser = Browser(app)
    if name:
        token = let_in(app, world, name, clock(), device)
        browser.client.set_cookie(PLAIN_NAME, token, httponly=True, samesite="Lax")
    return browser


def let_in(app, world, name: str, now, device: Device = Device.DESK) -> str:
    """Open a session of a person; return its token, which the cookie of the session holds."""
    with app.extensions["database"].writing() as session:
        token = open_session(world.work(session, name, now), world.persons[name].id, device)
        session.commit()
    return token


def rows(app, statement: str) -> list:
    """Return the rows of a query."""
    with app.extensions["database"].engine.connect() as connection:
        return list(connection.execute(text(statement)))


def counts(app) -> dict[str, int]:
    """Return how many rows each table of records has; the journals aside."""
    return dict(rows(app, _counting()))


@cache
def _counting() -> str:
    """Return one query for all tables, since tests count often."""
    from institution.db.base import Base

    tables = [name for name in sorted(Base.metadata.tables) if name not in JOURNALS]
    return " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)


@contextmanager
def unwritable(app, table: str):
    """Let the database refuse new rows in a table while the block runs."""
    database = app.extensions["database"]
    with database.engine.execution_options(write=True).connect() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_away")
        connection.commit()
    try:
        yield
    finally:
        with database.engine.execution_options(write=True).connect() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table}_away RENAME TO {table}")
            connection.commit()
