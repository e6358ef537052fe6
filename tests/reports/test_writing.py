"""From the records to a locked report: who may, what is refused, and that nothing is lost."""

import json
from dataclasses import replace

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.content.status_report import status_report
from institution.reports import services
from institution.reports.services import Period
from institution.reports.services.bodies import read_body
from institution.voice import services as voice
from tests.reports.conftest import PERIOD, TEXTS, version
from tests.trends.conftest import goal
from tests.voice.saying import said_by
from tests.world import TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def draft(begun, work_of, malik):
    """Give the sections of the draft by key."""
    with work_of("ivik") as work:
        report = services.found(work, Permission.REPORT_WRITE, malik, begun)
        return {one["key"]: one for one in read_body(report.drafts[-1].body)}


def texts(section) -> str:
    return " ".join(f"{one['text']} {one['quote']}" for one in section["told"])


@BOTH
def test_the_childs_own_words_come_first(begun, work_of, malik):
    with work_of("ivik") as work:
        report = services.found(work, Permission.REPORT_WRITE, malik, begun)
        body = read_body(report.drafts[-1].body)
    assert [one["key"] for one in body] == [one.key for one in status_report().sections]
    assert body[0]["key"] == "voice"
    assert "Jeg vil ud at fiske" in texts(body[0])


def test_what_the_child_told_one_adult_only_is_not_passed_on(draft):
    assert "HEMMELIGT" not in json.dumps(draft)


@BOTH
def test_every_number_says_on_which_records_it_rests(draft, begun, work_of, malik):
    says_nothing = (
        "I billederne",
        "Der er ikke skrevet om",
        "Hændelser, som kun nogle",
        "Den, der samlede",
    )
    for section in draft.values():
        for one in section["told"]:
            assert one["sources"] or one["text"].startswith(says_nothing), one["text"]
    mood = next(one for one in draft["days"]["told"] if one["text"].startswith("Humør"))
    assert len(mood["sources"]) == 70
    assert "set på 70 dage af 3 voksne" in mood["text"]


def test_a_draft_has_a_picture_of_each_dimension_and_of_the_childs_answers(draft):
    figures = [one["figure"] for section in draft.values() for one in section["told"]]
    assert len([one for one in figures if one]) == 9
    assert all(one["alt"] and one["title"] for one in figures if one)


def test_a_goal_stands_in_the_childs_own_words_too(writer, work_of, malik):
    wishes = goal(childs_wording="Jeg vil sove", dimension=None, baseline=None, target_low=None)
    writer.plan(wishes)
    with work_of("ivik") as work:
        report = services.begin(work, malik, PERIOD)
        goals = read_body(report.drafts[-1].body)[2]
    assert "med Maliks egne ord: Jeg vil sove" in texts(goals)
    assert "tallene fra 0 til 10" in texts(goals)


def test_goals_supports_and_what_worked_are_told(draft):
    assert "Jeg vil gerne være glad om aftenen" in texts(draft["goals"])
    assert "Gå en tur sammen hver aften" in texts(draft["goals"])
    assert "Du lo højt" in texts(draft["worked"])
    assert "hele dagen" in texts(draft["health"])
    assert "8,5 timer" in texts(draft["health"])


@BOTH
def test_gathering_again_keeps_the_ids_of_sentences_and_what_was_written(ready, work_of, malik):
    with work_of("ivik") as work:
        report = services.found(work, Permission.REPORT_WRITE, malik, ready)
        before = {one["id"] for s in read_body(report.drafts[-1].body) for one in s["told"]}
        for _ in range(2):
            services.gather_again(work, malik, ready, replace(PERIOD, language="en"))
        report = services.found(work, Permission.REPORT_WRITE, malik, ready)
        after = {one["id"] for s in read_body(report.drafts[-1].body) for one in s["told"]}
        assert (len(report.drafts), before) == (2, after)
        assert services.as_written(report.versions[-1]).texts == TEXTS


@pytest.mark.parametrize(
    "period",
    [
        Period(TODAY, TODAY),
        Period(TODAY, PERIOD.first),
        Period(PERIOD.first, TODAY.replace(year=2027)),
        Period(TODAY.replace(year=2020), TODAY),
        Period(PERIOD.first, TODAY, "sv"),
    ],
)
def test_a_period_that_cannot_be_is_refused(work_of, malik, period):
    with work_of("ivik") as work, pytest.raises(services.PeriodError):
        services.begin(work, malik, period)


def test_only_one_report_is_written_at_a_time(begun, work_of, malik):
    with work_of("hans") as work, pytest.raises(services.AlreadyBegunError) as told:
        services.begin(work, malik, PERIOD)
    assert told.value.report_id == begun


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("pipaluk", NotAllowedError),
        ("sofie", NotAllowedError),
        ("nuka", NotAllowedError),
        ("aka", NotAllowedError),
        ("ane", NotAllowedError),
    ],
)
def test_only_contact_adults_leads_and_managers_write(begun, work_of, malik, name, refusal):
    with work_of(name) as work, pytest.raises(refusal):
        services.write(work, malik, begun, version())


def test_the_caseworker_reads_it_once_it_is_signed(ready, work_of, malik):
    with work_of("sofie") as work, pytest.raises(NotReachableError):
        services.found(work, Permission.REPORT_READ, malik, ready)
    with work_of("hans") as work:
        services.sign(work, malik, ready, 1)
    with work_of("sofie") as work:
        report = services.found(work, Permission.REPORT_READ, malik, ready)
        assert services.signed_document(report.signature)["signed"]["who"] == "Hans Petersen"


