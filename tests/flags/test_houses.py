"""Several children of a house at once: one flag to the house, and none to each child for it."""

import random
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.db.base import new_id
from institution.flags import services
from institution.flags.models import FalseAlarmChoice, Flag, FlagAnswer, HouseFlag
from institution.flags.services import (
    NewAnswer,
    OtherAnswerError,
    UnknownRateError,
    sweep,
    trends,
    watching,
)
from institution.flags.services.choosing import thresholds
from institution.flags.services.days import read
from institution.flags.services.houses import closed_on, least
from institution.flags.services.residence import residences
from institution.stats.change.verdict import THRESHOLDS
from tests.flags.conftest import EVERY, HARD, day_ago, house_flag
from tests.flags.test_pages import english, words
from tests.world import NOW, TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")

CHILDREN = {"malik": "fjord", "aviaja": "fjord", "nivi": "fjeld"}


def lived(writer, hard, until=0):
    """Return half a year of ordinary days of three children, the newest hard for some of them."""
    chance, found = random.Random(1), []
    for child, unit in CHILDREN.items():
        for ago in range(120, until - 1, -1):
            levels = {key: chance.choice((3, 4, 4, 5)) for key in EVERY}
            if child in hard and ago < until + 7:
                levels = HARD | {"adults": 2}
            found.append(writer.entry(ago, levels, child=child, unit=unit))
    return found


def house_flags(work):
    return work.session.scalars(select(HouseFlag).execution_options(populate_existing=True)).all()


def child_kinds(work):
    return [
        one.kind for one in work.session.scalars(scope.about(Flag, work, Permission.FLAG_RAISE))
    ]


@BOTH
def test_a_house_that_goes_down_gets_one_flag_and_the_children_none(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, lived(writer, CHILDREN))
        done = sweep(work, TODAY)
        [flag] = house_flags(work)
        assert (flag.kind, flag.since, flag.day) == ("whole_home_strain", day_ago(6), TODAY)
        assert (flag.evidence["n"], flag.evidence["total"]) == (3, 3)
        assert flag.evidence["chance"] == pytest.approx(0.001)
        assert child_kinds(work) == []
        assert done.raised == 1
        assert sweep(work, TODAY).raised == 0


def test_one_child_that_goes_down_has_a_flag_of_its_own(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, lived(writer, {"malik"}))
        sweep(work, TODAY)
        assert house_flags(work) == []
        assert child_kinds(work) == ["below_usual"]


def test_a_child_that_fell_long_before_the_house_keeps_a_flag_of_its_own(work_of, writer, world):
    with work_of("nightly") as work:
        early = {"day": day_ago(-30), "since": day_ago(-24)}
        raise_house(work, world, **early)
        writer.keep(work, lived(writer, {"malik"}))
        sweep(work, TODAY)
        assert child_kinds(work) == ["below_usual"]


@BOTH
def test_a_house_flag_closes_by_itself_when_the_week_is_ordinary(work_of, writer):
    with work_of("nightly") as work:
        entries = lived(writer, CHILDREN, until=14)
        writer.keep(work, entries)
        sweep(work, day_ago(14))
        writer.keep(work, [one for one in lived(writer, ()) if one.draft.day > day_ago(14)])
        sweep(work, day_ago(8))
        assert closed_on(house_flags(work)[0]) is None
        sweep(work, TODAY)
        [flag] = house_flags(work)
        assert [one.kind for one in flag.answers] == ["recovered"]


def test_a_house_that_was_answered_pauses(work_of, writer, world):
    with work_of("nightly") as work:
        flag = raise_house(work, world, day=day_ago(20))
        assert flag.home_id == world.units["fjord"].home_id
    answered(work_of, flag.id)
    with work_of("nightly") as work:
        writer.keep(work, lived(writer, CHILDREN))
        sweep(work, TODAY)
        assert len(house_flags(work)) == 1


@pytest.mark.parametrize(("total", "needed"), [(3, 3), (7, 3), (10, 4), (30, 12)])
def test_so_many_children_are_needed(total, needed):
    assert least(total) == needed


def raise_house(work, world, **other):
    flag = HouseFlag(**house_flag(world.units["fjord"].home_id) | other)
    save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    return flag


@pytest.fixture
def raised(work_of, world):
    with work_of("nightly") as work:
        return raise_house(work, world).id


def answered(work_of, flag_id, by="hans", **other):
    new = NewAnswer(**{"id": new_id(), "kind": "not_relevant", "text": "Ferie"} | other)
    with work_of(by) as work:
        services.answer_house(work, flag_id, new)
    return new


@BOTH
def test_those_who_lead_the_house_answer_and_nobody_else(work_of, raised):
    new = answered(work_of, raised, by="naja", kind="act", text="Vi holder møde.")
    answered(work_of, raised, by="naja", id=new.id, kind="act", text="Vi holder møde.")
    with pytest.raises(OtherAnswerError):
        answered(work_of, raised, by="hans", id=new.id, kind="act", text="Noget andet.")
    for name, error in (("sofie", NotAllowedError), ("pipaluk", NotAllowedError)):
        with pytest.raises(error):
            answered(work_of, raised, by=name)
    with work_of("hans") as work, pytest.raises(NotReachableError):
        services.house_flag(work, new_id())


