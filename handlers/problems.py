"""Problem details (RFC 9457): how the interfaces for programs say no.

What was sent is never repeated: a body may be full of personal data, and so may an error log.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

MOST_FAULTS = 1000
"""Bad fields listed in one answer; a body that fits its size limit rarely has more."""

_KIND = "urn:exigent:problem:"


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad field: its JSON pointer (RFC 6901) and a sentence, never its value.

    `too_large` marks a fault of size, which is answered by 413 in place of 400.
    """

    pointer: str
    detail: str
    too_large: bool = False


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """Return an `application/problem+json` response; `kind` becomes the end of its type URI."""
    document: dict[str, object] = {
        "type": _KIND + kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if faults:
        listed = faults[:MOST_FAULTS]
        document["errors"] = [{"pointer": f.pointer, "detail": f.detail} for f in listed]
        if len(faults) > len(listed):
            document["left_off"] = len(faults) - len(listed)
    return web.Response(
        status=status,
        # ASCII only, so that half a surrogate pair in a member's name can still be written.
        body=json.dumps(document).encode("ascii"),
        content_type="application/problem+json",
        headers=headers,
    )
