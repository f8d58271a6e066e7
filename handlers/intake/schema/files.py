"""Attachments: base64 inside the body, each and all together within limits."""

import base64
import binascii
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from handlers.strict.expecting import mismatch, oversize, text_or_mismatch

MOST_FILES = 10
FILE_CAP = 8 * 1024 * 1024
"""Bytes of one attachment."""
ALL_FILES_CAP = 24 * 1024 * 1024
"""Bytes of all attachments of a request together."""

_EXPECTED = "base64 (RFC 4648 section 4, with padding) of 1 byte to 8 MiB"


def decoded_size(data: str) -> int:
    """Return how many bytes base64 text stands for, without decoding it."""
    return len(data) // 4 * 3 - data[-2:].count("=")


def content(value: object) -> bytes:
    """Return an attachment's bytes; raises the field's error for other text or too much of it.

    A form brings bytes as they are, which no JSON can.
    """
    if isinstance(value, bytes):
        return _within(value)
    data = text_or_mismatch(value, _EXPECTED)
    if decoded_size(data) > FILE_CAP:
        raise oversize("at most 8 MiB in one attachment", "more")
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise mismatch(_EXPECTED, "text in another form") from None


def _within(value: bytes) -> bytes:
    if not value:
        raise mismatch("a file with something in it", "an empty one")
    if len(value) > FILE_CAP:
        raise oversize("at most 8 MiB in one attachment", "more")
    return value


Content = Annotated[
    bytes,
    BeforeValidator(content),
    WithJsonSchema({"type": "string", "contentEncoding": "base64", "maxLength": 11_184_812}),
]
