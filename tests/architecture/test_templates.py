"""Every template can be read, uses nothing inline, and puts its words up for translation."""

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import nodes

FOLDER = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an address that runs": re.compile(r"javascript:|data:text", re.IGNORECASE),
}


@cache
def source(name: str) -> str:
    text = (FOLDER / name).read_text()
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.only_on("sqlite")
def test_templates_compile_and_what_they_include_is_there(app):
    for name in TEMPLATES:
        tree = app.jinja_env.parse(source(name))
        app.jinja_env.get_template(name)
        wanted = tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        for node in wanted:
            assert isinstance(node.template, nodes.Const), f"{name}: a template's name is written"
            assert (FOLDER / node.template.value).is_file(), f"{name}: {node.template.value}"


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has_anything_inline(what):
    assert {
        name: found for name in TEMPLATES if (found := INLINE[what].findall(source(name)))
    } == {}


def test_no_template_trusts_a_text():
    trusting = re.compile(r"\|\s*safe\b|autoescape false")
    assert [name for name in TEMPLATES if trusting.search(source(name))] == []


@pytest.mark.only_on("sqlite")
def test_a_component_is_one_macro_named_as_its_file(app):
    for name in TEMPLATES:
        if not name.startswith("components/"):
            continue
        tree = app.jinja_env.parse(source(name))
        macros = {node.name for node in tree.find_all(nodes.Macro)}
        assert Path(name).stem in macros, name
        outside = [m for m in macros if m != Path(name).stem and not m.startswith("_")]
        assert outside == [], name


def test_every_form_that_is_sent_carries_a_token():
    for name in TEMPLATES:
        for form in re.findall(r"<form.*?</form>", source(name), re.DOTALL):
            if 'method="get"' not in form.lower():
                assert "csrf_token" in form, name


def test_links_and_files_are_named_by_endpoint():
    for name in TEMPLATES:
        assert re.findall(r'(?:href|src|action)="/(?!/)[^"{]*"', source(name)) == [], name


@pytest.mark.only_on("sqlite")
def test_every_endpoint_a_template_names_exists(app):
    for name in TEMPLATES:
        for endpoint in re.findall(r"url_for\(\s*['\"]([\w.]+)['\"]", source(name)):
            assert endpoint in app.view_functions, f"{name}: {endpoint}"
