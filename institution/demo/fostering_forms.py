"""What the forms of the demo's foster families say."""

from datetime import date, timedelta
from typing import Any, TypeAlias

from institution.content.foster_forms import foster_forms

BEFORE = timedelta(days=420)
"""How long ago the families were registered."""
Told: TypeAlias = dict[str, Any]
Answers: TypeAlias = dict[str, Any]


def record(told: Told, last: date) -> Answers:
    """Return the record and permit of a family."""
    begins = last - BEFORE
    return {
        "family__carers": told["name"],
        "family__kind": told["kind"],
        "family__household": told["household"],
        "family__town": told["town"],
        "family__languages": ["kl", "da"],
        "family__address_protected": "is_yes" if told["protected"] else "is_no",
        "family__coordinator": "Laila Brandt",
        "family__kin_checked": "none_found",
        "permit__number": f"{told['reference']}/1",
        "permit__issuer": "Ternebugt Kommune",
        "permit__valid_from": begins.isoformat(),
        "permit__valid_to": (last + timedelta(days=told["permit_days"])).isoformat(),
        "permit__most_children": told["most"],
        "permit__permit_file": "Sag 27-4, dokument 3",
        **{
            f"checks__{check}__{key}": said
            for check in ("criminal_record", "childrens_certificate", "medical_statement",
                          "income_and_tax")
            for key, said in (("for_whom", told["name"]), ("seen_on", begins.isoformat()),
                              ("seen_by", "Laila Brandt"))
        },
    }  # fmt: skip


def profile(told: Told, which: str, last: date) -> Answers:
    """Return a profile with the scores of one time."""
    said: Answers = {}
    scores = zip(told["observations"].items(), told["scores"][which], strict=True)
    for (item, seen), score in scores:
        row = f"items__{item}__"
        said[f"{row}score"] = str(score) if score else "not_assessed"
        if score:
            said |= {f"{row}observation": seen, f"{row}observed_by": "Laila Brandt",
                     f"{row}observed_on": (last - timedelta(days=40)).isoformat(),
                     f"{row}informant": "foster_coordinator"}  # fmt: skip
    concluded = {f"conclusion__{key}": text for key, text in told["conclusion"].items()}
    signed = {"conclusion__signed_leader": "Karna Ebbesen", "own_children__heard_alone": "is_yes"}
    return {**said, **concluded, **signed}


def visit(told: Told, last: date) -> Answers:
    """Return a visit with agreements: one is past its day, one has time."""
    held, about = (last - timedelta(days=60)).isoformat(), told["visit"]
    said: Answers = {
        "before__announced": "is_yes",
        "before__letter_sent": held,
        "before__agenda": about["agenda"],
        "before__companion": "declined",
        "with_child__visited_at": held,
        "with_child__talked_with_child_alone": "yes_alone",
        "with_child__childs_language_used": "is_yes",
        "with_child__child_wants_passed_on": about["child_wants_passed_on"],
        **{f"seen__krith_notes__{d.key}": about["krith_notes"]
           for d in foster_forms.newest().domains},
        **{f"family_part__{item}__score": "not_assessed"
           for item in ("k1", "k3", "r2", "r3", "i2", "i4", "t1", "t3", "h2", "h4")},
        "seen__last_agreements": about["last_agreements"],
        "seen__worry": "no_worry",
        "after__told_child": about["told_child"],
        "after__next_visit": (last + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    for number, one in enumerate(told["agreements"], 1):
        row = f"agreements__{number}__"
        due = (last + timedelta(days=one["days"])).isoformat()
        said |= {f"{row}what": one["what"], f"{row}owner": one["owner"], f"{row}due_on": due}
    return said
