import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from institution.access.policy import Permission
from institution.cases import scope
from institution.db.base import new_id
from institution.logs.models import Shift, ShiftLog
from institution.logs.services import Line, record
from tests.logs.answers import evening, form_of, log_address
from tests.logs.drafts import draft, full_draft
from tests.world import LONG_AGO, NOW, TODAY


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


TEXTS = ["good_moment", "note", "handover_do", "handover_if_then", "handover_worked", "child_words"]
LIMITS = {
    "good_moment": 200,
    "note": 1000,
    "handover_do": 280,
    "handover_if_then": 280,
    "handover_worked": 280,
}


@pytest.mark.parametrize("name", TEXTS)
def test_control_characters_are_refused_by_name(send, kept, name):
    answer = send(evening(**{name: "Vi gik\x07 en tur", "child_shares_with": "caseworker_only"}))
    assert answer.status_code == 422
    assert f'href="#{name}"' in answer.text
    assert kept() == []


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_text_that_is_too_long_says_the_limit_and_stays(send, kept, name):
    answer = send(evening(**{name: "å" * (LIMITS[name] + 1)}))
    assert answer.status_code == 422
    assert str(LIMITS[name]) in answer.text
    assert "å" * (LIMITS[name] + 1) in answer.text
    assert kept() == []


def test_a_note_of_a_megabyte_says_the_limit_and_stays(send, kept):
    answer = send(evening(note="a" * 1_000_000))
    assert answer.status_code == 422
    assert 'href="#note"' in answer.text
    assert "a" * 1_000_000 in answer.text
    assert kept() == []


@pytest.mark.parametrize(
    "text", ["مرحبا يا مالك", "e\u0301e\u0308n å\u0302", "👨‍👩‍👧 ᐃᓄᒃ", "<b>&amp;"]
)
def test_every_script_and_accent_is_kept_as_it_was_typed(send, kept, text):
    assert send(evening(note=text)).status_code == 303
    assert kept(lambda log: log.note) == [text]


def test_markup_in_a_text_is_shown_as_text(browser, send, kept, malik):
    send(evening(note="<script>alert(1)</script>"))
    (log_id,) = kept(lambda log: log.id)
    page = browser("sofie").get(log_address(malik, log_id)).text
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("day", "shift"),
    [
        (TODAY, "night"),
        (TODAY + timedelta(days=1), "day"),
        (TODAY + timedelta(days=400), "day"),
        (LONG_AGO - timedelta(days=1), "day"),
    ],
)
def test_shifts_to_come_and_days_before_the_placement_are_refused(
    send, browser, kept, day, shift, malik
):
    for answer in (
        browser("pipaluk").get(form_of(malik, day, shift)),
        send(evening(), form_of(malik, day, shift)),
    ):
        assert answer.status_code == 422
    assert kept() == []


@pytest.mark.parametrize("address", ["2026-02-30/evening", "2026-11-22/noon", "22-11-2026/day"])
def test_a_day_or_shift_that_does_not_exist_is_not_found(browser, malik, address):
    page = browser("pipaluk")
    assert page.get(f"/children/{malik.id}/logs/{address}/new").status_code == 404


@pytest.mark.parametrize("name", ["jens", "nuka", "aka"])
def test_a_child_out_of_reach_and_an_unknown_child_look_alike(browser, malik, name):
    page = browser(name)
    unknown = type("Child", (), {"id": new_id()})
    answers = [page.get(form_of(child)) for child in (malik, unknown)]
    answers += [page.post(form_of(child), evening()) for child in (malik, unknown)]
    assert {answer.status_code for answer in answers} == {404}


def test_a_wrong_form_token_brings_the_form_back(browser, malik, kept):
    page = browser("pipaluk")
    answer = page.client.post(
        form_of(malik), data={**evening(note="Stadig her"), "csrf_token": "x"}
    )
    assert answer.status_code == 400
    assert 'name="resume"' in answer.text
    assert kept() == []


def test_the_same_form_sent_twice_is_kept_once(send, kept):
    said = evening()
    first, second = send(said), send(said)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(kept()) == 1


def test_a_form_without_an_id_or_with_a_wrong_one_is_kept_all_the_same(send, kept):
    for wrong in (None, "", "no-id"):
        assert send(evening(id=wrong)).status_code == 303
    assert len(kept()) == 3


def test_what_was_changed_after_a_lost_answer_comes_back_as_a_correction(send, kept, malik):
    said = evening()
    send(said)
    answer = send({**said, "note": "Det her skrev jeg bagefter"})
    assert answer.status_code == 409
    assert "Det her skrev jeg bagefter" in answer.text
    assert f'action="{log_address(malik, said["id"])}/correct"' in answer.text
    assert 'name="correction_reason"' in answer.text
    fresh = re.search(r'name="id"[^>]*value="([^"]+)"', answer.text).group(1)
    assert fresh != said["id"]
    again = {**said, "id": fresh, "note": "Det her skrev jeg bagefter"}
    correct = f"{log_address(malik, said['id'])}/correct"
    assert send({**again, "correction_reason": "Jeg havde glemt det"}, correct).status_code == 303
    assert kept(lambda log: log.note) == [None, "Det her skrev jeg bagefter"]


