"""Reads the custodian's form as it streams in (RFC 7578): a few fields, and one file in pieces.

Size and SHA-256 are computed from the bytes as they come; what the browser says of them counts
for nothing. Nothing is kept here: a form that breaks off leaves no trace.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from aiohttp import BodyPartReader, web

from bot.workflow.uploads import PIECE
from handlers.body import too_large
from handlers.form_parts import BROKEN, file_name, read_parts

TIME_LIMIT: Final = 600.0
"""Seconds for a whole form: 25 MiB at a third of a megabit."""
MOST_FIELDS: Final = 40
FIELD_BYTES: Final = 4_096
AROUND: Final = 256 * 1024
"""Bytes of a form beside its file."""
NAME_LENGTH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it was sent, in pieces of `PIECE` bytes; `size` in bytes, SHA-256 in hex."""

    name: str = field(repr=False)
    pieces: tuple[bytes, ...] = field(repr=False)
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it was sent; `oversize`: its file was larger than is taken, and was dropped."""

    fields: Mapping[str, str] = field(repr=False)
    file: Sent | None = None
    oversize: bool = False

    def one(self, name: str) -> str:
        """Return a field's value without spaces around it; empty when there is none."""
        return self.fields.get(name, "").strip()


@dataclass(slots=True)
class _Read:
    cap: int
    fields: dict[str, str] = field(default_factory=dict)
    file: Sent | None = None
    oversize: bool = False
    left: int = 0


async def read_upload(request: web.Request, cap: int, time_limit: float = TIME_LIMIT) -> Form:
    """Return the form with a file of at most `cap` bytes.

    Raises BodyError for one that is broken, slow, packed, or much too large.
    """
    # A file that is somewhat too large is read to its end, so that the answer can show the form.
    most = 2 * cap + AROUND
    read = _Read(cap, left=most)
    await read_parts(request, most, time_limit, lambda part: _part(part, read))
    return Form(fields=read.fields, file=read.file, oversize=read.oversize)


async def _part(part: BodyPartReader, read: _Read) -> None:
    await (_file(part, read) if part.filename is not None else _field(part, read))


async def _field(part: BodyPartReader, read: _Read) -> None:
    content = b""
    while piece := await part.read_chunk(FIELD_BYTES):
        _take(read, len(piece))
        content += piece[: FIELD_BYTES + 1 - len(content)]
    if len(content) > FIELD_BYTES or len(read.fields) >= MOST_FIELDS:
        raise BROKEN
    read.fields.setdefault(part.name or "", content.decode("utf-8", "replace"))


async def _file(part: BodyPartReader, read: _Read) -> None:
    pieces: list[bytes] = []
    digest, size, rest = hashlib.sha256(), 0, bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        _take(read, len(chunk))
        size += len(chunk)
        if size > read.cap:
            pieces, rest, read.oversize = [], bytearray(), True
            continue
        digest.update(chunk)
        rest += chunk
        while len(rest) >= PIECE:
            pieces.append(bytes(rest[:PIECE]))
            del rest[:PIECE]
    if rest:
        pieces.append(bytes(rest))
    if size and not read.oversize:
        if read.file is not None:
            raise BROKEN
        read.file = Sent(
            name=file_name(part, NAME_LENGTH, "file"),
            pieces=tuple(pieces),
            size=size,
            sha256=digest.hexdigest(),
        )


def _take(read: _Read, count: int) -> None:
    read.left -= count
    if read.left < 0:
        raise too_large(2 * read.cap + AROUND)
