"""The way in: tries, locks, and sessions kept on the server."""

from institution.accounts.signing_in.sessions import (
    IDLE,
    Visit,
    actor_at,
    expired_person,
    hand_over,
    open_session,
    sign_out,
    sign_out_everywhere,
    touch,
    visit,
)
from institution.accounts.signing_in.tries import (
    LockedError,
    TooSoonError,
    WrongSignInError,
    locked,
    open_account,
    sign_in,
)

__all__ = [
    "IDLE",
    "LockedError",
    "TooSoonError",
    "Visit",
    "WrongSignInError",
    "actor_at",
    "expired_person",
    "hand_over",
    "locked",
    "open_account",
    "open_session",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "touch",
    "visit",
]
