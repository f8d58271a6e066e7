"""What came in of an incident that already had its case."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.request import Request, Sealed


@event("copy.received", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReceived:
    """The same incident came by another channel; it is kept beside the first and changes nothing.

    `changed` names the fields in which it differs from the request as it stood then.
    """

    number: int
    channel: str
    vouched: bool
    request: Request
    mark: str
    original: Sealed = None
    changed: tuple[str, ...] = ()
