"""Reads a form with files as it streams in (RFC 7578), each part and all together within limits.

A file is bytes and a name: nothing here or behind it opens one. What is too large is read to its
end and dropped, so that the answer can still show everything else that was typed.
"""

import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from handlers.body import TIME_LIMIT, too_large
from handlers.form_parts import BROKEN, file_name, read_parts
from handlers.intake.schema.files import ALL_FILES_CAP, FILE_CAP, MOST_FILES
from handlers.intake.web_portal.typed import Typed, Upload, typed_of
from handlers.strict.document import PLAIN_CAP

BODY_CAP = ALL_FILES_CAP + 8 * 1024 * 1024
"""Bytes of a whole form: its files, one that is too large, and everything else."""
MOST_FIELDS = 2_000
"""Values of a form: 50 devices of 9 categories have some six hundred."""
_LONGEST_FIELD_NAME = 64
_LONGEST_FILE_NAME = 200
_PIECE = 64 * 1024
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")


@dataclass(slots=True)
class _Read:
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[Upload] = field(default_factory=list)
    plain: int = 0
    filed: int = 0


async def read_form(request: web.Request, time_limit: float = TIME_LIMIT) -> Typed:
    """Return the form; raises BodyError for one that is broken, slow, or over every limit.

    A file over its own limit comes back one byte over it, so that the rules name its fault.
    """
    read = _Read()
    await read_parts(request, BODY_CAP, time_limit, lambda part: _part(part, read))
    return typed_of(read.fields, read.files)


async def _part(part: BodyPartReader, read: _Read) -> None:
    if len(read.fields) >= MOST_FIELDS:
        raise BROKEN
    await (_file(part, read) if part.filename is not None else _field(part, read))


async def _field(part: BodyPartReader, read: _Read) -> None:
    content = await _content(part, PLAIN_CAP - read.plain)
    read.plain += len(content)
    if read.plain > PLAIN_CAP:
        raise too_large(PLAIN_CAP)
    name = part.name or ""
    if name and len(name) <= _LONGEST_FIELD_NAME:
        read.fields.append((name, content.decode("utf-8", "replace")))


async def _file(part: BodyPartReader, read: _Read) -> None:
    left = ALL_FILES_CAP + FILE_CAP - read.filed
    content = await _content(part, min(FILE_CAP, left))
    read.filed += len(content)
    if read.filed > ALL_FILES_CAP + FILE_CAP:
        raise too_large(BODY_CAP)
    # A field without a choice comes as a file without name and bytes.
    if (part.filename or content) and len(read.files) <= MOST_FILES:
        number = len(read.files) + 1
        read.files.append(
            Upload(
                name=file_name(part, _LONGEST_FILE_NAME, f"file {number}"),
                type=_type(part),
                content=content,
            )
        )


async def _content(part: BodyPartReader, cap: int) -> bytes:
    """Return a part's bytes, of one over `cap` one byte more than that; the rest is dropped."""
    pieces: list[bytes] = []
    size = kept = 0
    while piece := await part.read_chunk(_PIECE):
        size += len(piece)
        if size > BODY_CAP:
            raise too_large(BODY_CAP)
        if kept <= cap:
            pieces.append(piece)
            kept += len(piece)
    return b"".join(pieces)[: cap + 1]


def _type(part: BodyPartReader) -> str:
    given = part.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return given if _MEDIA_TYPE.fullmatch(given) else "application/octet-stream"
