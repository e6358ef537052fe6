"""Who can sign in to the demo, and what there is to see as each."""

from typing import NamedTuple

from institution.demo.cast import adults
from institution.demo.placing import PASSWORD

SHOWN = {
    ("staff", 1): ("staff of Havsiden", "log the running shift; read the handover"),
    ("staff", 0): ("contact adult in Havsiden", "a sudden drop: what the logs led to"),
    ("lead", 0): ("leads Havsiden", "the week of the team; what is missing and unread"),
    ("manager", 2): ("manages Huset Skibsbroen", "a unit in which many logs are missing"),
    ("caseworker", 0): (
        "caseworker, Ternebugt",
        "inbox: a sudden drop, a goal that stays behind; a recovery",
    ),
    ("caseworker", 2): (
        "caseworker, Storfjord",
        "a slow slide after a move; a child who asks to talk; a goal on its way",
    ),
    ("coordinator", 0): (
        "foster-care coordinator",
        "her desk: who asks for help, a drop, a silent family, a permit that ends",
    ),
    ("carer", 0): ("foster carer", "the week to write; who read the last ones"),
    ("administrator", 0): ("administrator", "accounts; sees no child"),
}


class Visitor(NamedTuple):
    """Someone to sign in as."""

    user_name: str
    name: str
    post: str
    see: str


def visitors() -> list[Visitor]:
    """Return whom to sign in as, and what to look at."""
    found = {(adult.post, adult.number): adult for adult in adults()}
    return [Visitor(found[key].user_name, found[key].name, *SHOWN[key]) for key in SHOWN]


def invitation() -> str:
    """Return the table of who can sign in, in plain text."""
    rows = [Visitor("user name", "who", "", "what to see"), *visitors()]
    wide = max(len(row.user_name) for row in rows)
    lines = [
        f"  {row.user_name:{wide}}  {', '.join(filter(None, row[1:3])):48}  {row.see}"
        for row in rows
    ]
    return "\n".join([f"Everyone's password: {PASSWORD}", "", *lines])
