"""Why a message becomes no case: a value with a reason; its wording is here as well."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Unfit(StrEnum):
    """One reason. Everything else, however odd, opens a case."""

    EMPTY = "empty"
    NO_HEADERS = "no_headers"
    HEADERS_TOO_LARGE = "headers_too_large"
    NESTED_TOO_DEEP = "nested_too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_LARGE = "too_large"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    ATTACHMENTS_TOO_LARGE = "attachments_too_large"
    FROM_MISSING = "from_missing"
    FROM_TWICE = "from_twice"
    FROM_UNUSABLE = "from_unusable"
    BOUNCE = "bounce"
    NOTICE_BOUNCED = "notice_bounced"
    AUTOMATIC_REPLY = "automatic_reply"
    STALE = "stale"

    @property
    def status(self) -> int:
        """413 for what is too large, 400 for what is no message, else 422 (RFC 9110)."""
        if self in (Unfit.TOO_LARGE, Unfit.TOO_MANY_ATTACHMENTS, Unfit.ATTACHMENTS_TOO_LARGE):
            return 413
        return 400 if self in (Unfit.EMPTY, Unfit.NO_HEADERS, Unfit.HEADERS_TOO_LARGE) else 422

    @property
    def dealt_with(self) -> bool:
        """Whether nobody is to be told, since no person wrote it."""
        return self in (Unfit.BOUNCE, Unfit.NOTICE_BOUNCED, Unfit.AUTOMATIC_REPLY)

    @property
    def taken(self) -> bool:
        """Whether it is on the record all the same: no request, but the end of a notice."""
        return self is Unfit.NOTICE_BOUNCED


SENTENCES: Mapping[Unfit, str] = MappingProxyType(
    {
        Unfit.EMPTY: "expected a message of RFC 5322, got nothing",
        Unfit.NO_HEADERS: "expected a message that begins with its header (RFC 5322)",
        Unfit.HEADERS_TOO_LARGE: "expected at most 256 KiB and 1,000 fields of header, got more",
        Unfit.NESTED_TOO_DEEP: "expected parts nested at most 20 deep, got more",
        Unfit.TOO_MANY_PARTS: "expected at most 200 parts, got more",
        Unfit.TOO_LARGE: "expected a message of at most 34 MiB, got more",
        Unfit.TOO_MANY_ATTACHMENTS: "expected at most 10 attachments, got more",
        Unfit.ATTACHMENTS_TOO_LARGE: "expected attachments of at most 8 MiB each and 24 MiB"
        " together, got more",
        Unfit.FROM_MISSING: "expected a From field, got none",
        Unfit.FROM_TWICE: "expected one From field, got several (RFC 5322 3.6)",
        Unfit.FROM_UNUSABLE: "expected one mail address in From, got something else",
        Unfit.BOUNCE: "a bounce or a receipt (RFC 3464) asks for nothing",
        Unfit.NOTICE_BOUNCED: "a notice to an owner came back, which is on the record",
        Unfit.AUTOMATIC_REPLY: "an automatic reply (RFC 3834) asks for nothing",
        Unfit.STALE: "expected a Date within 24 hours of now; send the request again",
    }
)
