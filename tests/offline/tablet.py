"""A tablet as the server meets it: seals as the page does, keeps what was not answered, sends."""

import base64
import json
import os
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from institution.db.base import new_id
from institution.offline.services import enrolling
from tests.pages import arrived
from tests.world import TODAY

HEADER = {"X-Institution-Sync": "1"}
BOUND = ("v", "id", "kind", "child_id", "day", "shift", "written_at", "device", "number", "key")
EVENING = {
    "presence": "present",
    "contact_time": "over_3h",
    **{f"level_{key}": "4" for key in ("mood", "calm", "adults", "peers", "everyday")},
    "level_initiative": "3",
    "chip_meals__dinner": "ate",
    "good_moment": "Du lo, da fisken smuttede.",
    "attention": "ordinary",
}
"""An ordinary evening, as the page sends it."""


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sealed(head: dict, inside: dict, public: bytes) -> dict:
    """Return an envelope, sealed as the page seals."""
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    server = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    secret = HKDF(SHA256(), 44, point, b"institution entry 1").derive(
        private.exchange(ec.ECDH(), server)
    )
    bound = "|".join(str(head[name]) for name in BOUND).encode()
    closed = AESGCM(secret[:32]).encrypt(secret[32:], json.dumps(inside).encode(), bound)
    return {**head, "body": b64(point + closed)}


class Tablet:
    """An enrolled tablet with its outbox."""

    def __init__(self, app, world, clock, unit: str = "fjord", manager: str = "hans") -> None:
        self.app, self.world, self.clock = app, world, clock
        with app.extensions["database"].writing() as session:
            work = world.work(session, manager, clock())
            code = enrolling.make_code(work, world.units[unit].id, "Tablet")
            self.token = enrolling.enrol(work, code)
            self.id = str(enrolling.device_of(session, self.token).id)
            session.commit()
        self.unit_id = world.units[unit].id
        self.number, self.skew = 0, timedelta(0)
        self.outbox: list[dict] = []
        self.opened: dict | None = None
        self.client = app.test_client()
        self.client.set_cookie("device", self.token)

    def open(self, name: str, day=TODAY, shift: str = "evening"):
        """Let someone who is signed in open a shift here."""
        browser = arrived(self.app, self.world, name, self.clock)
        browser.client.set_cookie("device", self.token)
        answer = browser.post(f"/units/{self.unit_id}/shifts/{day}/{shift}/open", page="/account")
        if answer.status_code == 200:
            self.opened = answer.json
        return answer

    def head(self, child, **changes) -> dict:
        """Return the outside of the next envelope."""
        self.number += 1
        child_id = getattr(child, "id", child)
        head = {
            "v": 1,
            "id": str(new_id()),
            "kind": "shift_log",
            "child_id": str(child_id),
            "day": self.opened["day"],
            "shift": self.opened["shift"],
            "written_at": (self.clock() + self.skew).isoformat(),
            "device": self.id,
            "number": self.number,
            "key": self.opened["key"]["id"],
        }
        return {**head, **changes}

    def envelope(self, child, form: dict | None = None, corrects=None, **changes) -> dict:
        """Return a sealed entry about a child."""
        said = form if form is not None else EVENING
        ticket = changes.pop("ticket", self.opened["ticket"])
        inside = {"ticket": ticket, "form": list(said.items())}
        if corrects:
            inside["corrects"] = str(corrects)
        return sealed(self.head(child, **changes), inside, unb64(self.opened["key"]["public"]))

    def write(self, child, form: dict | None = None, corrects=None, **changes) -> UUID:
        """Seal an entry and let it wait; return its id."""
        one = self.envelope(child, form, corrects, **changes)
        self.outbox.append(one)
        return UUID(one["id"])

    def send(self, entries: Iterable[dict] | None = None, **changes):
        """Send entries; return the answer as it came."""
        batch = {
            "sent_at": (self.clock() + self.skew).isoformat(),
            "waiting": len(self.outbox),
            "entries": list(self.outbox if entries is None else entries),
            **changes,
        }
        return self.client.post("/sync", json=batch, headers=HEADER)

    def sync(self) -> dict[str, dict]:
        """Send what waits, take out what was answered, and return the answers by id."""
        answers = {one["id"]: one for one in self.send().json["answers"]}
        self.outbox = [
            one
            for one in self.outbox
            if answers.get(one["id"], {}).get("answer", "later") == "later"
        ]
        return answers

    def begun(self, child, form: dict, **changes) -> dict:
        """Return a sealed draft; it is not counted."""
        before, self.number = self.number, -1
        one = self.envelope(child, form, **changes)
        self.number = before
        return one

    def send_begun(self, *envelopes: dict) -> list[tuple[str, str]]:
        """Send drafts; return the answers and their codes."""
        answers = self.send([], drafts=list(envelopes)).json["drafts"]
        return [(one["answer"], one.get("code", "")) for one in answers]

    def one(self, envelope: dict) -> tuple[str, str]:
        """Send one entry; return the answer and its code."""
        (answer,) = self.send([envelope]).json["answers"]
        return answer["answer"], answer.get("code", "")


def unknown_id() -> str:
    return str(uuid4())


def noise(number: int) -> str:
    return b64(os.urandom(number))
