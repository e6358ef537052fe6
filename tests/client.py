"""A client that reads pages as strictly as a browser with a screen reader would like them."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import PASSWORD

XHTML = "{http://www.w3.org/1999/xhtml}"
TEMPLATE = f"{XHTML}template"
FIELDS = {"input", "select", "textarea"}
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ODD = r"&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""What may be a fault where it stands."""
VALUE = re.compile(rf'(\s(?!id=|for=|type=)[a-z-]+)="[^"{ODD}]*[^"\s{ODD}][^"{ODD}]*"')
WORDS = re.compile(rf">[^{ODD}]*[^\s{ODD}][^{ODD}]*<")
NAMELESS_OK = {"hidden", "submit", "button"}


class InvalidPageError(AssertionError):
    """A page that a browser would have to guess at."""


class Browser:
    """The Flask test client, with manners."""

    def __init__(self, app) -> None:
        self.client: FlaskClient = app.test_client()

    def signed_in(self, name: str) -> "Browser":
        """Sign in; an empty name stays outside."""
        if name:
            answer = self.post(
                "/sign-in", {"user_name": name, "password": PASSWORD}, page="/sign-in"
            )
            assert answer.status_code == 303, answer.status_code
        return self

    def get(self, url: str, **options) -> TestResponse:
        """Read a page."""
        return self.checked(self.client.get(url, **options))

    def post(self, url: str, data: dict | None = None, page: str = "", **options) -> TestResponse:
        """Send a form with the token of a page."""
        token = self.token(page or "/sign-in")
        return self.checked(
            self.client.post(url, data={"csrf_token": token, **(data or {})}, **options)
        )

    def token(self, page: str) -> str:
        """Return the form token that a page carries."""
        found = re.search(r'name="csrf_token"\s+value="([^"]+)"', self.client.get(page).text)
        assert found, f"no form token on {page}"
        return found.group(1)

    def checked(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html" and answer.text and answer.status_code != 303:
            check_once(bare(answer.text))
        return answer


def bare(html: str) -> str:
    """Return the page with `x` for words and values that have no part in whether it is valid.

    Ids become numbers in the order they come. What an odd mark is in, such as `&`, stays as it is.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    html = ID.sub(lambda found: f"x{numbers[found[0]]}", html)
    return WORDS.sub(">x<", VALUE.sub(r'\1="x"', html))


class Passed:
    """Remembers the pages that were found valid, in a folder all processes of a run have in common.

    To read a page takes longer than to make it, and most differ in words alone.
    """

    folder: Path | None = None

    def __contains__(self, html: str) -> bool:
        return self.folder is not None and self._place(html).exists()

    def add(self, html: str) -> None:
        if self.folder is not None:
            self._place(html).touch()

    def _place(self, html: str) -> Path:
        return self.folder / hashlib.sha256(html.encode()).hexdigest()


PASSED = Passed()


def check_once(html: str) -> None:
    """Refuse a page as `check_page` does, unless it has passed already."""
    if html not in PASSED:
        check_page(html)
        PASSED.add(html)


def check_page(html: str) -> None:
    """Refuse invalid HTML, a missing title, a repeated id, an unlabelled field."""
    parser = html5lib.HTMLParser()
    page = parser.parse(html)
    faults = [f"{code} at {where}" for where, code, _ in parser.errors]
    if faults:
        raise InvalidPageError("; ".join(faults[:5]))
    elements = list(page.iter())
    _check_title(page)
    templates = [e for e in elements if e.tag == TEMPLATE]
    for tree in (page, *templates):
        _check_ids(tree)
    labelled = {e.get("for") for e in elements if e.tag == f"{XHTML}label"} - {None}
    inside = {c for e in elements if e.tag == f"{XHTML}label" for c in e.iter()}
    for element in elements:
        if _needs_label(element) and element.get("id") not in labelled and element not in inside:
            raise InvalidPageError(f"no label: {element.get('name')}")


def _check_ids(tree: Element) -> None:
    """Refuse an id twice in the page, or twice in one template, which is no part of it yet."""
    ids = Counter(e.get("id") for e in _of_tree(tree) if e.get("id"))
    if repeated := [one for one, times in ids.items() if times > 1]:
        raise InvalidPageError(f"repeated id: {repeated}")


def _of_tree(tree: Element) -> Iterator[Element]:
    """Give the elements of a page or a template, but not what is in templates of its own."""
    for element in tree:
        yield element
        if element.tag != TEMPLATE:
            yield from _of_tree(element)


def _check_title(page: Element) -> None:
    title = page.find(f"{XHTML}head/{XHTML}title")
    if title is None or not (title.text or "").strip():
        raise InvalidPageError("no title")


def _needs_label(element: Element) -> bool:
    name = str(element.tag).removeprefix(XHTML)
    named = element.get("aria-label") or element.get("aria-labelledby")
    return name in FIELDS and element.get("type") not in NAMELESS_OK and not named
