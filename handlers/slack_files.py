"""Sharing a picture in Slack: ask for an address, send the bytes to it, complete the upload.

Nobody sees anything before the third step, so that whatever fails earlier did not happen; an
upload that is never completed is thrown away by Slack (Slack docs "files.completeUploadExternal").
"""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from handlers.outside import Failure, Permanent, Transient, Unknown
from handlers.slack_api import Answer, SlackApi, broken, called

ALT_TEXT: Final = 1_000
"""Characters (Slack docs "files.getUploadURLExternal": `alt_txt_too_large`)."""
NO_SCOPE: Final = "missing_scope"
"""The workspace has not granted `files:write`: whoever installed the app must do so again."""

_TAKEN: Final = 200
_LATER: Final = frozenset({408, 425, 429})
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with what a screen reader says of it; nothing personal in any part."""

    name: str
    title: str
    alt: str
    content: bytes = field(repr=False)


async def share(api: SlackApi, channel: str, picture: Picture) -> Failure | None:
    """Show a picture in a conversation; None when Slack took it.

    Unknown is the third step's alone, and is not repeated: a file's message has no metadata by
    which it could be found first.
    """
    if (closed := api.closed(channel)) is not None:
        return closed
    place = await _place(api, picture)
    if isinstance(place, Failure):
        return place
    failed = await _send(api, str(place.get("upload_url", "")), picture.content)
    if failed is not None:
        return failed
    files: list[dict[str, str | None]] = [
        {"id": str(place.get("file_id", "")), "title": picture.title}
    ]
    client = api.client
    done = await called(client.files_completeUploadExternal(files=files, channel_id=channel))
    return done if isinstance(done, Failure) else None


async def _place(api: SlackApi, picture: Picture) -> Answer | Failure:
    call = api.client.files_getUploadURLExternal(
        filename=picture.name, length=len(picture.content), alt_txt=picture.alt
    )
    answer = await called(call)
    return _nothing_shown(answer) if isinstance(answer, Failure) else answer


async def _send(api: SlackApi, address: str, content: bytes) -> Failure | None:
    """Send the bytes; the address is Slack's and is trusted as far as its API's scheme goes."""
    if urlsplit(address).scheme != urlsplit(api.client.base_url).scheme:
        return Permanent("upload_address")
    try:
        async with api.session.post(address, data=content, allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, OSError) as error:
        return _nothing_shown(broken(error))
    if status == _TAKEN:
        return None
    later = status in _LATER or status >= _SERVER_ERROR
    return Transient("upload_later") if later else Permanent("upload_refused")


def _nothing_shown(failure: Failure) -> Failure:
    """Say that it did not happen where a lost answer would leave that open."""
    return Transient(failure.reason) if isinstance(failure, Unknown) else failure
