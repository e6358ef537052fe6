"""Read the forms of a page as a browser does, and fill them in."""

from dataclasses import dataclass, field

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass
class PageForm:
    """One form of a page: where it goes, and what it would send."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    """What the browser sends when nothing is touched."""
    offers: dict[str, list[str]] = field(default_factory=dict)
    """Answers that can be chosen, by name."""
    texts: list[str] = field(default_factory=list)
    """Names of fields to write in."""
    kinds: dict[str, str] = field(default_factory=dict)
    """What the browser helps to write there, by name, such as `date`."""

    @property
    def names(self) -> list[str]:
        return sorted({*self.sent, *self.offers, *self.texts})

    def filled(self, **answers: str | list[str]) -> dict[str, list[str]]:
        """Return what is sent after these answers."""
        said = {k: v if isinstance(v, list) else [v] for k, v in answers.items()}
        return {**self.sent, **said}


def forms_of(html: str, path: str) -> list[PageForm]:
    """Return the forms that are sent with POST."""
    page = html5lib.parse(html)
    return [
        _read(element, path)
        for element in page.iter(f"{XHTML}form")
        if (element.get("method") or "get").lower() == "post"
    ]


def _read(element, path: str) -> PageForm:
    form = PageForm((element.get("action") or path).split("#")[0])
    for node in element.iter():
        name, tag = node.get("name"), str(node.tag).removeprefix(XHTML)
        if not name or node.get("disabled") is not None:
            continue
        _take(form, node, tag, name)
    return form


def _take(form: PageForm, node, tag: str, name: str) -> None:
    kind, value = (node.get("type") or "text").lower(), node.get("value") or ""
    if tag == "input" and kind in {"radio", "checkbox"}:
        form.offers.setdefault(name, []).append(value or "on")
        if node.get("checked") is not None:
            form.sent.setdefault(name, []).append(value or "on")
    elif tag == "select":
        options = [o.get("value") or "" for o in node.iter(f"{XHTML}option")]
        form.offers[name] = options
        form.sent[name] = options[:1]
    elif tag == "textarea":
        form.texts.append(name)
        form.sent[name] = ["".join(node.itertext()).removeprefix("\n")]
    elif tag == "input" and kind not in {"submit", "button", "file"}:
        if kind != "hidden":
            form.texts.append(name)
            form.kinds[name] = kind
        form.sent[name] = [value]
