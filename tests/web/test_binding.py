"""Fields that are made once and copied for each form show nothing of another form."""

from typing import ClassVar

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from institution.web.binding import BoundOnce
from institution.web.fields import OneOf


class Asking(Form):
    Meta = BoundOnce
    bound: ClassVar[dict] = {}
    words = StringField("Words", validators=[InputRequired("Write something")])
    answer = OneOf("Answer", choices={"a": "A", "b": "B"})


def sent(**values) -> Asking:
    return Asking(MultiDict(values))


def test_two_forms_share_no_answers_and_no_errors():
    first, second = sent(words="kort", answer="a"), sent()
    assert (first.words.data, first.answer.data) == ("kort", "a")
    assert not second.words.data
    assert not second.answer.data
    assert not second.validate()
    assert second.words.errors == ["Write something"]
    assert first.validate()
    assert not first.words.errors


def test_what_is_offered_in_one_form_is_not_offered_in_the_next():
    first = Asking()
    first.answer.choices = {"c": "C"}
    assert list(Asking().answer.choices) == ["a", "b"]


def test_a_field_belongs_to_the_form_it_is_in():
    first, second = Asking(), Asking()
    assert first.words._form is first
    assert second.words._form is second
    assert first.words is not second.words


def test_no_form_is_kept_with_what_was_typed():
    sent(words="kort")
    assert Asking.bound
    for field in Asking.bound.values():
        assert field._form is None
        assert not hasattr(field, "data")


def test_each_class_has_fields_of_its_own():
    other = type("Other", (Asking,), {"words": StringField("Other words"), "bound": {}})
    assert (Asking().words.label.text, other().words.label.text) == ("Words", "Other words")
    with pytest.raises(KeyError):
        other()["nowhere"]
