"""Look into a PDF: the check codes printed on its pages, and which pages are not as they were."""

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any

from pypdf import PageObject, PdfReader

CODE = re.compile(r"\b(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}\b")
DEEPEST = 8
"""Pictures in pictures that are followed."""


class UnreadableError(Exception):
    """Not a PDF, or one that does not open."""


def printed_codes(file: bytes) -> list[str]:
    """Return the check codes on the pages of a file, each once, in order.

    Raises:
        UnreadableError: the file does not open.
    """
    try:
        found = [CODE.findall(page.extract_text()) for page in PdfReader(BytesIO(file)).pages]
    except Exception as error:  # whatever a damaged file makes the reader stumble over
        raise UnreadableError from error
    return list(dict.fromkeys(code for codes in found for code in codes))


def changed_pages(file: bytes, signed: bytes) -> list[int]:
    """Return the numbers, from 1, of the pages that do not show what was signed.

    Raises:
        UnreadableError: the file does not open.
    """
    pairs = zip_longest(_fingerprints(file), _fingerprints(signed))
    return [number for number, (one, other) in enumerate(pairs, 1) if one != other]


def _fingerprints(file: bytes) -> list[str]:
    """Return a digest of all that each page draws."""
    try:
        return [_fingerprint(page) for page in PdfReader(BytesIO(file)).pages]
    except Exception as error:  # whatever a damaged file makes the reader stumble over
        raise UnreadableError from error


def _fingerprint(page: PageObject) -> str:
    """Return a digest of what a page draws, its pictures included."""
    contents = page.get_contents()
    digest = hashlib.sha256(b"" if contents is None else contents.get_data())
    for drawn in _pictures(page.get("/Resources"), 0):
        digest.update(drawn)
    return digest.hexdigest()


def _pictures(resources: Any, depth: int) -> Iterator[bytes]:
    """Give what the pictures of a page, and those inside them, draw."""
    named = resources.get_object().get("/XObject") if resources else None
    if named is None or depth > DEEPEST:
        return
    for _, kept in sorted(named.get_object().items()):
        picture = kept.get_object()
        yield picture.get_data()
        yield from _pictures(picture.get("/Resources"), depth + 1)
