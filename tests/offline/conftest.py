"""What tests of shared tablets are given."""

import pytest
from sqlalchemy import text

from tests.offline.tablet import Tablet
from tests.pages import rows


@pytest.fixture
def tablet(app, world, clock) -> Tablet:
    """A tablet of the unit Fjord, on which Pipaluk opened this evening."""
    tablet = Tablet(app, world, clock)
    assert tablet.open("pipaluk").status_code == 200
    return tablet


@pytest.fixture
def malik(world):
    return world.children["malik"]


@pytest.fixture
def logs(app):
    """Give the ids of the logs that are kept."""
    return lambda: [str(row[0]).replace("-", "") for row in rows(app, "SELECT id FROM shift_logs")]


@pytest.fixture
def number_of(app):
    """Count the rows of a table."""
    return lambda table: rows(app, f"SELECT count(*) FROM {table}")[0][0]


@pytest.fixture
def execute(app):
    """Run a statement as the owner of the database could."""

    def execute(statement: str, **values):
        engine = app.extensions["database"].engine.execution_options(write=True)
        with engine.connect() as connection:
            connection.execute(text(statement), values)
            connection.commit()

    return execute
