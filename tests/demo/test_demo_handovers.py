"""The shifts of the demo hand over, and somebody reads it."""

from sqlalchemy import func, select

from institution.handover.models import (
    ExampleRating,
    HandoverNote,
    HandoverReceipt,
    HouseLine,
    Task,
    TaskStep,
)
from tests.demo.reading import TINY
from tests.world import NOW

SCOPED = {"scope": "none"}


def counted(work, model) -> int:
    return work.session.scalar(select(func.count(model.id)).execution_options(**SCOPED))


def test_every_part_of_a_handover_is_in_the_demo(make):
    with make(TINY).work() as work:
        parts = (HouseLine, HandoverNote, HandoverReceipt, Task, TaskStep, ExampleRating)
        assert all(counted(work, part) > 4 for part in parts)
        whole = select(func.count(HouseLine.id)).where(HouseLine.whole_house)
        assert 0 < work.session.scalar(whole) < counted(work, HouseLine)
        assert counted(work, TaskStep) < counted(work, Task)


def test_nothing_in_it_lies_ahead(make):
    with make(TINY).work() as work:
        for column in (HouseLine.received_at, HandoverReceipt.read_at, Task.received_at):
            assert work.session.scalar(select(func.max(column))) <= NOW
