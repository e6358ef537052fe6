"""A hostile tablet: nothing of what it sends is wrongly taken, each is answered and logged."""

import base64
import json
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from tests.offline.tablet import EVENING, HEADER, Tablet, noise, unknown_id
from tests.pages import rows

# What is wrong with an envelope is found before a database is asked; sync is tried on both.
pytestmark = pytest.mark.only_on("sqlite")

FIELDS = ("id", "child_id", "day", "shift", "written_at", "device", "number", "key", "body")
CRAFTED = (
    None, True, 0, -1, 1.5, 2**31, 2**63, "", "x", "\x00", "2026-11-22", "0001-01-01T00:00:00",
    "9999-12-31T23:59:59+00:00", "night", [], {}, [[]], "a" * 5000, "=" * 7, "../../etc", "\ud800",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip


@pytest.fixture
def refusals(app):
    """Count what the security log holds about entries."""
    told = "SELECT count(*) FROM security_log WHERE event = 'entry_refused'"
    return lambda: rows(app, told)[0][0]


@pytest.mark.parametrize("name", FIELDS)
def test_a_changed_field_is_never_taken(tablet, malik, world, logs, refusals, name):
    others = {
        "id": str(uuid4()),
        "child_id": str(world.children["aviaja"].id),
        "day": "2026-11-21",
        "shift": "day",
        "written_at": "2026-11-22T23:00:00+00:00",
        "device": unknown_id(),
        "number": 7,
        "key": unknown_id(),
        "body": noise(300),
    }
    envelope = tablet.envelope(malik)
    answer, _ = tablet.one({**envelope, name: others[name]})
    assert answer == "refused"
    assert (len(logs()), refusals()) == (0, 1)
    assert tablet.one(envelope) == ("stored", "")


def test_a_changed_byte_is_never_taken(tablet, malik, logs, refusals):
    chance, envelope = Random(5), tablet.envelope(malik)
    whole = base64.urlsafe_b64decode(envelope["body"] + "==")
    for place in (0, 1, 64, 65, len(whole) - 1, *chance.sample(range(len(whole)), 20)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        body = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        assert tablet.one({**envelope, "body": body}) == ("refused", "unreadable")
    assert (len(logs()), refusals()) == (0, 25)
    assert tablet.one(envelope) == ("stored", "")


@pytest.mark.parametrize("name", ["v", "kind", *FIELDS])
def test_nonsense_is_answered(tablet, malik, logs, name):
    envelope = tablet.envelope(malik)
    for value in CRAFTED:
        if value == envelope[name]:
            continue
        answer = tablet.send([{**envelope, name: value}]).json["answers"][0]
        assert answer["answer"] == "refused", value
    without = {key: value for key, value in envelope.items() if key != name}
    assert tablet.one(without)[0] == "refused"
    assert logs() == []


def test_what_is_no_entry_is_answered(tablet, logs):
    answers = tablet.send([None, 1, "x", [], {}, {"id": 5}, [{}]]).json["answers"]
    assert [one["code"] for one in answers] == ["malformed"] * 7
    assert logs() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"entries": 5}', b'{"entries": {}}', b"\xff", b"[" * 9999]
)
def test_what_is_no_batch_is_refused_and_logged(tablet, refusals, body):
    assert tablet.client.post("/sync", data=body, headers=HEADER).status_code == 400
    assert refusals() == 1


def test_the_author_cannot_be_forged(tablet, malik, app, world, clock, logs):
    own = tablet.opened["ticket"]
    name, _, signature = own.partition(".")
    other = Tablet(app, world, clock)
    other.open("ivik")
    elsewhere = other.opened["ticket"]
    for ticket in (
        "", "x", name, f"{name}.", f"{name}.x", f"{unknown_id()}.{signature}", f"{own}x", elsewhere,
        f"{elsewhere.partition('.')[0]}.{signature}",
    ):  # fmt: skip
        assert tablet.one(tablet.envelope(malik, ticket=ticket)) == ("refused", "forged")
    assert logs() == []


