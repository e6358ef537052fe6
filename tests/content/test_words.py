"""Texts in two languages."""

import doctest

import pytest

from institution.content import node, words
from institution.content.words import Words, listed

MOOD, CALM, REST = Words("Humør", "Mood"), Words("ro", "calm"), Words("søvn", "sleep")


@pytest.mark.parametrize(
    ("language", "text"), [("da", "Humør"), ("en_GB", "Mood"), ("kl", "Humør")]
)
def test_a_text_falls_back_to_danish(language, text):
    assert MOOD.in_(language) == text


def test_a_sentence_begins_with_a_capital_letter_when_it_is_filled():
    assert Words("{what} er", "{what} is").filled("da", what="søvn") == "Søvn er"


@pytest.mark.parametrize(
    ("name", "da"),
    [("Anders", "Anders' egne svar"), ("Malik", "Maliks egne svar"), ("Max", "Max' egne svar")],
)
def test_what_belongs_to_somebody_is_written_as_in_danish(name, da):
    own = Words("{name}s egne svar", "{name}'s own answers")
    assert own.filled("da", name=name) == da
    assert own.inside("en", name=name) == f"{name}'s own answers"


def test_a_sentence_without_a_value_is_refused():
    with pytest.raises(KeyError, match="what"):
        Words("{what}", "{what}").filled("da")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        ([CALM], "ro"),
        ([CALM, REST], "ro og søvn"),
        ([CALM, REST, CALM], "ro, søvn og ro"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names, text):
    assert listed(names, "da") == text


@pytest.mark.parametrize("module", [words, node])
def test_the_examples_in_the_documentation_are_true(module):
    assert doctest.testmod(module).failed == 0
