"""The same logs give the same flags, however and whenever they arrive."""

import random

import pytest
from sqlalchemy import event

from institution.flags.services import arriving, on_log, sweep
from institution.flags.services.arriving import as_of_today
from institution.logs.models import Shift
from tests.flags.conftest import EVERY, GOOD, HARD, day_ago
from tests.flags.looking import (
    BOTH,
    days_of,
    flags,
    keep_and_look,
    kinds,
    named,
    raised,
)
from tests.world import TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")


def test_a_log_that_brings_no_change_about_asks_for_today_alone(work_of, writer, database):
    asked = []
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0)[:-1])
        keep_and_look(work, writer, writer.entry(0, GOOD))
        log = writer.entry(0, HARD, shift=Shift.DAY).kept
        event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        on_log(work, log)
    assert len(asked) == 3


def test_nobody_looks_at_a_home_on_the_day_on_which_an_old_log_came(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6)[:-1])
        keep_and_look(work, writer, writer.entry(40, GOOD, author="naja"))
        arriving.forget_all()
        keep_and_look(work, writer, writer.entry(0, HARD))
        assert kinds(work) == []
        assert raised(work) == ["below_usual"]


@BOTH
@pytest.mark.parametrize("ago", [1, 30])
def test_a_look_sees_what_another_process_kept_of_earlier_days(work_of, writer, ago):
    with work_of("nightly") as work:
        earlier = [one for one in writer.days(65, 1, GOOD) if one.draft.day != day_ago(ago)]
        writer.keep(work, earlier)
        keep_and_look(work, writer, writer.entry(0, GOOD))
        writer.keep(work, [writer.entry(ago, HARD)])
        seen = as_of_today(work, writer.place().home_id, TODAY)
        arriving.forget_all()
        fresh = as_of_today(work, writer.place().home_id, TODAY)
    assert [odds.tolist() for odds in seen.watch.odds()] == [
        odds.tolist() for odds in fresh.watch.odds()
    ]


def arrivals(writer, seed):
    """Return logs in some order: of today before older ones, sent twice, some corrected."""
    chance = random.Random(seed)
    entries = writer.story(hard_days=9) + writer.days(65, 0, GOOD, child="aviaja")
    wrong = [writer.entry(ago, dict.fromkeys(EVERY, 1)) for ago in (40, 12)]
    chance.shuffle(entries)
    kept = [one for one in entries if one.draft.day not in days_of(wrong)]
    taken_back = [one for one in entries if one.draft.day in days_of(wrong)]
    return kept, wrong, taken_back


@pytest.mark.parametrize("seed", range(3))
def test_the_same_logs_give_the_same_flags_however_they_arrive(work_of, writer, seed):
    kept, wrong, instead = arrivals(writer, seed)
    with work_of("nightly") as work:
        writer.keep(work, wrong)
        for entry in kept[:40]:
            keep_and_look(work, writer, entry)
        for entry, old in zip(instead[:2], wrong, strict=True):
            ago = (TODAY - old.draft.day).days
            right = writer.entry(ago, entry.draft.levels, corrects_id=old.draft.id)
            keep_and_look(work, writer, right)
        for entry in kept[40:]:
            log = keep_and_look(work, writer, entry)
            on_log(work, log)
        sweep(work, TODAY)
        sweep(work, TODAY)
        told = [(flag.kind, flag.since, named(flag)) for flag in flags(work) if not flag.answers]
    assert told == [("below_usual", day_ago(8), {"mood", "calm"})]


def test_what_the_whole_day_does_not_show_is_taken_back(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=3)[:-1])
        keep_and_look(work, writer, writer.entry(0, dict.fromkeys(EVERY, 1), shift=Shift.DAY))
        assert kinds(work) == ["below_usual"]
        best = dict.fromkeys(EVERY, 5)
        earlier = [writer.entry(1, best, shift=shift) for shift in (Shift.DAY, Shift.NIGHT)]
        writer.keep(work, [*earlier, writer.entry(0, best), writer.entry(0, best, author="naja")])
        assert sweep(work, TODAY).closed == 1
        [flag] = flags(work)
        work.session.refresh(flag, ["answers"])
        assert [one.kind for one in flag.answers] == ["withdrawn"]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_in_which_logs_arrive_does_not_matter(work_of, writer, seed):
    entries = writer.story(hard_days=12)
    random.Random(seed).shuffle(entries)
    with work_of("nightly") as work:
        for entry in entries:
            keep_and_look(work, writer, entry)
        sweep(work, TODAY)
        told = [{one["key"] for one in flag.evidence["dimensions"]} for flag in flags(work)]
    assert told == [{"mood", "calm"}]


def test_looking_again_at_the_same_log_changes_nothing(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6)[:-1])
        log = keep_and_look(work, writer, writer.entry(0, HARD))
        for _ in range(3):
            on_log(work, log)
        assert kinds(work) == ["below_usual"]
