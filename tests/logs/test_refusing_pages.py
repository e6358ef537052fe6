"""What a form refuses by name, and what it keeps as it was typed."""

from datetime import timedelta

import pytest

from institution.db.base import new_id
from tests.logs.answers import evening, form_of, log_address
from tests.world import LONG_AGO, TODAY

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