def test_an_id_that_is_taken_elsewhere_is_replaced_and_the_text_stays(send, kept, work_of, world):
    said = evening(note="Står her endnu")
    with work_of("jens") as work:
        record(work, world.children["nivi"].id, draft(id=UUID(said["id"])))
    answer = send(said)
    assert answer.status_code == 409
    assert "Står her endnu" in answer.text
    fresh = re.search(r'name="id"[^>]*value="([^"]+)"', answer.text).group(1)
    assert send({**said, "id": fresh}).status_code == 303
    assert len(kept()) == 1


def test_a_second_writer_is_told_who_wrote_and_both_are_kept(browser, send, kept, malik):
    send(evening())
    page = browser("ivik").get(form_of(malik)).text
    assert "Pipaluk Møller" in page
    assert "21.50" in page
    assert send(evening(), name="ivik").status_code == 303
    assert len(kept()) == 2


def test_the_handover_about_the_child_stands_above_its_form(browser, work_of, malik):
    with work_of("ivik") as work:
        line = Line("do", "Ringer til sin mor kl. 19.30")
        record(work, malik.id, draft(shift=Shift.DAY, handover=(line,)))
    assert "Ringer til sin mor" in browser("pipaluk").get(form_of(malik)).text


def test_a_late_log_holds_words_only(browser, send, kept, clock, malik):
    clock.forward(days=3)
    page = browser("pipaluk").get(form_of(malik)).text
    assert "level_mood" not in page
    said = {"id": str(new_id()), "presence": "present", "note": "Jeg kom i tanker om en ting"}
    assert send(said).status_code == 303
    (log,) = kept(lambda log: (log.day, log.written_at, log.note, len(log.ratings)))
    assert log == (TODAY, NOW + timedelta(days=3), "Jeg kom i tanker om en ting", 0)


def test_levels_that_come_too_late_are_told_and_the_words_stay(send, kept, clock):
    clock.forward(days=3)
    answer = send(evening(note="Mine ord"))
    assert answer.status_code == 422
    assert "Mine ord" in answer.text
    assert "level_mood" not in answer.text
    assert kept() == []


@pytest.fixture
def logged(work_of, malik):
    """Keep a full log by Pipaluk; give its address."""
    said = full_draft()
    with work_of("pipaluk") as work:
        record(work, malik.id, said)
    return log_address(malik, said.id)


def test_a_correction_begins_with_what_was_written(browser, logged):
    page = browser("ivik").get(f"{logged}/correct").text
    checked = set(re.findall(r'<input[^>]*checked[^>]*name="([^"]+)"', page))
    assert {
        "presence",
        "contact_time",
        "level_mood",
        "chip_meals__dinner",
        "child_value",
    } <= checked
    assert "Vi gik en tur til havnen" in page


def test_a_correction_needs_a_reason_and_keeps_the_old_log(browser, send, kept, logged):
    assert 'href="#correction_reason"' in send(evening(), f"{logged}/correct").text
    answer = send(evening(correction_reason="Det var det forkerte barn"), f"{logged}/correct")
    assert answer.status_code == 303
    old, new = kept(lambda log: (log.id, log.corrects_id, log.correction_reason))
    assert new[1:] == (old[0], "Det var det forkerte barn")
    page = browser("sofie").get(answer.location).text
    assert "<del" in page
    assert "Det var det forkerte barn" in page


def test_a_log_that_was_corrected_meanwhile_is_corrected_where_it_stands_now(
    send, kept, logged, malik
):
    send(evening(correction_reason="Først"), f"{logged}/correct")
    answer = send(evening(correction_reason="Bagefter", note="Mit"), f"{logged}/correct")
    assert answer.status_code == 409
    newest = kept(lambda log: log.id)[-1]
    assert f'action="{log_address(malik, newest)}/correct"' in answer.text
    assert "Mit" in answer.text


def test_a_late_correction_keeps_the_levels(browser, send, kept, clock, logged):
    clock.forward(days=3)
    page = browser("pipaluk").get(f"{logged}/correct").text
    assert "level_mood" not in page
    said = {name: value for name, value in evening().items() if not name.startswith("level_")}
    answer = send({**said, "correction_reason": "Stavefejl"}, f"{logged}/correct")
    assert answer.status_code == 303
    old, new = kept(lambda log: {one.dimension: one.level for one in log.ratings})
    assert old == new


def test_the_childs_answer_is_not_shown_in_a_correction_to_whom_it_was_not_shared(browser, logged):
    assert "Jeg savner mor" not in browser("pipaluk").get(f"{logged}/correct").text
    assert "Jeg savner mor" in browser("ivik").get(f"{logged}/correct").text


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
