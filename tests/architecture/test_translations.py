"""Every word people read is there in Danish; what is there in Kalaallisut keeps its names."""

import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "institution" / "locale"
NAMES = re.compile(r"%(?:\(\w+\))?[sdf%]")
MAPPINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
KEYWORDS = {"_": None, "gettext": None, "_l": None, "lazy_gettext": None, "ngettext": (1, 2)}
COMMON_TO_BOTH = {"Institution", "Plan", "OK"}


def catalogue(language: str):
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


@cache
def in_the_code() -> dict:
    """Return each message of the code with the first place it is in."""
    methods = [(mapping["pattern"], mapping["method"]) for mapping in MAPPINGS]
    found = {}
    for place in ("institution", "templates"):
        for file, line, message, _, _ in extract_from_dir(
            ROOT, methods, keywords=KEYWORDS, directory_filter=lambda p, place=place: keep(p, place)
        ):
            found.setdefault(message, f"{file}:{line}")
    return found


def keep(path: str, place: str) -> bool:
    relative = Path(path).relative_to(ROOT)
    return not relative.parts or relative.parts[0] == place


def names(text: str) -> set[str]:
    return set(NAMES.findall(text)) - {"%%"}


def test_messages_are_found_in_code_and_templates():
    files = {place.split("/")[0] for place in in_the_code().values()}
    assert files == {"institution", "templates"}


def test_every_message_is_in_the_danish_catalogue_and_translated():
    danish = catalogue("da")
    missing = []
    for message, place in in_the_code().items():
        several = isinstance(message, tuple)
        one = message[0] if several else message
        kept = danish.get(one)
        whole = (
            kept is not None
            and kept.string
            and (isinstance(kept.string, str) or all(kept.string))
            and (kept.pluralizable or not several)
        )
        if not whole:
            missing.append(f"{place}: {one}")
    assert missing == []


@pytest.mark.parametrize("language", ["da", "kl"])
def test_no_translation_is_a_guess_and_each_keeps_the_names_in_it(language):
    for message in catalogue(language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in filter(None, told):
            assert names(string) <= set().union(*map(names, ids)), message.id
            if len(ids) == 1:
                assert names(string) == names(ids[0]), message.id


def test_the_danish_catalogue_holds_nothing_that_nobody_reads():
    known = {m[0] if isinstance(m, tuple) else m for m in in_the_code()}
    spare = [m.id for m in catalogue("da") if m.id and key(m.id) not in known]
    assert spare == []


def key(message) -> str:
    return message[0] if isinstance(message, tuple) else message


def test_danish_is_not_english_left_standing():
    same = {m.id for m in catalogue("da") if m.id and m.id == m.string and " " in key(m.id)}
    assert same <= COMMON_TO_BOTH


def test_the_code_speaks_english():
    assert [m for m in in_the_code() if re.search("[æøåÆØÅ]", key(m))] == []
