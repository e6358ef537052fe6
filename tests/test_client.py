"""The client that refuses pages: every fault is found, whatever words and values are around it."""

import pytest

from tests.client import InvalidPageError, bare, check_page

PAGE = """<!doctype html>
<html lang="da"><head><title>Malik</title></head><body class="wide">
<h1 id="top">Malik &amp; Aviaja</h1>
<form action="/a?b=1" method="post">
  <input type="hidden" name="csrf_token" value="abc">
  <label for="day">Dag</label> <input id="day" name="day" value="2026-11-22">
  <label>Note <textarea name="note">Du fandt ro.</textarea></label>
  <select name="shift" aria-label="Vagt"><option value="day">Dag</option></select>
</form>
<table><tr><td>3</td></tr></table>
<template><p id="top">Igen</p></template>
</body></html>"""
FAULTS = {
    "no title": ("<title>Malik</title>", "<title> </title>"),
    "an id twice": ('<h1 id="top">', '<h1 id="day">'),
    "a field without a label": ('for="day"', 'for="date"'),
    "a select without a label": ('aria-label="Vagt"', 'aria-label=""'),
    "an element that does not end": ("</h1>", ""),
    "an end without a beginning": ("</form>", "</form></p></div>"),
    "an attribute twice": ('<body class="wide">', '<body class="wide" class="low">'),
    "a sign that is not written out": ("Malik &amp; Aviaja", "Malik &nosuch; Aviaja"),
    "a sign in a value": ('value="abc"', 'value="a&nosuch;c"'),
    "a character that is none": ("Du fandt ro.", "Du\x01fandt ro."),
    "such a character in a value": ('value="abc"', 'value="a\x01c"'),
    "a stray angle": ("<td>3</td>", "<td>3<</td>"),
    "no document type": ("<!doctype html>", ""),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_found_in_the_page_and_in_what_is_kept_of_it(what):
    page = PAGE.replace(*FAULTS[what], 1)
    assert page != PAGE
    for text in (page, bare(page)):
        with pytest.raises(InvalidPageError):
            check_page(text)


def test_a_sound_page_is_taken_and_other_words_and_values_are_the_same_page():
    other = PAGE.replace("ro.", "vej til fjorden.").replace('value="abc"', 'value="def"')
    check_page(PAGE)
    check_page(bare(PAGE))
    assert bare(other) == bare(PAGE) != PAGE
