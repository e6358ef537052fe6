"""The forms of one edition as a whole."""

from dataclasses import dataclass
from types import MappingProxyType

from institution.content.choices import Choice
from institution.content.deadlines import deadlines
from institution.content.foster_forms.fields import Field, Sets, field, option_sets
from institution.content.foster_forms.forms import (
    Domain,
    Form,
    Item,
    Parts,
    Section,
    domain,
    form,
    section,
)
from institution.content.foster_forms.scales import FormScale, scale
from institution.content.keyed import by_key, repeated
from institution.content.node import Node, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class FosterForms:
    """What the forms ask, in one edition."""

    version: int
    status: Words
    credit: Words
    scales: tuple[FormScale, ...]
    domains: tuple[Domain, ...]
    kinds: tuple[Choice, ...]
    """Kinds of family."""
    kinds_by_country: MappingProxyType[str, tuple[str, ...]]
    gaps: tuple[Choice, ...]
    forms: tuple[Form, ...]
    t_label: Words
    """The heading of T, as set."""
    training_hours: int | None
    """Hours a year that the municipality asks for; None where it has not said."""
    profile_months: int
    """How long a profile may be used for a match."""

    def form(self, key: str) -> Form:
        """Return the form with this key, or raise KeyError."""
        return by_key(self.forms, key)

    def scale(self, key: str) -> FormScale:
        """Return the scale with this key, or raise KeyError."""
        return by_key(self.scales, key)

    def domain(self, key: str) -> Domain:
        """Return the area with this key, or raise KeyError."""
        return by_key(self.domains, key)

    def item(self, key: str) -> Item:
        """Return the item with this key, or raise KeyError."""
        return by_key((item for one in self.domains for item in one.items), key)

    def domain_name(self, key: str) -> Words:
        """Return the heading of an area; that of T is a setting."""
        return self.t_label if key == "T" else self.domain(key).name


def read(root: Node) -> FosterForms:
    """Read the forms from their file; a wrong place is refused with its line and the reason."""
    sets, scales = option_sets(root.at("option_sets")), root.at("scales").each(scale)
    domains = root.at("domains").each(domain)
    names = frozenset(one.key for one in scales)
    parts = _parts(root, sets, names, domains)
    _refuse_repeated(root.at("domains"), [item for one in domains for item in one.items])
    forms = tuple(_form(node, sets, names, parts) for node in root.at("forms"))
    _refuse_repeated(root.at("forms"), forms)
    settings = {one.at("key").text(): one for one in root.at("settings")}
    kinds = root.at("option_sets").at("family_kind")
    return FosterForms(
        root.at("version").integer(),
        root.at("status").words(),
        root.at("credit").words(),
        scales,
        domains,
        sets["family_kind"],
        _by_country(kinds),
        sets["gap"],
        forms,
        _label(settings["t_domain_label"]),
        settings["training_hours_per_year"].optional("default", Node.integer),
        settings["profile_valid_months"].at("default").integer(),
    )


def _parts(root: Node, sets: Sets, scales: frozenset[str], domains: tuple[Domain, ...]) -> Parts:
    given = root.at("field_sets")
    field_sets = {
        str(key): given.at(key).each(lambda node: field(node, sets, scales))
        for key in given.mapping()
    }
    items = tuple(item.key for one in domains for item in one.items)
    lists = {
        one.at("key").text(): one.at("default").each(lambda node: node.one_of(*items))
        for one in root.at("settings")
        if isinstance(one.mapping().get("default"), list)
    }
    return Parts(MappingProxyType(field_sets), MappingProxyType(lists), items)


def _form(node: Node, sets: Sets, scales: frozenset[str], parts: Parts) -> Form:
    """Read a form; every condition must name a field of it."""
    found: list[tuple[Node, Section]] = []
    for one in node.at("sections"):
        own = one.list_of("fields", lambda part: field(part, sets, scales))
        found.append((one, section(one, parts, own)))
    known = {part.key for _, has in found for part in has.fields}
    for place, has in found:
        for part in has.fields:
            if part.condition and part.condition.field not in known:
                told = f"'{part.key}' depends on '{part.condition.field}', which is not asked"
                place.refuse(told)
        _refuse_repeated(place, has.fields)
    rules = frozenset(rule.key for rule in deadlines.newest().rules)
    return form(node, tuple(has for _, has in found), rules)


def _refuse_repeated(node: Node, things: tuple[Field, ...] | tuple[Form, ...] | list[Item]) -> None:
    """Refuse a key that is used twice."""
    if twice := repeated(things):
        node.refuse(f"'{twice[0]}' is there twice")


def _by_country(node: Node) -> MappingProxyType[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in node:
        for country in one.at("profile").each(text):
            found.setdefault(country, []).append(one.at("key").text())
    return MappingProxyType({country: tuple(kinds) for country, kinds in found.items()})


def _label(node: Node) -> Words:
    """Return the heading that is chosen."""
    chosen = node.at("default").text()
    for one in node.at("options"):
        if one.at("key").text() == chosen:
            return one.words()
    return node.at("default").refuse("is not one of the options")