def test_the_manager_reads_and_closes_it_on_its_page(browser, raised):
    hans = browser("hans")
    assert "4 af 7 børn har en svær uge samtidig" in words(hans.get("/inbox"))
    page = words(hans.get(f"/house-flags/{raised}"))
    assert re.search(r"I ugen fra 16\. nov\S* har 4 af 7 børn", page)
    assert "højst 2,7 af 1000 uger" in page
    assert "færre end 3 børn" in page
    path = f"/house-flags/{raised}"
    form = {"id": str(new_id()), "kind": "close", "reason": "support_changed"}
    assert hans.post(path, form).status_code == 303
    assert "Støtten er ændret" in words(hans.get(path))
    assert hans.post(path, form | {"id": str(new_id())}, page="/account").status_code == 409


def test_it_is_told_in_english_as_well(browser, raised):
    page = words(english(browser("naja")).get(f"/house-flags/{raised}"))
    assert "4 of 7 children have a hard week at once" in page
    assert "at most 2.7 of 1000 weeks" in page
    assert "none of" not in page


@pytest.fixture
def home_id(world):
    return world.units["fjord"].home_id


def test_a_home_chooses_how_many_false_alarms_it_wants(work_of, browser, home_id):
    hans = browser("hans")
    path = f"/homes/{home_id}/flags"
    assert "Ingen har valgt endnu" in words(hans.get(path))
    assert hans.post(path, {"per_year": "0.5"}).status_code == 303
    assert "Valgt af Hans Petersen" in words(hans.get(path))
    assert hans.post(path, {"per_year": "0.5"}).status_code == 303
    assert hans.post(path, {"per_year": "7"}).status_code == 422
    with work_of("hans") as work:
        assert [one.per_year for one in work.session.scalars(select(FalseAlarmChoice))] == [0.5]
        with pytest.raises(UnknownRateError):
            services.choose(work, home_id, 7.0)
    with work_of("naja") as work, pytest.raises(NotAllowedError):
        services.choose(work, home_id, 2.0)
    with work_of("hans") as work, pytest.raises(NotReachableError):
        services.choose(work, new_id(), 2.0)


def test_what_a_home_chose_decides_what_is_raised(work_of, writer, home_id):
    with work_of("hans") as work:
        services.choose(work, home_id, 0.5)
    with work_of("nightly") as work:
        living = residences(work, TODAY)
        found = dict(zip((one.home_id for one in living), thresholds(work, living), strict=True))
        assert found.pop(home_id) == THRESHOLDS[0.5]
        assert set(found.values()) == {THRESHOLDS[1.0]}
        writer.keep(work, writer.story(hard_days=6))
        days = read(work, living, watching.period(TODAY))
        rows, known = watching.rows(days), watching.begin(living, days.period.first)
        known.go_on(rows, TODAY)
        seen = trends.Seen(days, rows, known, thresholds(work, living))
        assert "below_usual" in [one.kind for one in trends.find(seen)]
        assert trends.find(seen._replace(thresholds=seen.thresholds + 1000)) == []


def test_how_often_flags_were_useful_is_counted_and_shown(work_of, browser, writer, home_id):
    with work_of("nightly") as work:
        for number, reason in enumerate(("support_changed", "data_error", None)):
            _answered_flag(work, writer, number, reason)
    page = words(browser("hans").get(f"/homes/{home_id}/flags"))
    told = r"Noget er sværere end ellers 1 af 2 besvarede punkter var nyttige"
    assert re.search(told, page)
    unit_id = writer.world.units["fjord"].id
    assert re.search(told, words(browser("pipaluk").get(f"/units/{unit_id}/team")))
    elsewhere = writer.world.units["fjeld"].id
    assert "besvarede" not in words(browser("jens").get(f"/units/{elsewhere}/team"))


def _answered_flag(work, writer, number, reason):
    """Keep a flag; with a reason, one that somebody has closed for it."""
    place = writer.place()
    of_child = {
        "child_id": place.child_id,
        "municipality_id": place.municipality_id,
        "home_id": place.home_id,
    }
    flag = Flag(
        **of_child,
        kind="below_usual",
        signature=f"below_usual:{number}",
        raised_at=NOW - timedelta(days=30),
        day=day_ago(30),
        respond_by=NOW,
        content_version=2,
        evidence={},
    )
    save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    author = writer.world.persons["sofie"].id if reason else None
    kind = "close" if reason else "recovered"
    answer = FlagAnswer(
        **of_child, flag_id=flag.id, kind=kind, closes=True, reason=reason, author_id=author,
        answered_at=NOW,
    )  # fmt: skip
    save(work, answer, Action.FLAG_ANSWERED)
    work.session.flush()
