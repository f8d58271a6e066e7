"""Publishes checkpoints by appending them to a file outside the database.

The file may be a write-once mount: it is only ever opened for appending, and what stands in it
is never touched. Checkpoints are separated by a blank line, and each has one within itself
(C2SP signed note: text, blank line, signatures).
"""

import asyncio
import errno
import fcntl
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.domain.checkpoint import split_file
from bot.workflow.held_outside import Holds, Unread
from handlers.outside import Permanent, Transient

_TAIL = 64 * 1024
"""Bytes from the file's end in which the last checkpoint is looked for; one has about 250."""

_SIGNATURE = "— "  # C2SP signed-note: an em dash and a space begin a signature line
_HEAD = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9]\d{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)")


@dataclass(frozen=True, slots=True)
class Published:
    """The checkpoint, or a larger one, stands outside; `fresh` if this call put it there."""

    fresh: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: whose record, how many entries, and their root."""

    origin: str
    size: int
    root: str


def read_head(text: str) -> Head:
    """Read the first three lines of a signed checkpoint; raises ValueError for other text."""
    body, blank, signatures = text.partition("\n\n")
    found = _HEAD.match(body + "\n")
    if found is None or not blank or not signatures.startswith(_SIGNATURE):
        raise ValueError("checkpoint: expected origin, size, root, a blank line and a signature")
    return Head(found["origin"], int(found["size"]), found["root"])


class FileAnchor:
    """Appends to one file; several replicas may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def publish(self, text: str) -> Published | Transient | Permanent:
        """Append one signed checkpoint and wait until it is on the disk.

        Skipped when the file's last checkpoint covers it. `root_differs` means that two records
        were signed at one size: never to be repeated, always to be alarmed about.
        """
        head = read_head(text)
        return await asyncio.to_thread(self._publish, head, text.rstrip("\n") + "\n")

    async def read_back(self) -> Holds | Unread:
        """Return what stands at the file's end; a file that is not there holds nothing."""
        return await asyncio.to_thread(self._read_back)

    def _read_back(self) -> Holds | Unread:
        try:
            with self._path.open("rb") as source:
                tail = _end_of(source)
        except FileNotFoundError:
            return Holds() if self._path.parent.is_dir() else Unread("file_no_folder")
        except PermissionError:  # a mount that may only be appended to
            return Unread("file_eacces", lasting=os.access(self._path, os.W_OK))
        except OSError as error:
            return Unread(_named(error))
        return Holds(notes=split_file(tail).notes)

    def _publish(self, head: Head, text: str) -> Published | Transient | Permanent:
        try:
            return self._append(head, text)
        except OSError as error:
            return Transient(_named(error))

    def _append(self, head: Head, text: str) -> Published | Permanent:
        fresh_file = not self._path.exists()
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        target = os.open(self._path, flags, 0o644)
        try:
            _lock(target)
            tail = self._tail()
            last = last_published(tail, head.origin)
            if last is not None and last.size == head.size and last.root != head.root:
                return Permanent("root_differs")
            if last is not None and last.size >= head.size:
                return Published(fresh=False)
            _write_whole(target, (_gap(tail) + text + "\n").encode())
            os.fsync(target)
        finally:
            os.close(target)
        if fresh_file:
            self._sync_folder()
        return Published(fresh=True)

    def _tail(self) -> str:
        """Read the file's end; an append-only mount that cannot be read counts as empty."""
        try:
            with self._path.open("rb") as source:
                return _end_of(source)
        except PermissionError:
            return ""

    def _sync_folder(self) -> None:
        # A new name is on the disk only once its folder is.
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def last_published(tail: str, origin: str) -> Head | None:
    """Return the last whole checkpoint of this origin at a file's end.

    Text after the last blank line is a write that was cut off, and counts as not written.
    """
    blocks = tail.split("\n\n")[:-1]
    for index in range(len(blocks) - 1, 0, -1):
        try:
            head = read_head(blocks[index - 1].lstrip("\n") + "\n\n" + blocks[index])
        except ValueError:
            continue
        if head.origin == origin:
            return head
    return None


def _end_of(source: BinaryIO) -> str:
    source.seek(max(0, source.seek(0, os.SEEK_END) - _TAIL))
    return source.read().decode(errors="replace")


def _named(error: OSError) -> str:
    return f"file_{errno.errorcode.get(error.errno or 0, 'error').lower()}"


def _gap(tail: str) -> str:
    return "" if not tail or tail.endswith("\n\n") else "\n\n"


def _lock(target: int) -> None:
    try:
        fcntl.flock(target, fcntl.LOCK_EX)
    except OSError as error:
        # Some network mounts have no locks; two replicas may then write one checkpoint twice.
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
            raise


def _write_whole(target: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(target, left) :]
