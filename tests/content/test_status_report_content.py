"""The content of the status report: whole, in both languages, and refused where it is wrong."""

import pytest

from institution.access.policy import POLICY, Permission, Relation
from institution.content.node import ContentError, load, placeholders
from institution.content.status_report import status_report
from institution.content.status_report.report import read

REPORT = status_report()
SINGLE_CHILD = [
    permission
    for permission, grants in POLICY.items()
    if any(grant.relation not in {Relation.NO_CHILD, Relation.EVERY_CHILD} for grant in grants)
]


def spoilt(change):
    """Read the file after a change."""
    root = load("status_report.yaml", "status_report")
    change(root.value)
    return read(root)


def test_the_childs_words_are_the_first_section_and_its_comment_the_last():
    keys = [one.key for one in REPORT.sections]
    assert (keys[0], keys[-1]) == ("voice", "comment")


def test_a_single_thing_is_told_in_the_singular():
    said = REPORT.sentences["voice_talk"]
    assert said.filled("en", name="Malik", n=1) == "Malik asked once to talk with an adult."
    assert said.inside("en", name="malik", n=3) == "malik asked 3 times to talk with an adult."


def test_words_for_one_ask_for_nothing_more():
    for sentence in REPORT.sentences.values():
        if sentence.one:
            assert placeholders(sentence.one.da) <= placeholders(sentence.words.da)


def test_a_look_up_without_words_of_its_own_is_told_with_its_code():
    assert REPORT.look_up("log_read", "en") == "Read shift logs"
    assert "made_up" in REPORT.look_up("made_up", "da")
    known = {Permission.LOG_READ, Permission.PLAN_READ, Permission.TREND_READ}
    assert known <= set(SINGLE_CHILD)
    assert {one.value for one in known} <= set(REPORT.look_ups)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file["sections"].append(file["sections"][0]),
        lambda file: file["written"][0].update(section="nowhere"),
        lambda file: file["look_ups"].pop("other"),
        lambda file: file["sentences"]["lives"].update(en="without placeholders"),
        lambda file: file["sentences"]["voice_talk"]["one"].update(da="{x}", en="{x}"),
        lambda file: file["interval"].pop("months"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(change):
    with pytest.raises(ContentError, match=r"status_report\.yaml"):
        spoilt(change)
