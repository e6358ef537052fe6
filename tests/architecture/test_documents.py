"""Every setting is documented, and the documents name nothing that is not there."""

import dataclasses
import re
from pathlib import Path

import pytest

from institution.config import Settings, SettingsError, from_environment

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
VARIABLES = re.findall(r"INSTITUTION_[A-Z_]+", (ROOT / "institution" / "config.py").read_text())


def test_every_setting_is_documented_and_no_other():
    assert set(re.findall(r"INSTITUTION_[A-Z_]+", SETTINGS)) == set(VARIABLES)
    assert len(set(VARIABLES)) == len(dataclasses.fields(Settings))


@pytest.mark.parametrize("variable", sorted(set(VARIABLES)))
def test_every_setting_is_read(variable):
    value = {"INSTITUTION_LANGUAGE": "kl", "INSTITUTION_TIMEZONE": "Europe/Copenhagen"}
    given = from_environment({variable: value.get(variable, "something")})
    assert given != from_environment({})


def test_an_empty_setting_is_none():
    assert from_environment(dict.fromkeys(VARIABLES, "")) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("INSTITUTION_LANGUAGE", "sv"), ("INSTITUTION_TIMEZONE", "America/Nook")],
)
def test_a_setting_that_cannot_be_is_refused_by_name(variable, value):
    with pytest.raises(SettingsError, match=variable):
        from_environment({variable: value})


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text()):
        assert (path.parent / target).exists(), target


def test_decisions_are_numbered_in_order():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert len(numbers) == len(set(numbers))
    assert numbers == sorted(numbers)
