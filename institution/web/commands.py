"""The command line's door: one piece of work, kept whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from flask import current_app
from sqlalchemy.orm import Session

from institution.access.actor import Actor
from institution.access.work import Work
from institution.db.base import new_id
from institution.db.engine import Database
from institution.web.guard import Doors


@contextmanager
def work_as(actor: Actor) -> Iterator[Work]:
    """Give a job its work; commit at the end, with a row in the use log for each child it read."""
    with _work(actor, Session.flush) as work:
        yield work


@contextmanager
def trial_as(actor: Actor) -> Iterator[Work]:
    """Give a job work of which nothing is kept, except a row in the use log for each child read."""
    with _work(actor, Session.rollback) as work:
        yield work


@contextmanager
def _work(actor: Actor, end: Callable[[Session], None]) -> Iterator[Work]:
    """Give a job its work, end it, and keep what is left with the use log."""
    database: Database = current_app.extensions["database"]
    doors: Doors = current_app.extensions["doors"]
    with database.writing() as session:
        work = Work(session, actor, doors.clock())
        yield work
        end(session)
        doors.note_use(session.connection(), work, new_id(), actor.name)
        session.commit()


def refuse(reason: str) -> NoReturn:
    """End the command with a reason; nothing of its work is kept.

    Raises:
        click.ClickException: always; the exit status is 1.
    """
    raise click.ClickException(reason)
