"""Errors in a content file name the file and the place."""

import pytest

from institution.content.node import ContentError, Node, parse

HERE = "daily_log.yaml: x"


def refusal(value, method, *arguments):
    with pytest.raises(ContentError) as caught:
        getattr(Node(value, HERE), method)(*arguments)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ([], "mapping"),
        ("", "text"),
        (3, "text"),
        (True, "integer"),
        ("3", "integer"),
        (True, "number"),
        (None, "number"),
        (1, "yes"),
        ("7", "clock"),
        (420, "clock"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(value, method):
    assert refusal(value, method).startswith(f"{HERE}: ")


def test_a_value_that_is_no_list_is_refused():
    with pytest.raises(ContentError, match="a list is needed here"):
        list(Node({}, HERE))


def test_a_missing_key_is_named():
    assert refusal({"da": "x"}, "words") == f"{HERE}: 'en' is missing"


def test_placeholders_must_be_the_same_in_both_languages():
    assert "different placeholders" in refusal({"da": "{child}", "en": "{day}"}, "words")


def test_an_unknown_word_lists_the_known_ones():
    assert refusal("day", "one_of", "hours", "days") == f"{HERE}: 'day' is not one of hours, days"


def test_an_entry_of_a_list_is_named_by_its_key_or_number():
    places = [node.place for node in Node([{"key": "mood"}, "calm"], "x")]
    assert places == ["x[mood]", "x[1]"]


def test_what_is_absent_or_empty_is_optional():
    node = Node({"a": None, "n": 3}, HERE)
    assert node.optional("a", Node.text) is None
    assert node.optional("b", Node.text) is None
    assert node.optional("n", Node.number) == 3.0
    assert node.list_of("b", Node.text) == ()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a: [", "not readable as YAML"),
        ("- a", "a mapping is needed here"),
        ("kind: other", "'other' is not one of flags"),
        ("version: 1", "'kind' is missing"),
    ],
)
def test_a_file_of_another_kind_is_refused(source, reason):
    with pytest.raises(ContentError, match=reason) as caught:
        parse(source, "flags.yaml", "flags")
    assert str(caught.value).startswith("flags.yaml")
