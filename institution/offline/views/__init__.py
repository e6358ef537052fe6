"""Pages of shared tablets, and the address to which they send."""

from flask import Blueprint, g, request

from institution.offline.services.enrolling import KnownDevice, device_of
from institution.web.cookies import device_token

bp = Blueprint("offline", __name__)


def this_device() -> KnownDevice | None:
    """Return the tablet that asks, revoked or not; None where it is no enrolled one."""
    if "device" not in g:
        token = device_token(request)
        g.device = device_of(g.work.session, token) if token else None
    found: KnownDevice | None = g.device
    return found


from institution.offline.views import devices, notices, returns, shell, switching, syncing, tickets  # noqa: E402

__all__ = [
    "bp",
    "devices",
    "notices",
    "returns",
    "shell",
    "switching",
    "syncing",
    "this_device",
    "tickets",
]
