"""Every text of the content files is there in Danish and English."""

from importlib.resources import files

import pytest
import yaml

NAMES = sorted(
    one.name for one in files("institution.content").iterdir() if one.name.endswith(".yaml")
)


def texts(value, place):
    """Yield every place that holds a text in some language."""
    if isinstance(value, dict):
        if {"da", "en"} & set(value):
            yield place, value
        for key, inner in value.items():
            yield from texts(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{place}[{number}]")


def filled(value):
    return bool(value.strip()) if isinstance(value, str) else all(filled(one) for one in value)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_there_in_both_languages(name):
    source = files("institution.content").joinpath(name).read_text(encoding="utf-8")
    found = list(texts(yaml.safe_load(source), name))
    assert found
    lacking = [
        place
        for place, value in found
        if not all(key in value and filled(value[key]) for key in ("da", "en"))
    ]
    assert lacking == []
