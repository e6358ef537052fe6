"""The form of a shift: what it asks, and what of it is kept."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from institution.db.base import new_id
from tests.logs.answers import evening, form_of
from tests.world import TODAY


def test_nothing_is_chosen_beforehand(browser, malik):
    for shift, day in (("evening", TODAY), ("day", TODAY), ("night", TODAY - timedelta(days=1))):
        page = browser("pipaluk").get(form_of(malik, day, shift)).text
        assert " checked" not in page


def test_an_ordinary_evening_is_kept_and_leads_to_the_next_child(send, kept, world, malik):
    aviaja = world.children["aviaja"]
    answer = send(evening(next=str(aviaja.id)))
    assert answer.status_code == 303
    assert answer.location.endswith(form_of(aviaja))
    (levels,) = kept(lambda log: {one.dimension: one.level for one in log.ratings})
    assert set(levels.values()) == {4}
    assert list(levels) == ["mood", "calm", "adults", "peers", "everyday", "initiative"]


def test_the_last_child_leads_to_the_shift(send, world):
    answer = send(evening())
    assert answer.location.endswith(f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening")


def test_the_button_names_the_next_child_nobody_wrote_about(browser, send, malik, world):
    page = browser("pipaluk")
    assert "Aviaja" in save_button(page.get(form_of(malik)).text)
    send(evening(), form_of(world.children["aviaja"]))
    assert "Aviaja" not in save_button(page.get(form_of(malik)).text)


def save_button(page):
    return re.search(r'class="form-foot".*?<button[^>]*>(.*?)</button>', page, re.S).group(1)


@pytest.mark.parametrize(
    "left_out", ["presence", "contact_time", "level_calm", "chip_meals__dinner", "attention"]
)
def test_a_question_that_is_left_out_is_named_and_nothing_is_kept(send, kept, left_out):
    answer = send(evening(**{left_out: None, "note": "Vi gik en tur"}))
    assert answer.status_code == 422
    assert f'href="#{left_out}-0"' in answer.text
    assert "Vi gik en tur" in answer.text
    assert kept() == []


def test_the_good_moment_is_asked_for_every_evening(send):
    assert 'href="#good_moment"' in send(evening(good_moment="  ")).text


def test_not_seen_is_an_answer(send, kept):
    assert send(evening(level_peers="not_seen")).status_code == 303
    (levels,) = kept(lambda log: {one.dimension: one.level for one in log.ratings})
    assert levels["peers"] is None


@pytest.mark.parametrize("level", ["0", "6", "-1", "4.5", "good", ""])
def test_levels_that_do_not_exist_are_refused(send, kept, level):
    answer = send(evening(level_mood=level))
    assert answer.status_code == 422
    assert 'href="#level_mood-0"' in answer.text
    assert kept() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("presence", "gone"),
        ("contact_time", "long"),
        ("attention", "much"),
        ("chip_meals__dinner", "cake"),
        ("chip_health", "sad"),
        ("chip_family_contact__how", "thought"),
        ("child_value", "9"),
        ("note_source", "rumour"),
    ],
)
def test_answers_that_are_not_offered_are_refused(send, kept, name, value):
    answer = send(evening(**{name: value}))
    assert answer.status_code == 422
    assert f'href="#{name}-0"' in answer.text
    assert kept() == []


def test_away_is_one_answer(send, kept):
    assert send({"id": str(new_id()), "presence": "hospital"}).status_code == 303
    (log,) = kept(lambda log: (log.presence, log.contact_time, len(log.ratings)))
    assert log == ("hospital", None, 0)


def test_away_keeps_the_words_and_drops_levels_that_were_chosen_before(send, kept):
    send(evening(presence="with_family", note="Han ringede og fortalte om bedstefar"))
    said = kept(lambda log: (len(log.ratings), log.contact_time, log.note, log.chips))
    assert said == [(0, None, "Han ringede og fortalte om bedstefar", {})]


def test_everything_that_was_said_is_kept(send, kept):
    send(
        evening(
            level_calm="not_seen",
            chip_meals__snack="ate_little",
            chip_health=["ill", "pain"],
            chip_activities=["outdoors"],
            chip_family_contact__who=["parent", "sibling"],
            chip_family_contact__how="call",
            chip_context=["visitors"],
            child_value="2",
            child_words="Jeg savner mor",
            child_shares_with="contact_adult_only",
            child_wants_to_talk="y",
            note="Vi gik en tur.\r\n\r\nHan fortalte.",
            note_source="saw_myself",
            attention="extra",
            handover_do="Ring til mor",
            handover_if_then="Hvis han er ked af det, så hjælper det at gå en tur",
        )
    )
    (log,) = kept(
        lambda log: {
            "chips": log.chips,
            "child": (log.child_scale, log.child_value, log.child_shares_with, log.child_words),
            "ticks": (log.child_wants_to_talk, log.child_disagrees),
            "note": log.note,
            "handover": [(line.part, line.text) for line in log.handover],
            "attention": log.attention,
        }
    )
    assert log == {
        "chips": {
            "meals": {"dinner": "ate", "snack": "ate_little"},
            "health": ["ill", "pain"],
            "activities": ["outdoors"],
            "family_contact": {"who": ["parent", "sibling"], "how": "call"},
            "context": ["visitors"],
            "note_source": "saw_myself",
        },
        "child": ("five_faces", 2, "contact_adult_only", "Jeg savner mor"),
        "ticks": (True, False),
        "note": "Vi gik en tur.\n\nHan fortalte.",
        "handover": [
            ("do", "Ring til mor"),
            ("if_then", "Hvis han er ked af det, så hjælper det at gå en tur"),
        ],
        "attention": "extra",
    }


def test_skipping_is_an_answer_of_the_child(send, kept):
    send(evening(child_value="skip"))
    said = kept(lambda log: (log.child_scale, log.child_value, log.child_shares_with))
    assert said == [("five_faces", None, None)]


@pytest.mark.parametrize("said", [{"child_value": "3"}, {"child_words": "Det var hyggeligt"}])
def test_a_child_who_says_something_is_asked_who_may_see_it(send, kept, said):
    answer = send(evening(**said))
    assert answer.status_code == 422
    assert 'href="#child_shares_with-0"' in answer.text
    assert kept() == []


def test_the_childs_question_follows_its_age(browser, malik, world):
    page = browser("pipaluk")
    assert "faces--5" in page.get(form_of(malik)).text
    assert "faces--3" in page.get(form_of(world.children["aviaja"])).text


def day_answers(**says):
    """Return an ordinary day; school is said by the test."""
    asked = (
        "level_mood",
        "level_calm",
        "level_adults",
        "presence",
        "contact_time",
        "attention",
        "id",
    )
    return {**{name: value for name, value in evening().items() if name in asked}, **says}


def test_school_is_asked_about_on_weekdays(send, malik, clock):
    clock.forward(hours=20)
    monday = form_of(malik, TODAY + timedelta(days=1), "day")
    assert 'href="#chip_school_attendance-0"' in send(day_answers(), monday).text
    at_school = day_answers(chip_school_attendance="part")
    assert 'href="#level_learning-0"' in send(at_school, monday).text
    assert send({**at_school, "level_learning": "3"}, monday).status_code == 303
    at_home = day_answers(chip_school_attendance="absent_ill")
    assert send(at_home, monday).status_code == 303


def test_school_need_not_be_answered_on_a_sunday(send, malik):
    assert send(day_answers(), form_of(malik, TODAY, "day")).status_code == 303


def test_how_school_was_is_not_kept_for_a_day_without_school(send, kept, malik):
    closed = day_answers(chip_school_attendance="school_closed", level_learning="2")
    send(closed, form_of(malik, TODAY, "day"))
    (dimensions,) = kept(lambda log: {one.dimension for one in log.ratings})
    assert "learning" not in dimensions


def test_a_night_asks_for_sleep(send, kept, malik):
    night = form_of(malik, TODAY - timedelta(days=1), "night")
    said = {
        "presence": "present",
        "contact_time": "under_1h",
        "level_sleep": "4",
        "chip_sleep_hours": "7,5",
        "chip_sleep_hours__woke_times": "0",
        "chip_sleep_hours__source": "heard",
    }
    assert send({**said, "id": str(new_id())}, night).status_code == 303
    assert kept(lambda log: log.chips["sleep_hours"]) == [
        {"value": 7.5, "woke_times": 0, "source": "heard"}
    ]


@pytest.mark.parametrize("hours", ["", "much", "17", "-1", "7,3", "nan", "1e9"])
def test_hours_of_sleep_are_a_number_in_halves(send, kept, malik, hours):
    night = form_of(malik, TODAY - timedelta(days=1), "night")
    said = {"presence": "present", "contact_time": "under_1h", "level_sleep": "4"}
    answer = send({**said, "id": str(new_id()), "chip_sleep_hours": hours}, night)
    assert answer.status_code == 422
    assert 'href="#chip_sleep_hours"' in answer.text
    assert kept() == []


def test_hours_of_sleep_are_not_needed_where_nobody_saw_the_night(send, malik):
    night = form_of(malik, TODAY - timedelta(days=1), "night")
    said = {"presence": "present", "contact_time": "under_1h", "level_sleep": "not_seen"}
    assert send({**said, "id": str(new_id())}, night).status_code == 303


def test_goals_of_the_plan_are_marked_when_another_part_tells_of_them(
    app, browser, malik, monkeypatch
):
    hints = ("calm",), "mål: tryg ved sengetid"
    monkeypatch.setitem(app.extensions, "log_hints", lambda _child: hints)
    page = browser("pipaluk").get(form_of(malik)).text
    assert "tryg ved sengetid" in page
    assert page.count("level__goal") == 1


def test_saving_over_the_web_costs_few_statements(app, browser, malik):
    page, statements = browser("pipaluk"), []
    token = page.token(form_of(malik))
    engine = app.extensions["database"].engine
    # The first log after a start makes the process look at what is usual in the home.
    page.client.post(form_of(malik), data={**evening(), "csrf_token": token})

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    answer = page.client.post(form_of(malik), data={**evening(), "csrf_token": token})
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 303
    assert sum(one.startswith("SELECT") for one in statements) <= 6
    assert sum(one.startswith("INSERT") for one in statements) <= 4
