"""The tablet in a child's hands: its own page, and nothing else, until an adult signs in."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from institution.incidents.services import record as tell
from institution.logs.services import record
from institution.plans import services as plans
from tests.architecture.walk import routes
from tests.incidents.telling import draft as incident
from tests.incidents.telling import forced, serious
from tests.logs.drafts import draft
from tests.plans.drafts import goal, plan
from tests.world import NOW


@pytest.fixture
def tablet(browser, world):
    """Give a browser that Pipaluk handed to Malik."""
    held = browser("pipaluk")
    page = f"/children/{world.children['malik'].id}/voice"
    assert held.post(f"{page}/hand-over", page=page).headers["Location"] == "/me"
    return held


def photo(kind: str = "JPEG", size=(640, 480)) -> bytes:
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Kamera HEMMELIG"
    Image.new("RGB", size, "teal").save(written, kind, exif=exif)
    return written.getvalue()


def send(tablet, page: str, data: dict, picture=None, name="tegning.jpg"):
    sent = {"csrf_token": tablet.token(page), **data}
    if picture is not None:
        sent["picture"] = FileStorage(io.BytesIO(picture), name)
    return tablet.checked(posted(tablet, page, sent))


def posted(tablet, page: str, sent: dict):
    """Send a form with a file; the test client would leave large files open."""
    body, _length, boundary = stream_encode_multipart(sent, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return tablet.client.post(page, data=body.read(), content_type=kind)


def test_nothing_but_the_childs_own_page_opens(app, tablet, world):
    ids = {"child_id": world.children["malik"].id, "unit_id": world.units["fjord"].id}
    closed = 0
    for route in routes(app):
        if route.permission is None or route.rule.startswith("/me") or route.method != "GET":
            continue
        if route.arguments <= set(ids):
            with app.test_request_context():
                url = app.url_for(route.endpoint, **{k: ids[k] for k in route.arguments})
            assert tablet.client.get(url).status_code == 403, url
            closed += 1
    assert closed > 10
    assert tablet.get("/").headers["Location"] == "/me"


def test_the_child_says_how_its_day_was_and_sees_that_it_is_kept(tablet):
    page = tablet.get("/me").text
    assert "er vi nødt til at hjælpe" in page, "the honest limit comes first"
    assert "Min stige" in page
    answer = send(tablet, "/me/day", {"value": "4", "words": "Vi fiskede",
                                      "shares_with": "contact_adult_only"})  # fmt: skip
    assert answer.status_code == 303
    page = tablet.get("/me").text
    assert "Ret godt" in page
    assert "Ingen har åbnet det endnu" in page


@pytest.mark.parametrize(
    ("page", "data", "told"),
    [
        ("/me/day", {"value": "skip", "shares_with": "home_and_caseworker"}, "Vil ikke svare"),
        ("/me/ladder", {"value": "7", "shares_with": "caseworker_only"}, "7 af 10"),
        ("/me/card", {"hard": "Natten", "shares_with": "home_and_caseworker"}, "Natten"),
        ("/me/talk", {"talk_to": "caseworker"}, "min sagsbehandler"),
    ],
)
def test_each_way_of_saying_something_is_kept(tablet, page, data, told):
    assert send(tablet, page, data).status_code == 303
    assert told in tablet.get("/me").text


def test_who_may_read_is_asked_and_nothing_typed_is_lost(tablet):
    answer = send(tablet, "/me/card", {"good": "Hundene"})
    assert answer.status_code == 422
    assert "Hundene" in answer.text


def test_a_picture_is_drawn_anew_without_what_came_with_it(tablet, browser, world):
    said = {"good": "Se", "shares_with": "home_and_caseworker"}
    assert send(tablet, "/me/card", said, photo()).status_code == 303
    address = re.search(r'src="(/me/pictures/[^"]+)"', tablet.get("/me").text)[1]
    own = tablet.client.get(address)
    assert own.mimetype == "image/jpeg"
    assert b"HEMMELIG" not in own.data
    assert not dict(Image.open(io.BytesIO(own.data)).getexif())
    page = f"/children/{world.children['malik'].id}/voice"
    voice_id = address.rsplit("/", 1)[1]
    sofie = browser("sofie")
    assert sofie.client.get(f"{page}/{voice_id}/picture").status_code == 303, "not opened yet"
    sofie.post(f"{page}/{voice_id}/open", page=page)
    assert sofie.client.get(f"{page}/{voice_id}/picture").data == own.data


def bomb() -> bytes:
    written = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "data",
    [
        b"MZ" + b"\x00" * 500,
        b"PK\x03\x04" + b"\x00" * 500,
        photo()[:200],
        photo("GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"",
        bomb,
        photo() + b"\x00" * (6 * 1024 * 1024),
    ],
    ids=["program", "zip", "broken", "other kind", "svg", "empty", "bomb", "too large"],
)
def test_what_is_no_picture_is_refused_in_plain_words_and_the_text_stays(tablet, data):
    said = {"good": "Min tegning", "shares_with": "home_and_caseworker"}
    answer = send(tablet, "/me/card", said, data() if data is bomb else data)
    assert answer.status_code == 422
    assert "Billedet kunne ikke tages" in answer.text
    assert "Min tegning" in answer.text


@pytest.mark.only_on("sqlite")
def test_a_hundred_megabytes_are_refused(tablet):
    token = tablet.token("/me/card")
    large = {
        "csrf_token": token,
        "picture": FileStorage(io.BytesIO(b"\xff" * 100_000_000), "a.jpg"),
    }
    assert posted(tablet, "/me/card", large).status_code == 413


def test_the_child_reads_what_is_written_without_other_children_and_answers(
    tablet, work_of, world, browser
):
    with work_of("pipaluk") as work:
        note = "Du legede med Aviaja. Aviajas bold fløj i vandet, og I lo."
        log = record(work, world.children["malik"].id, draft(note=note))
    page = tablet.get("/me/record").text
    assert "Aviaja" not in page
    assert "et andet barns bold" in page
    own = f"/me/record/{log.id}"
    assert tablet.post(own, {"words": "Det var min bold"}, page=own).status_code == 303
    told = browser("sofie").get(f"/children/{log.child_id}/logs").text
    assert "Læst sammen med barnet" in told
    assert "Det var min bold" in told
    tablet.post(own, {"words": "Hemmeligt", "private": "y"}, page=own)
    assert "Hemmeligt" not in browser("sofie").get(f"/children/{log.child_id}/logs").text


def test_the_child_reads_its_goals_and_what_happened_and_nothing_that_is_restricted(
    tablet, work_of, world
):
    malik = world.children["malik"].id
    with work_of("sofie") as work:
        plans.write(work, malik, plan(0, goal(childs_wording="Jeg vil sove")))
    with work_of("pipaluk") as work:
        told = {"what_was_seen": "Du og Aviaja råbte", "adults_actions": "Vi skilte jer ad"}
        first = tell(work, malik, incident("threat", texts=told))
        calmer = told | {"what_helped": "En tur til vandet"}
        tell(work, malik, incident("threat", corrects_id=first.id, texts=calmer))
        tell(work, malik, serious("self_harm", texts={"what_was_seen": "HEMMELIGT"}))
        tell(work, malik, forced(world))
    page = tablet.get("/me/record").text
    for words in ("Jeg vil sove", "Trusler", "Du og et andet barn råbte", "En tur til vandet"):
        assert page.count(words) == 1, words
    for hidden in ("HEMMELIGT", "Gjorde skade", "Magtanvendelse", "Aviaja", "skilte jer ad"):
        assert hidden not in page, hidden


def test_the_child_page_says_that_something_waits_and_to_whom(tablet, browser, world):
    send(tablet, "/me/talk", {"talk_to": "contact_adult"})
    page = f"/children/{world.children['malik'].id}"
    told = "Barnet har sagt noget, du må læse"
    assert told in browser("ivik").get(page).text
    assert told not in browser("sofie").get(page).text


def test_an_adult_signs_in_over_it_and_the_child_session_is_over(tablet, world):
    cookie = tablet.client.get_cookie("institution").value
    tablet.signed_in("ivik")
    assert tablet.get("/me").status_code == 403
    tablet.client.set_cookie("institution", cookie)
    assert tablet.client.get("/me").status_code == 401


def test_the_session_ends_by_itself_after_half_an_hour(tablet, clock):
    clock.now = NOW + timedelta(minutes=29)
    assert tablet.client.get("/me").status_code == 200
    clock.now = NOW + timedelta(minutes=60)
    assert tablet.client.get("/me").status_code == 401


def test_an_answer_without_words_comes_back(tablet, browser, world):
    send(tablet, "/me/card", {"good": "Ski", "shares_with": "home_and_caseworker"})
    page = f"/children/{world.children['malik'].id}/voice"
    ivik = browser("ivik")
    voice_id = re.search(r"voice-([0-9a-f-]{36})", ivik.get(page).text)[1]
    assert ivik.post(f"{page}/{voice_id}/answer", {"text": " "}, page=page).status_code == 422
    sent = ivik.post(f"{page}/{voice_id}/answer", {"text": "Vi tager på ski"}, page=page)
    assert sent.status_code == 303
    assert "Vi tager på ski" in tablet.get("/me").text
