"""Nothing is lost or doubled that is sent again, late, or beside somebody else."""

import re
from datetime import timedelta
from uuid import UUID

from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import Line, record
from tests.logs.answers import evening, form_of, log_address
from tests.logs.drafts import draft
from tests.world import NOW, TODAY


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
