"""The map of worries, strengths and next steps, as a form like the others: one for each scale."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from institution.content.choices import Choice, choice
from institution.content.editions import Editions
from institution.content.foster_forms import Field, Form, FormScale, FosterForms, Section
from institution.content.node import Node
from institution.content.words import Words

CHILD, NUMBERS, BALANCE = "child_first", "numbers", "balance"
WORRIES, STRENGTHS = "worries", "strengths"
FEARS, WANTED, STEP = "we_fear", "wanted_everyday", "step"
NUMBER, WHO = f"{NUMBERS}__number", "stands"
TASK = "task_with_owner_and_date"
PERSON = frozenset({"who", "seen_by"})
"""Fields that name somebody, on one line."""
READERS = frozenset({"caseworker", "foster_coordinator"})


def read(root: Node) -> FosterForms:
    """Read the map from its file; a wrong place is refused with its line and the reason."""
    scales = root.at("scale").at("versions").each(_scale)
    sections = tuple(_sections(root))
    forms = tuple(_form(root, scale, sections) for scale in scales)
    return FosterForms(
        version=root.at("version").integer(),
        status=root.at("used_with").words(),
        credit=root.at("purpose").words(),
        scales=scales,
        domains=(),
        kinds=(),
        kinds_by_country=MappingProxyType({}),
        gaps=(),
        forms=forms,
        t_label=root.at("name").words(),
        training_hours=None,
        profile_months=0,
    )


worries_strengths = Editions("worries_strengths", "worries_strengths", read)


def _scale(node: Node) -> FormScale:
    """Read a scale from 0 to 10: the numbers with the words of those that have some."""
    anchors = node.at("anchors")
    words = {str(key): anchors.at(key).words() for key in anchors.mapping()}
    answers = {str(n): Words(str(n), str(n)) for n in range(11)}
    for key, said in words.items():
        if key not in answers:
            anchors.refuse(f"'{key}' is not a number from 0 to 10")
        answers[key] = Words(f"{key} · {said.da}", f"{key} · {said.en}")
    return FormScale(
        node.at("key").text(),
        node.at("question").words(),
        MappingProxyType(answers),
        None,
        None,
        (),
    )


def _form(root: Node, scale: FormScale, sections: tuple[Section, ...]) -> Form:
    """Return the map with one of the scales."""
    version = next(
        one for one in root.at("scale").at("versions") if one.at("key").text() == scale.key
    )
    numbers = _numbers(root, scale)
    return Form(
        key=scale.key,
        name=version.at("for").words(),
        purpose=root.at("purpose").words(),
        when=root.at("used_with").words(),
        intro=None,
        honest_limit=None,
        about_child=True,
        due=(),
        own_part=frozenset(),
        readers=READERS,
        as_chosen=frozenset(),
        sections=(*sections, numbers),
    )


def _sections(root: Node) -> Iterator[Section]:
    """Give the parts of the map in the order in which they are filled in."""
    first = root.at(CHILD)
    wants = _field("wants", "text", first.at("wants").words())
    yield _section(CHILD, first.words(), first.at("help").words(), (wants,))
    kinds = root.at("evidence_kinds").each(choice)
    for node in root.at("sections"):
        for part in node.at("parts"):
            known = node.at("key").text() in {WORRIES, STRENGTHS}
            fields = tuple(_fields(root, part, kinds if known else ()))
            key = part.at("key").text()
            name, heading = part.words(), node.words()
            whole = Words(f"{heading.da}: {_small(name.da)}", f"{heading.en}: {_small(name.en)}")
            task = part.maybe("becomes") is not None and part.at("becomes").one_of(TASK) == TASK
            rows = root.at("one_row").words()
            asked = _section(key, whole, part.at("help").words(), fields, rows)
            yield replace(asked, agreements=task)
    balance = root.at(BALANCE)
    why = _field("why", "text", balance.at("why").words(), required=False)
    yield _section(BALANCE, balance.words(), None, (why,))


def _fields(root: Node, part: Node, kinds: tuple[Choice, ...]) -> Iterator[Field]:
    """Give what a statement says, in the words of its pattern."""
    words = {one.at("key").text(): one.words() for one in root.at("pattern_words")}
    named = part.at("fields").each(lambda one: one.one_of(*words))
    if part.maybe("becomes"):
        steps = root.at("steps")
        for key, kind in (("what", "text"), ("owner", "person"), ("due_on", "date")):
            yield _field(key, kind, steps.at(key).words())
        return
    for key in named:
        said = Words(_large(words[key].da), _large(words[key].en))
        yield _field(key, "person" if key in PERSON else "text", said)
    if kinds:
        known = _field("how_known", "choice", root.at("how_known").words())
        yield replace(known, options=kinds)


def _numbers(root: Node, scale: FormScale) -> Section:
    """Return where each person gives an own number."""
    node, told = root.at(NUMBERS), root.at("scale")
    people = told.at("asks_each").each(choice)
    fields = (
        replace(_field(WHO, "choice", node.at("stands").words()), options=people),
        _field("name", "person", node.at("name").words(), required=False),
        replace(_field("number", "scale", scale.question), scale=scale.key),
        _field("reason", "text", told.at("reason_required").words()),
        _field("one_up", "text", told.at("one_up").words(), required=False),
    )
    shown = told.at("shown_as").words()
    return _section(NUMBERS, node.words(), shown, fields, node.at("one").words())


def _field(key: str, kind: str, name: Words, *, required: bool = True) -> Field:
    return Field(key, kind, name, required, (), False, None, None, (), None, (0, 9999), False)


def _section(
    key: str, name: Words, note: Words | None, fields: tuple[Field, ...], rows: Words | None = None
) -> Section:
    return Section(key, name, note, fields, (), (), False, rows, False, frozenset())


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]
