"""Every template can be read, uses nothing inline, and puts its words up for translation."""

import re
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


def source(name: str) -> str:
    text = (FOLDER / name).read_text()
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.only_on("sqlite")
def test_a_template_compiles_and_what_it_includes_is_there(app, name):
    tree = app.jinja_env.parse(source(name))
    app.jinja_env.get_template(name)
    wanted = tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
    for node in wanted:
        assert isinstance(node.template, nodes.Const), "the name of a template is written out"
        assert (FOLDER / node.template.value).is_file(), node.template.value


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("what", INLINE)
def test_a_template_has_nothing_inline(name, what):
    assert INLINE[what].findall(source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_trusts_no_text(name):
    assert not re.search(r"\|\s*safe\b", source(name))
    assert "autoescape false" not in source(name)


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n.startswith("components/")])
@pytest.mark.only_on("sqlite")
def test_a_component_is_one_macro_named_as_its_file(app, name):
    tree = app.jinja_env.parse(source(name))
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    assert Path(name).stem in macros
    outside = [m for m in macros if m != Path(name).stem and not m.startswith("_")]
    assert outside == []


@pytest.mark.parametrize("name", [n for n in TEMPLATES if "<form" in source(n)])
def test_every_form_that_is_sent_carries_a_token(name):
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
