"""The page of a child, as its readers see it."""

import gzip
import re
from datetime import date, timedelta

import html5lib
import pytest
from sqlalchemy import func, select

from institution.audit.models import UseLog
from tests.trends.conftest import goal
from tests.world import TODAY

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def page(english, address):
    """Give `page("sofie", "?period=4w")`: the answer."""
    readers = {}

    def page(name: str = "sofie", query: str = "", **options):
        reader = readers.setdefault(name, None) or english(name)
        readers[name] = reader
        return reader.get(address + query, **options)

    return page


def panels(answer) -> dict[str, str]:
    """Return the text of each panel by its title."""
    tree = html5lib.parse(answer.text)
    found = {}
    for figure in tree.iter(f"{XHTML}figure"):
        title = "".join(figure.find(f".//{XHTML}h2").itertext()).split("goal")[0].strip()
        found[title] = " ".join("".join(figure.itertext()).split())
    return found


def rows(answer, title: str) -> list[list[str]]:
    """Return the table of a panel."""
    tree = html5lib.parse(answer.text)
    for table in tree.iter(f"{XHTML}table"):
        caption = table.find(f"{XHTML}caption")
        if caption is not None and (caption.text or "").startswith(title):
            body = table.find(f"{XHTML}tbody")
            return [["".join(cell.itertext()) for cell in row] for row in body]
    raise AssertionError(title)


def test_the_head_says_who_where_since_when_and_when_the_plan_is_reviewed(page, writer):
    writer.plan(goal())
    text = page().text
    assert "Malik Kreutzmann" in text
    assert "13 years · Huset ved fjorden since 1 Sep 2025 · plan reviewed on 1 Feb 2027" in text


def test_a_drop_is_said_in_a_word_and_in_counts(page, writer):
    writer.days(60, 10, 4)
    writer.days(9, 5, 2)
    writer.days(4, 0, 2, author="ivik")
    told = panels(page())["Mood"]
    assert "below own usual" in told
    assert (
        "10 of 14 days seen in the last two weeks lie below what is usual for Malik; "
        "written by 2 adults." in told
    )


def test_as_usual_is_said_with_all_counts(page, writer):
    writer.days(60, 2, 4)
    writer.days(1, 1, 2)
    writer.days(0, 0, 5)
    told = panels(page())["Mood"]
    assert "as usual" in told
    assert "12 are as usual for Malik, 1 below and 1 above; written by one adult." in told


def test_a_rise_is_good_news(page, writer):
    writer.days(60, 10, 3)
    writer.days(9, 0, 5)
    assert "above own usual" in panels(page())["Mood"]


def test_too_few_days_are_said_to_be(page, writer):
    writer.days(2, 0, 3)
    found = panels(page())
    assert "too few days Very good shift" not in found["Mood"]
    assert "Seen on 3 of the last 14 days: too few to compare." in found["Mood"]
    assert "Seen on 0 of the last 14 days" in found["Sleep and rest"]


def test_without_earlier_days_nothing_is_called_usual(page, writer):
    writer.days(9, 0, 3)
    told = "What is usual is known after 14 days in the four weeks before."
    assert told in panels(page())["Mood"]


def test_the_table_has_the_numbers_of_the_picture(page, writer):
    writer.days(60, 7, 4)
    writer.keep(
        writer.day(6, {"mood": 3}),
        writer.day(5, {"mood": 2}),
        writer.day(4, {"mood": 2}, author="ivik"),
        writer.day(2, {"mood": 1}),
        writer.day(1, {"mood": 5}, contact_time="under_1h"),
    )
    *_, before, newest = rows(page(), "Mood")
    assert before == ["9 Nov", "4", "3.5–4.5", "7", "1", "4  4  4  4  4  4  4"]
    assert newest == ["16 Nov", "2", "3.5–4.5", "4", "2", "3  2  2  –  1  (5)  –"]


