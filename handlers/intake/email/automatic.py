"""Is a person waiting for an answer? Automatic mail by RFC 3834 and RFC 3464, and by custom."""

from enum import Enum

from handlers.intake.email.fields import Headers


class Written(Enum):
    """Who wrote a message: a person, or a program of one of three kinds."""

    BY_A_PERSON = "by_a_person"
    BY_A_PROGRAM = "by_a_program"
    AS_A_REPLY = "as_a_reply"
    AS_A_BOUNCE = "as_a_bounce"


_REPLY_FIELDS = ("x-autoreply", "x-autorespond", "x-autorespond-to")
_LIST_FIELDS = ("list-id", "list-unsubscribe", "feedback-id", "x-auto-response-suppress")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_DAEMONS = frozenset({"mailer-daemon", "postmaster"})
_DEAF = ("noreply", "no-reply", "donotreply", "do-not-reply")


def written(headers: Headers, local_part: str) -> Written:
    """Say who wrote a message; `local_part` is that of its From address.

    A program's request is taken, since dispatch systems write some; it is never answered.
    """
    kind = headers.first("content-type").lower()
    empty_path = headers.first("return-path") == "<>"
    sender = local_part.lower()
    if kind.startswith(("multipart/report", "message/delivery-status")):
        return Written.AS_A_BOUNCE
    if sender in _DAEMONS and empty_path:
        return Written.AS_A_BOUNCE
    declared = headers.first("auto-submitted").lower()
    precedence = headers.first("precedence").lower()
    replies = any(headers.all(name) for name in _REPLY_FIELDS)
    if declared.startswith("auto-replied") or precedence == "auto_reply" or replies:
        return Written.AS_A_REPLY
    program = (
        (declared not in ("", "no"))
        or precedence in _BULK
        or empty_path
        or sender in _DAEMONS
        or sender.startswith(_DEAF)
        or any(headers.all(name) for name in _LIST_FIELDS)
    )
    return Written.BY_A_PROGRAM if program else Written.BY_A_PERSON
