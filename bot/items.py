"""Lines for the release form from files on a custodian's disk."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["PLACEHOLDERS", "line", "lines"]

# The scope line, the start and the end, which a file cannot tell: the custodian replaces them.
PLACEHOLDERS = "LINE START END"
_CHUNK = 1 << 20


def lines(files: list[Path]) -> Iterator[str]:
    """Yield a line for each file; raises OSError for one that cannot be read."""
    for path in files:
        yield line(path)


def line(path: Path) -> str:
    """Return `LINE START END bytes sha256 name`, with placeholders for the first three.

    The form's lines read `1 18:10:00 18:30:00 48211034 9f86…0a08 front-door.mp4`.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return f"{PLACEHOLDERS} {size} {digest.hexdigest()} {_one_line(path.name)}"


def _one_line(name: str) -> str:
    # A name with a line end in it would be read as a second item.
    return "".join(mark if mark.isprintable() else "_" for mark in name)
