"""What raises a flag, what does not, and what closes one without a person."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from institution.access.actor import SET_UP
from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services import arriving, choose, on_log, sweep
from institution.flags.services.arriving import as_of_today
from institution.flags.services.days import read
from institution.flags.services.period import Period
from institution.flags.services.residence import residences
from institution.logs.models import Shift
from tests.flags.conftest import EVERY, GOOD, HARD, day_ago
from tests.world import NOW, TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")


def flags(work):
    """Return what was raised about Malik; of Aviaja, who lives with him, nothing is written."""
    [malik] = cases.find_by_reference(work, Permission.FLAG_RAISE, ["HF-001"])
    found = work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_RAISE).where(Flag.child_id == malik.id)
    )
    return sorted(found, key=lambda flag: (flag.raised_at, flag.kind))


def kinds(work):
    return [flag.kind for flag in flags(work)]


def raised(work, day=TODAY):
    """Return the kinds that a sweep raises about Malik."""
    before = {flag.id for flag in flags(work)}
    sweep(work, day)
    return [flag.kind for flag in flags(work) if flag.id not in before]


def keep_and_look(work, writer, entry):
    """Keep a log that comes now, whatever day it is about."""
    entry = entry._replace(written=entry.written._replace(received_at=NOW))
    writer.keep(work, [entry])
    on_log(work, entry.kept)
    return entry.kept


@BOTH
def test_a_drop_is_raised_by_the_log_that_completes_it(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6)[:-1])
        assert kinds(work) == []
        log = keep_and_look(work, writer, writer.entry(0, HARD))
        [flag] = flags(work)
    assert flag.kind == "below_usual"
    assert {one["key"] for one in flag.evidence["dimensions"]} == {"mood", "calm"}
    assert all(one["usual"] == 4 and one["now"] == 2 for one in flag.evidence["dimensions"])
    assert flag.since == day_ago(5)
    assert flag.evidence["n_adults"] == 2
    assert str(log.id) in flag.evidence["logs"]
    assert len(flag.evidence["logs"]) == flag.evidence["n_days"] == 6


@BOTH
def test_the_sweep_finds_the_same_as_the_looks_at_each_log(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        [flag] = flags(work)
    assert (flag.kind, flag.since) == ("below_usual", day_ago(5))


@BOTH
def test_sweeping_twice_changes_nothing(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
    with work_of("nightly") as work:
        again = sweep(work, TODAY)
        assert (again.raised, again.closed, len(flags(work))) == (0, 0, 1)


def test_evidence_holds_numbers_and_ids_and_no_words(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        evidence = flags(work)[0].evidence
    numbers = {"dimensions", "steady", "weeks", "first_day", "n_days", "n_adults", "logs", "start"}
    assert set(evidence) == numbers
    assert evidence["start"] == {"own_days": 66, "of_home": False}
    assert "Malik" not in str(evidence)


def test_the_weeks_that_were_compared_begin_on_a_monday_and_end_with_the_fall(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        evidence = flags(work)[0].evidence
    first = date.fromisoformat(evidence["weeks"]["first"])
    assert (first.weekday(), first + timedelta(weeks=13) > TODAY) == (0, True)
    for one in evidence["dimensions"]:
        levels = [level for level in evidence["weeks"]["levels"][one["key"]] if level is not None]
        assert min(levels) == levels[-1] < one["usual"]


def test_days_as_usual_raise_nothing(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0))
        assert raised(work) == []


def test_one_dimension_that_falls_is_named_alone(work_of, writer):
    with work_of("nightly") as work:
        good, low = writer.days(65, 7, GOOD), writer.days(6, 0, GOOD | {"mood": 1})
        writer.keep(work, good + low)
        sweep(work, TODAY)
        [flag] = flags(work)
    assert flag.kind == "below_usual"
    assert [one["key"] for one in flag.evidence["dimensions"]] == ["mood"]
    assert flag.evidence["steady"] == ["calm", "adults"]


def test_a_slow_slide_is_raised(work_of, writer):
    with work_of("nightly") as work:
        entries = writer.days(65, 21, GOOD)
        for ago in range(20, -1, -1):
            level = 4 - (20 - ago) // 8
            entries.append(writer.entry(ago, {"mood": level, "calm": level, "adults": 4}))
        writer.keep(work, entries)
        sweep(work, TODAY)
        assert kinds(work) == ["below_usual"]


def test_better_days_are_good_news_and_no_adverse_flag(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, [*writer.days(65, 8, GOOD), *writer.days(7, 0, dict.fromkeys(EVERY, 5))])
        sweep(work, TODAY)
        [flag] = flags(work)
    assert flag.kind == "above_usual"
    assert all(one["now"] > one["usual"] for one in flag.evidence["dimensions"])


def test_days_that_swing_more_are_told_without_naming_a_dimension(work_of, writer):
    with work_of("nightly") as work:
        swinging = [
            writer.entry(ago, dict.fromkeys(EVERY, 5 if ago % 2 else 1)) for ago in range(12)
        ]
        writer.keep(work, [*writer.days(65, 12, dict.fromkeys(EVERY, 3)), *swinging])
        sweep(work, TODAY)
        assert "larger_swings" in kinds(work)
        [flag] = [flag for flag in flags(work) if flag.kind == "larger_swings"]
    assert flag.evidence["dimensions"] == []
    assert flag.evidence["n_days"] > 5


def test_a_strict_adult_among_others_is_no_change(work_of, writer):
    with work_of("nightly") as work:
        strict = [
            writer.entry(ago, dict.fromkeys(EVERY, 3), author="naja") for ago in range(0, 20, 3)
        ]
        kept = [one for one in writer.days(65, 0, GOOD) if one.draft.day not in days_of(strict)]
        writer.keep(work, kept + strict)
        assert raised(work) == []


def days_of(entries):
    return {one.draft.day for one in entries}


def test_under_an_hour_together_counts_for_nothing(work_of, writer):
    with work_of("nightly") as work:
        good = writer.days(65, 6, GOOD)
        hard = writer.days(5, 0, HARD, contact_time="under_1h")
        writer.keep(work, good + hard)
        assert raised(work) == []


@BOTH
def test_what_was_corrected_counts_for_nothing(work_of, writer):
    with work_of("nightly") as work:
        hard = writer.days(5, 0, HARD)
        writer.keep(work, writer.days(65, 6, GOOD) + hard)
        for entry in hard:
            right = writer.entry((TODAY - entry.draft.day).days, GOOD, corrects_id=entry.draft.id)
            writer.keep(work, [right])
        assert raised(work) == []


def test_a_correction_that_shows_a_drop_raises_it_at_once(work_of, writer):
    with work_of("nightly") as work:
        last = writer.entry(0, GOOD)
        # A Friday too: what is seen on a weekend alone may be what weekends are like.
        writer.keep(work, [*writer.days(65, 3, GOOD), *writer.days(2, 1, HARD)])
        keep_and_look(work, writer, last)
        assert kinds(work) == []
        very_hard = {"mood": 1, "calm": 1}
        keep_and_look(work, writer, writer.entry(0, very_hard, corrects_id=last.draft.id))
        assert kinds(work) == ["below_usual"]


def test_nothing_is_raised_while_a_child_settles_in(work_of, writer, world):
    with work_of("nightly") as work:
        _move(world, work, "malik", "fjord", days_ago=41)
        writer.keep(work, writer.story(hard_days=6))
        assert raised(work) == []


def test_trend_flags_begin_after_42_days(work_of, writer, world):
    with work_of("nightly") as work:
        _move(world, work, "malik", "fjord", days_ago=42)
        writer.keep(work, writer.story(hard_days=6))
        assert raised(work) == ["below_usual"]


def test_nothing_is_raised_while_the_child_is_away(work_of, writer):
    with work_of("nightly") as work:
        away = writer.entry(0, {}, presence="with_family", contact_time=None, shift=Shift.NIGHT)
        late = writer.story(hard_days=7, until=1)
        writer.keep(work, [*late, away])
        assert raised(work) == []


def test_what_an_earlier_home_wrote_counts_for_nothing(work_of, writer, world):
    with work_of("nightly") as work:
        _move(world, work, "malik", "syd", days_ago=400)
        _move(world, work, "malik", "fjord", days_ago=30)
        writer.keep(work, writer.days(40, 31, GOOD, unit="syd") + writer.days(30, 0, GOOD))
        [malik] = [one for one in residences(work, TODAY) if one.came == day_ago(30)]
        days = read(work, [malik], Period.until(TODAY, 60))
        assert len(days.logs.day) == 31
        assert days.logs.day.min() == 60 - 31


def test_moving_to_another_unit_of_the_home_keeps_what_was_written_there(work_of, writer, world):
    with work_of("nightly") as work:
        _move(world, work, "malik", "fjeld", days_ago=50)
        before = writer.days(65, 51, GOOD) + writer.days(50, 6, GOOD, unit="fjeld")
        writer.keep(work, before + writer.days(5, 0, HARD, unit="fjeld"))
        assert raised(work) == ["below_usual"]


@pytest.mark.parametrize(("per_year", "told"), [(0.5, []), (2.0, ["below_usual"])])
def test_what_the_home_chose_holds_for_a_log_that_arrives(work_of, world, writer, per_year, told):
    soft = {**GOOD, "mood": 3, "calm": 3}
    with work_of("hans") as work:
        choose(work, world.units["fjord"].home_id, per_year)
    with work_of("nightly") as work:
        writer.keep(work, writer.days(65, 5, GOOD) + writer.days(4, 1, soft))
        keep_and_look(work, writer, writer.entry(0, soft))
        assert kinds(work) == told


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


def test_at_most_two_trend_flags_are_open_for_a_child(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        _raised_earlier(work, writer, "sustained_low_one", "peers")
        _raised_earlier(work, writer, "slow_drift", "everyday")
        assert raised(work) == []


@pytest.mark.parametrize(("days", "told"), [(13, []), (14, ["below_usual"])])
def test_the_same_flag_pauses_for_two_weeks_after_it_was_closed(work_of, writer, days, told):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        flag = _raised_earlier(work, writer, "below_usual", "mood", "peers")
        _closed(work, flag, NOW - timedelta(days=days))
        assert raised(work) == told


def test_a_second_change_of_the_same_kind_is_told_beside_an_open_flag(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        _raised_earlier(work, writer, "below_usual", "sleep")
        assert raised(work) == ["below_usual"]


def test_a_change_that_an_open_flag_tells_is_not_told_again(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        _raised_earlier(work, writer, "slow_drift", "mood", "calm")
        assert raised(work) == []


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


def named(flag):
    return {one["key"] for one in flag.evidence["dimensions"]}


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


@BOTH
def test_a_flag_closes_by_itself_when_the_days_are_as_usual_for_a_week(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        writer.keep(work, writer.days(7, 0, GOOD))
        assert sweep(work, day_ago(2)).closed == 0
        assert sweep(work, day_ago(1)).closed == 1
        [flag] = flags(work)
        work.session.refresh(flag, ["answers"])
        [answer] = flag.answers
    assert (answer.kind, answer.closes, answer.author_id) == ("recovered", True, None)


def test_a_flag_stays_open_while_days_are_only_a_little_better(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        writer.keep(work, writer.days(7, 0, GOOD | {"mood": 3, "calm": 3}))
        assert sweep(work, TODAY).closed == 0


def test_a_flag_stays_open_while_nobody_writes(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        sweep(work, TODAY)
        open_kinds = {flag.kind for flag in flags(work)}
        assert "below_usual" in open_kinds
        assert not work.session.scalars(scope.about(FlagAnswer, work, Permission.FLAG_RAISE)).all()


@BOTH
def test_missing_logs_are_raised_and_close_when_the_unit_writes_again(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.days(40, 6, GOOD) + _all_day(writer, 40, 6))
        assert raised(work) == ["log_gap"]
        [flag] = flags(work)
        assert (flag.evidence["n"], flag.evidence["total"]) == (10, 14)
        writer.keep(work, writer.days(5, 1, GOOD))
        assert sweep(work, TODAY).closed == 1


def test_nothing_is_missing_while_the_child_is_with_its_family(work_of, writer):
    with work_of("nightly") as work:
        away = writer.entry(8, {}, presence="with_family", contact_time=None, shift=Shift.NIGHT)
        writer.keep(work, [*writer.days(40, 9, GOOD), away])
        assert raised(work) == []


def test_a_unit_that_never_wrote_misses_nothing(work_of):
    with work_of("nightly") as work:
        assert raised(work) == []


def test_a_child_who_asks_to_talk_is_heard_at_once(work_of, writer):
    with work_of("nightly") as work:
        log = keep_and_look(work, writer, writer.asking())
        [flag] = flags(work)
    assert (flag.kind, flag.log_id, flag.since) == ("child_asks_to_talk", log.id, TODAY)
    assert flag.respond_by == NOW + timedelta(hours=12)


def test_asking_again_while_nobody_has_answered_raises_no_second_flag(work_of, writer):
    with work_of("nightly") as work:
        keep_and_look(work, writer, writer.asking(1))
        keep_and_look(work, writer, writer.asking(0))
        assert kinds(work) == ["child_asks_to_talk"]


def test_asking_again_after_an_answer_is_heard_again_without_a_pause(work_of, writer):
    with work_of("nightly") as work:
        keep_and_look(work, writer, writer.asking(1))
        _closed(work, flags(work)[0], NOW)
        keep_and_look(work, writer, writer.asking(0))
        assert kinds(work) == ["child_asks_to_talk"] * 2


def test_correcting_a_log_does_not_ask_a_second_time(work_of, writer):
    with work_of("nightly") as work:
        first = writer.asking()
        keep_and_look(work, writer, first)
        _closed(work, flags(work)[0], NOW)
        keep_and_look(work, writer, writer.asking(corrects_id=first.draft.id))
        assert kinds(work) == ["child_asks_to_talk"]


@BOTH
def test_people_never_raise_flags_themselves(work_of):
    with work_of("sofie") as work, pytest.raises(NotAllowedError):
        sweep(work, TODAY)


def _all_day(writer, first, last):
    return writer.days(first, last, dict.fromkeys(EVERY, 4), shift=Shift.DAY)


def _move(world, work, child, unit, days_ago):
    placement = cases.placements(work, Permission.FLAG_RAISE, world.children[child].id)[-1]
    setup = replace(work, actor=SET_UP)
    cases.end(setup, placement, day_ago(days_ago + 1))
    work.session.flush()
    cases.place(setup, world.children[child], world.units[unit], day_ago(days_ago))
    work.session.flush()


def _raised_earlier(work, writer, kind, *dimensions):
    place = writer.place()
    flag = Flag(
        child_id=place.child_id,
        municipality_id=place.municipality_id,
        home_id=place.home_id,
        kind=kind,
        signature=f"{kind}:{day_ago(30)}",
        raised_at=NOW - timedelta(days=30),
        day=day_ago(30),
        since=day_ago(35),
        respond_by=NOW,
        content_version=1,
        evidence={"dimensions": [{"key": key, "usual": 4, "now": 2} for key in dimensions]},
    )
    save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    return flag


def _closed(work, flag, at):
    answer = FlagAnswer(
        child_id=flag.child_id,
        municipality_id=flag.municipality_id,
        home_id=flag.home_id,
        flag_id=flag.id,
        kind="close",
        closes=True,
        answered_at=at,
    )
    save(work, answer, Action.FLAG_ANSWERED)
    work.session.flush()