def test_a_correction_takes_the_place_of_what_it_corrects(page, writer):
    wrong = writer.day(1, {"mood": 1})
    right = writer.day(1, {"mood": 4}, corrects_id=wrong.draft.id, correction_reason="Forkert barn")
    writer.keep(wrong, right)
    assert rows(page(), "Mood")[-1][-1] == "–  –  –  –  –  4  –"


def test_the_childs_answers_stand_on_their_own(page, writer):
    writer.days(13, 0, 4)
    writer.answer(3, 1)
    writer.answer(1, None)
    answer = page()
    assert rows(answer, "How have you been today?") == [["19 Nov", "Really hard"]]
    assert "Answers: 1. Asked, and not today: 1." in panels(answer)["The child's own answers"]
    assert all("1" not in row[-1] for row in rows(answer, "Mood")[-2:])


def test_an_answer_for_the_contact_adult_is_not_on_the_caseworkers_page(page, writer):
    writer.days(13, 0, 4)
    writer.answer(3, 1, "contact_adult_only")
    assert "The child's own answers" not in panels(page("sofie"))
    assert "The child's own answers" in panels(page("ivik"))


def test_dated_marks_have_letters_in_the_pictures_and_words_below(page, writer):
    writer.plan(goal(review_on=TODAY + timedelta(days=5)))
    writer.days(13, 0, 4)
    text = page().text
    listed = re.findall(
        r'pins__letter">(\w)</span> <span class="pins__day">([^<]+)</span> ([^<]+)', text
    )
    assert listed == [
        ("a", "1 Sep", "Version 1 of the plan begins"),
        ("b", "1 Sep", "Begun: Gå en tur sammen hver aften"),
        ("c", "27 Nov", "The goal is looked at again: Jeg vil gerne være glad om aftenen"),
    ]


def test_goals_are_listed_with_where_they_began_are_and_were_to_be(page, writer):
    writer.plan(
        goal(), goal(dimension=None, measure="samtaler om ugen", wording="Ringe til mormor")
    )
    writer.days(13, 0, 3)
    tree = html5lib.parse(page().text)
    table = [one for one in tree.iter(f"{XHTML}table") if "table--stacked" in one.get("class", "")]
    first, second = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in table[0].find(f"{XHTML}tbody")
    ]
    assert first[:4] == ["Jeg vil gerne være glad om aftenen", "2", "3", "3.6"]
    assert first[-1] == "10 Dec 2026"
    assert second[2] == "not counted in the daily log"
    assert "50 percent of the way; 82 were expected today" in page().text


def test_a_goal_says_whether_it_is_on_its_way(page, writer):
    writer.plan(goal())
    writer.days(70, 0, 4)
    assert "on the way to the goal" in panels(page())["Mood"]


def test_a_goal_left_behind_is_said_without_colour(page, writer):
    writer.plan(goal())
    writer.days(70, 0, 2)
    assert "as usual, behind the goal" in panels(page())["Mood"]


def test_there_is_no_score_of_everything(page, writer):
    writer.days(70, 0, 4)
    titles = list(panels(page()))
    assert len(titles) == 8
    assert not {"Total", "Score", "Overall"} & set(titles)


def test_a_page_without_logs_says_so_kindly(page):
    answer = page()
    assert "Nothing is written in this time" in answer.text
    assert panels(answer) == {}


def test_an_unknown_period_leads_to_the_usual_one(page, address):
    answer = page(query="?period=forever")
    assert (answer.status_code, answer.location) == (303, address)


@pytest.fixture
def packed(browser, address):
    """Give `packed("?period=1y")`: the answer to a browser that unpacks."""
    client = browser("sofie").client
    return lambda query: client.get(address + query, headers={"Accept-Encoding": "gzip"})


