"""The evidence folder: small sample files with their sizes and SHA-256."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.practice.errors import PracticeError

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# The first box of an ISO base media file, so that a `file` command says MP4.
_MP4_START: Final = bytes.fromhex("0000001866747970697364356d7034320000000069736f6d")
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True)
class EvidenceFile:
    """One file as the release form wants it: name, size in bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str

    @property
    def line(self) -> str:
        """The file as one line of text."""
        return f"{self.name}, {self.size} bytes, SHA-256 {self.sha256}"


class Evidence:
    """A folder of its own; nothing outside it is read or written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, name: str = "front-door.mp4", size: int = 4096) -> EvidenceFile:
        """Write a sample of `size` bytes, the same bytes for the same name and size."""
        path = self._path(name)
        start = _MP4_START if name.endswith(".mp4") else b""
        rounds = size // _DIGEST_BYTES + 1
        filling = b"".join(hashlib.sha256(f"{name} {n}".encode()).digest() for n in range(rounds))
        path.write_bytes((start + filling)[:size])
        return self.look(name)

    def look(self, name: str) -> EvidenceFile:
        """Return a file's size and digest; raises `PracticeError` if there is none."""
        content = self.read(name)
        return EvidenceFile(name, len(content), hashlib.sha256(content).hexdigest())

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raises `PracticeError` if there is none."""
        path = self._path(name)
        if not path.is_file():
            raise PracticeError(
                f"no evidence file {name}; there are {[f.name for f in self.all()]}"
            )
        return path.read_bytes()

    def all(self) -> list[EvidenceFile]:
        """Return every file, by name."""
        return [self.look(p.name) for p in sorted(self._folder.iterdir()) if p.is_file()]

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise PracticeError(f"{name!r} is no plain file name")
        return self._folder / name
