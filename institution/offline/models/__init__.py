"""What is known of tablets, of what they sent, and of who may use them."""

from institution.offline.models.devices import (
    Device,
    DeviceContact,
    DeviceRevocation,
    EnrolmentCode,
    ServerKey,
    ShiftTicket,
)
from institution.offline.models.entries import (
    Outcome,
    QuarantinedEntry,
    Reason,
    ReceivedEntry,
    ReturnSettled,
)
from institution.offline.models.pins import PersonPin, PinTry, PinTryOutcome

__all__ = [
    "Device",
    "DeviceContact",
    "DeviceRevocation",
    "EnrolmentCode",
    "Outcome",
    "PersonPin",
    "PinTry",
    "PinTryOutcome",
    "QuarantinedEntry",
    "Reason",
    "ReceivedEntry",
    "ReturnSettled",
    "ServerKey",
    "ShiftTicket",
]
