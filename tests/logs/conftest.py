"""Malik, and logs about him as they are sent and kept."""

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.logs.models import ShiftLog
from tests.logs.answers import form_of


@pytest.fixture
def malik(world):
    return world.children["malik"]


@pytest.fixture
def kept(work_of, malik):
    """Give the logs about Malik as they are in the database, the newest last."""

    def kept(read=lambda log: log):
        with work_of("sofie") as work:
            about = scope.about(ShiftLog, work, Permission.LOG_READ)
            found = about.where(ShiftLog.child_id == malik.id).order_by(ShiftLog.received_at)
            return [read(log) for log in work.session.scalars(found)]

    return kept


@pytest.fixture
def send(browser, malik):
    """Send answers as Pipaluk to the form about Malik."""
    pages = {}

    def send(answers, address=None, name="pipaluk"):
        page = pages.setdefault(name, browser(name))
        return page.post(address or form_of(malik), answers)

    return send