def test_a_version_made_from_an_older_one_is_refused_and_nothing_is_lost(ready, work_of, malik):
    with work_of("naja") as work, pytest.raises(services.OvertakenError):
        services.write(work, malik, ready, version(0, texts={"judgement": "Overskrevet"}))
    with work_of("ivik") as work:
        report = services.found(work, Permission.REPORT_WRITE, malik, ready)
        assert services.as_written(report.versions[-1]).texts == TEXTS


def test_the_same_again_is_no_new_version(ready, work_of, malik):
    with work_of("ivik") as work:
        assert services.write(work, malik, ready, version(1)) == 1
        assert services.write(work, malik, ready, version(1, texts={"effect": "Mere"})) == 2


@pytest.mark.parametrize(
    "says",
    [{"texts": {"unknown": "x"}}, {"texts": {"judgement": "x" * 7000}}, {"childs_part": "maybe"}],
)
def test_what_nobody_asked_for_is_refused(begun, work_of, malik, says):
    with work_of("ivik") as work, pytest.raises(services.UnknownAnswerError):
        services.write(work, malik, begun, version(**says))


@pytest.mark.parametrize(
    ("says", "missing"),
    [
        ({"texts": {}}, ("effect", "judgement")),
        ({"childs_part": None}, ("childs_part",)),
        ({"childs_part": "not_possible", "comment": None}, ("comment",)),
    ],
)
def test_a_report_is_signed_whole_or_not_at_all(begun, work_of, malik, says, missing):
    with work_of("ivik") as work:
        services.write(work, malik, begun, version(**says))
    with work_of("hans") as work, pytest.raises(services.UnfinishedError) as told:
        services.sign(work, malik, begun, 1)
    assert told.value.missing == missing


@pytest.mark.parametrize("name", ["ivik", "naja", "sofie", "pipaluk", "jens"])
def test_only_the_manager_signs(ready, work_of, malik, name):
    with work_of(name) as work, pytest.raises(NotAllowedError):
        services.sign(work, malik, ready, 1)


def test_what_is_signed_is_what_was_read(ready, work_of, malik):
    with work_of("ivik") as work:
        services.write(work, malik, ready, version(1, comment="Jeg fisker torsk"))
    with work_of("hans") as work, pytest.raises(services.OvertakenError):
        services.sign(work, malik, ready, 1)


@BOTH
def test_nothing_changes_after_the_signature(signed, work_of, malik):
    with work_of("hans") as work:
        for change in (
            lambda: services.write(work, malik, signed, version(1, texts={"effect": "Nyt"})),
            lambda: services.gather_again(work, malik, signed, PERIOD),
            lambda: services.sign(work, malik, signed, 1),
        ):
            with pytest.raises(services.LockedError):
                change()


def test_a_sentence_that_is_left_out_is_not_in_the_report(begun, draft, work_of, malik):
    out = next(one for one in draft["worked"]["told"] if "(63)" in one["quote"])
    with work_of("ivik") as work:
        services.write(work, malik, begun, version(left_out=(out["id"],)))
    with work_of("hans") as work:
        services.sign(work, malik, begun, 1)
        report = services.found(work, Permission.REPORT_READ, malik, begun)
        document = services.signed_document(report.signature)
    assert "(63)" not in json.dumps(document)
    assert document["left_out"].startswith("Én sætning")


@BOTH
def test_a_receipt_is_given_once(signed, work_of, malik):
    with work_of("sofie") as work:
        assert services.receive(work, malik, signed, "Tak")
        assert not services.receive(work, malik, signed, "Tak igen")
        report = services.found(work, Permission.REPORT_READ, malik, signed)
        assert report.receipt.text == "Tak"


def test_what_the_child_said_on_its_own_page_stands_first_in_its_words(
    browser, database, world, written, work_of, malik
):
    answer = {"kind": "day", "good": None, "scale": "five_faces", "value": 4}
    card = said_by(database, world, "malik", hard="Larm om natten", wishes="En lås på min dør")
    faces = said_by(database, world, "malik", **answer, words="I dag fik jeg en fisk")
    talk = said_by(database, world, "malik", kind="talk", good=None, talk_to="any_adult")
    said_by(database, world, "malik", good="UÅBNET ord")
    said_by(database, world, "malik", shares_with="contact_adult_only", good="HEMMELIGT ord")
    with work_of("ivik") as work:
        for one in (card, faces, talk):
            voice.opened(work, malik, one)
        voice.answer(work, malik, card, "Du fik en lås i dag.")
        report = services.begin(work, malik, PERIOD).id
    with work_of("ivik") as work:
        kept = services.found(work, Permission.REPORT_WRITE, malik, report)
        section = read_body(kept.drafts[-1].body)[0]
    told = section["told"]
    quotes = [one["quote"] for one in told]
    first = quotes.index("Fodbold")
    assert quotes[first:][:5] == [
        "Fodbold",
        "Larm om natten",
        "En lås på min dør",
        "Du fik en lås i dag.",
        "I dag fik jeg en fisk",
    ]
    assert all(quotes[: first + 5]), "the child's own words come before all counts"
    assert [one["id"] for one in told[first]["sources"]] == [str(card)]
    everything = json.dumps(section, ensure_ascii=False)
    assert "UÅBNET" not in everything, "the child could not see who read it here"
    assert "HEMMELIGT" not in everything
    [answers] = [one for one in told if one["figure"]]
    assert {"kind": "voice", "id": str(faces), "day": str(TODAY)} in answers["sources"]
    [asked] = [one for one in told if "bedt om at tale" in one["text"]]
    assert str(talk) in {one["id"] for one in asked["sources"]}
    sentence = f"/children/{malik}/reports/{report}/sentences/{told[first]['id']}"
    page = browser("ivik").get(sentence).text
    assert f"/children/{malik}/voice#voice-{card}" in page
