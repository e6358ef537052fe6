"""What flags say, whole sentence by whole sentence, in Danish and English.

The sentences stand in a file for each language, so that people can read them as the reader does.
"""

import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from institution.content.flags import flags as content
from institution.flags import services
from institution.flags.services import ToldHouse, Weighed, Weighing
from institution.flags.services.findings import Finding
from institution.flags.services.weighing import Weight
from institution.flags.views import house_words, weighing, wording
from institution.stats.change.starts import Start
from tests.flags.test_pages import words

pytestmark = pytest.mark.only_on("sqlite")
LANGUAGES = ["da", "en"]
SINCE = date(2026, 11, 17)
MOOD = {"key": "mood", "usual": 4.0, "now": 2.1}
CALM = {"key": "calm", "usual": 3.9, "now": 2.4}
MANY, ONE = {"n_days": 6, "n_adults": 2}, {"n_days": 1, "n_adults": 1}
FELL = {"dimensions": [MOOD, CALM], "steady": ["adults"]}
ROSE = {"dimensions": [{"key": "mood", "usual": 3.0, "now": 4.2}]}
MISSED = {"dimensions": [{"key": "mood"}], "now": 2.2, "expected": 3.1}
OF_INCIDENTS = (
    "self_harm_or_suicidal",
    "child_missing",
    "safeguarding_concern",
    "allegation_against_adult",
    "extra_care_after_loss",
    "use_of_force_incomplete",
    "return_talk_due",
)
FEW = {"start": {"own_days": 47, "of_home": True}}
RAISED = {
    "below_usual": FELL | MANY,
    "larger_swings": {"dimensions": []} | MANY,
    "above_usual": ROSE | MANY,
    "goal_off_track": MISSED | MANY,
    "log_gap": {"n": 8, "total": 14, "logs": []},
    "child_asks_to_talk": {"logs": []},
    "below_usual_weeks": {"n": 3, "logs": []},
    "incident_cluster": {"n": 3},
    **{kind: {} for kind in OF_INCIDENTS},
}
CHANGES = ("below_usual", "larger_swings", "above_usual")
WEIGHINGS = {
    "weighing: no home": None,
    "weighing: many days": Weighing((), 0, True, 60),
    "weighing: one day, away": Weighing((), 1, False, 1),
    "weighing: newly come": Weighing((), 12, True, 5),
    "weighing: with a plan": Weighing((), 0, True, 60, ("mood", "calm")),
    "weighing: borrowed": Weighing((), 0, True, 47, (), Start(47, of_home=False)),
}


def written(language: str) -> dict[str, list[str]]:
    """Return the sentences of the file of a language under their heads."""
    text = (Path(__file__).parent / f"wording.{language}.txt").read_text()
    parts = (part.splitlines() for part in text.strip().split("\n\n"))
    return {head.strip("[]"): said for head, *said in parts}


@pytest.fixture(params=LANGUAGES)
def sentences(request, app):
    """Give the sentences of a language, and speak it."""
    with speaking(app, request.param):
        yield written(request.param)


@contextmanager
def speaking(app, language):
    with app.test_request_context("/", headers={"Cookie": f"language={language}"}):
        yield


def told(kind, evidence):
    """Return an open flag about Malik."""
    flag = SimpleNamespace(kind=kind, since=SINCE, evidence=evidence)
    child = SimpleNamespace(name="Malik Kreutzmann")
    return SimpleNamespace(flag=flag, child=child, answers=(), goal="Gåtur.", is_open=True)


def said(one) -> list[str]:
    """Return all that a flag says."""
    lines = [wording.headline(one), wording.reasons(one), *wording.dimension_lines(one)]
    return [*lines, *filter(None, [wording.closing(one)]), wording.invitation(one)]


def house(chance):
    """Return a flag of a house."""
    evidence = {"n": 4, "total": 7, "chance": chance}
    flag = SimpleNamespace(kind="whole_home_strain", since=SINCE, evidence=evidence)
    return ToldHouse(flag, "Huset ved fjorden", ())


def weighed(kind, weight) -> Weighed:
    evidence = {"dimensions": [MOOD] if weight is not Weight.NOTHING else []}
    return Weighed(weight, Finding(kind, None, SINCE, SINCE, evidence))


@pytest.mark.parametrize("kind", RAISED)
def test_a_flag_says_this(sentences, kind):
    assert said(told(kind, RAISED[kind])) == sentences[kind]


def test_a_flag_says_that_its_start_is_borrowed(sentences):
    assert said(told("below_usual", FELL | MANY | FEW)) == sentences["below_usual, borrowed"]


@pytest.mark.parametrize("chance", [0.0027, 0.001, 0.00001])
def test_a_flag_of_a_house_says_this(sentences, chance):
    one = house(chance)
    found = [house_words.headline(one), house_words.reasons(one), house_words.closing(one)]
    assert found == sentences[f"whole_home_strain {chance:g}"]


def test_every_kind_that_the_engine_raises_is_among_them():
    verdicts = {one.key for one in content().kinds if one.verdict}
    assert verdicts <= set(RAISED)


@pytest.mark.parametrize("kind", [one for one in RAISED if "n_days" in RAISED[one]])
def test_one_day_and_one_adult_are_told_in_the_singular(sentences, kind):
    found = wording.reasons(told(kind, RAISED[kind] | ONE))
    [ends] = sentences["one day, one adult"]
    assert ends in found


@pytest.mark.parametrize("kind", ["broad_dip", "sustained_low_one", "slow_drift"])
def test_a_flag_of_earlier_rules_counts_in_the_singular_too(sentences, kind):
    one = told(kind, FELL | ONE)
    assert sentences["one day, one adult"][0] in wording.reasons(one)
    assert sentences["one day, one adult, in brackets"][0] in wording.invitation(one)


def test_one_week_is_told_in_the_singular(sentences):
    reasons = wording.reasons(told("below_usual_weeks", {"n": 1}))
    assert sentences["one week"][0] in reasons


@pytest.mark.parametrize("head", WEIGHINGS)
def test_the_page_without_a_flag_says_on_what_it_rests(sentences, head):
    assert weighing.around(WEIGHINGS[head]) == sentences[head]


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("weight", Weight)
def test_the_page_without_a_flag_says_how_much_speaks_for_a_change(sentences, kind, weight):
    one = weighing.shown(weighed(kind, weight))
    found = [one.title, one.seen, one.since, one.would]
    assert list(filter(None, found)) == sentences[f"weighing: {kind} {weight.name}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_page_without_a_flag_reads_so(browser, world, monkeypatch, language):
    found = Weighing((weighed("below_usual", Weight.LITTLE),), 0, True, 60)
    monkeypatch.setattr(services, "weigh", lambda *_: found)
    client = browser("sofie")
    client.post("/language", {"language": language, "next": "/account"}, page="/account")
    page = client.get(f"/children/{world.children['malik'].id}/weighing")
    main = re.search(r"<main.*</main>", page.text, re.DOTALL)
    text = words(SimpleNamespace(text=main.group()))
    assert text.strip() == " ".join(written(language)["weighing: page"])