def test_another_units_child_and_a_blocked_one_are_out_of_reach(tablet, malik, world, logs):
    for child in (world.children["nivi"], world.children["inuk"], uuid4()):
        assert tablet.one(tablet.envelope(child)) == ("refused", "not_in_shift")
    tablet.open("aka")
    assert tablet.one(tablet.envelope(malik)) == ("refused", "not_in_shift")
    assert logs() == []


def test_a_ticket_opens_its_own_shift_alone(tablet, malik, logs):
    for changed in ({"day": "2026-11-21"}, {"shift": "day"}, {"shift": "night"}):
        assert tablet.one(tablet.envelope(malik, **changed)) == ("refused", "other_shift")
    assert logs() == []


def test_another_tablets_envelopes_are_not_taken(tablet, malik, app, world, clock, logs):
    other = Tablet(app, world, clock)
    assert other.one(tablet.envelope(malik)) == ("refused", "other_device")
    assert logs() == []


@pytest.mark.parametrize("text", ["\ud800", "\x00", "a" * 4001])
def test_a_text_that_cannot_be_kept_comes_back(tablet, malik, logs, text):
    assert tablet.one(tablet.envelope(malik, {**EVENING, "note": text}))[0] == "refused"
    assert logs() == []


def test_replayed_and_reordered_entries_change_nothing(tablet, malik, logs):
    batch = [tablet.envelope(malik, {**EVENING, "note": str(n)}) for n in range(5)]
    tablet.send(batch)
    again = tablet.send([*reversed(batch), *batch]).json["answers"]
    assert {one["answer"] for one in again} == {"known"}
    assert len(logs()) == 5


@pytest.mark.parametrize("years", [-10, -3, 3, 10])
def test_a_clock_years_wrong_is_put_right_and_marked(tablet, malik, app, clock, years):
    tablet.skew = timedelta(days=365.25 * years)
    tablet.write(malik)
    clock.forward(hours=5)
    assert [one["answer"] for one in tablet.sync().values()] == ["stored"]
    found = rows(app, "SELECT skewed, written_at, reckoned_at FROM received_entries")[0]
    log = rows(app, "SELECT written_at, received_at FROM shift_logs")[0]
    assert found.skewed
    assert str(found.written_at)[:4] == str((clock() + tablet.skew).year)
    assert str(found.reckoned_at)[:16] == str(log.written_at)[:16] == "2026-11-22 23:50"
    assert str(log.received_at)[:16] == "2026-11-23 04:50"


@pytest.mark.parametrize("sent_at", [None, "", "x", 5, "2026-11-22T23:50:00"])
def test_a_clock_that_is_not_told_is_held_within_the_shift(tablet, malik, app, sent_at):
    envelope = tablet.envelope(malik, written_at="1999-01-01T00:00:00+00:00")
    assert tablet.send([envelope], sent_at=sent_at).json["answers"][0]["answer"] == "stored"
    assert rows(app, "SELECT skewed FROM received_entries")[0][0]


def test_a_shift_that_had_ended_is_not_written_about_with_its_ticket(tablet, malik, clock):
    clock.forward(hours=4)
    assert tablet.one(tablet.envelope(malik)) == ("refused", "after_shift")


def test_ten_thousand_entries_are_answered_one_by_one(tablet, malik, logs, refusals):
    one = tablet.envelope(malik)
    many = [one, *({**one, "id": str(uuid4()), "body": "AAAA"} for _ in range(9_999))]
    answers = tablet.send(many).json["answers"]
    assert [len(answers), answers[0]["answer"]] == [10_000, "stored"]
    assert {one["answer"] for one in answers[1:]} == {"refused", "later"}
    assert (len(logs()), refusals() > 0) == (1, True)


def test_ten_megabytes_are_refused_and_logged(tablet, malik, logs, refusals):
    large = json.dumps({"entries": [{**tablet.envelope(malik), "body": "A" * 10_000_000}]})
    answer = tablet.client.post("/sync", data=large, headers=HEADER)
    assert answer.status_code == 413
    assert answer.is_json
    assert (logs(), refusals()) == ([], 1)