def test_only_known_queries_are_packed(packed, writer):
    writer.days(13, 0, 4)
    for query in ("", "?period=4w", "?period=1y", "?period=all"):
        assert packed(query).headers.get("Content-Encoding") == "gzip", query
    for query in ("?period=4w&x=1", "?x=1", "?period=4w&"):
        assert "Content-Encoding" not in packed(query).headers, query


def test_a_year_of_days_is_a_small_file(packed, writer):
    keys = ("mood", "calm", "adults", "peers", "learning", "everyday", "initiative", "sleep")
    writer.keep(
        *(
            writer.day(ago, {key: 1 + (ago * 7 + n * 3) % 5 for n, key in enumerate(keys)})
            for ago in range(420)
        )
    )
    answer = packed("?period=1y")
    assert len(answer.data) < 60_000
    assert len(gzip.decompress(answer.data)) > 100_000


def tag_of(answer) -> str:
    return answer.headers["ETag"]


def again(page, tag, name="sofie", query=""):
    return page(name, query, headers={"If-None-Match": tag})


def test_a_page_seen_before_is_not_made_again(page, writer):
    writer.days(3, 0, 4)
    first = page()
    second = again(page, tag_of(first))
    assert (second.status_code, second.data) == (304, b"")
    assert tag_of(second) == tag_of(first)
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "private, no-cache"


def test_every_look_is_logged_also_where_nothing_is_sent(page, writer, database):
    writer.days(3, 0, 4)

    def looks() -> int:
        with database.reading() as session:
            return session.scalar(
                select(func.count()).select_from(UseLog).where(UseLog.child_id == writer.malik.id)
            )

    tag = tag_of(page())
    before = looks()
    again(page, tag)
    assert looks() == before + 1


@pytest.mark.parametrize("what", ["log", "plan", "answer"])
def test_whatever_is_written_makes_a_new_page(page, writer, what):
    writer.days(3, 1, 4)
    tag = tag_of(page())
    if what == "log":
        writer.days(0, 0, 4)
    elif what == "plan":
        writer.plan(goal())
    else:
        writer.answer(0, 4)
    assert again(page, tag).status_code == 200


def test_another_period_reader_language_or_hour_is_another_page(page, english, clock, address):
    tags = {tag_of(page()), tag_of(page(query="?period=4w")), tag_of(page("ivik"))}
    reader = english("sofie")
    tags.add(tag_of(reader.get(address)))
    reader.post("/language", {"language": "da", "next": "/account"}, page="/account")
    tags.add(tag_of(reader.get(address)))
    clock.forward(hours=1)
    tags.add(tag_of(english("sofie").get(address)))
    assert len(tags) == 6


def test_a_message_is_shown_once_and_not_kept_with_the_page(page, address, english):
    reader = english("sofie")
    with reader.client.session_transaction() as session:
        session["_flashes"] = [("message", "Saved.")]
    first = reader.get(address)
    assert "Saved." in first.text
    second = reader.client.get(address, headers={"If-None-Match": tag_of(first)})
    assert second.status_code == 200
    assert "Saved." not in second.text


def test_a_page_the_browser_has_is_drawn_anew_where_a_message_waits(page, address, english):
    reader = english("sofie")
    reader.get(address)
    tag = tag_of(reader.get(address))
    assert reader.client.get(address, headers={"If-None-Match": tag}).status_code == 304
    with reader.client.session_transaction() as session:
        session["_flashes"] = [("message", "Saved.")]
    assert "Saved." in reader.client.get(address, headers={"If-None-Match": tag}).text


def test_a_new_home_is_left_to_settle_in(page, writer):
    writer.move("syd", date(2026, 11, 1))
    writer.days(60, 10, 4)
    writer.days(9, 0, 1)
    told = panels(page())["Mood"]
    assert "settling in" in told
    assert "below own usual" not in told


@pytest.mark.parametrize("name", ["jens", "nuka", "aka", "karl"])
def test_who_does_not_reach_the_child_finds_nothing(page, name):
    assert page(name).status_code == 404
