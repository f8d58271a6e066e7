"""Files as the workspace keeps them (Slack docs "files.getUploadURLExternal" and its sequel).

A file is asked for, its bytes are sent to an address of its own, and it is completed once; until
then nobody sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from mimetypes import guess_type

from bot.practice.errors import SlackError
from bot.practice.findings import Json


@dataclass
class File:
    """One file; `content` is None until its bytes came, `shared` names where it may be seen."""

    id: str
    name: str
    length: int
    alt: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    shared: str | None = None

    @property
    def mimetype(self) -> str:
        """The kind of file, by its name."""
        return guess_type(self.name)[0] or "application/octet-stream"

    def as_slack(self) -> Json:
        """Return the file object; Slack leaves most of it out until its own jobs have run."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "size": self.length,
            "alt_txt": self.alt,
            "mode": "hosted",
        }


@dataclass
class Files:
    """Every file by its id; `origin` is where this workspace listens."""

    origin: str = ""
    _by_id: dict[str, File] = field(default_factory=dict)

    def __iter__(self) -> Iterator[File]:
        return iter(self._by_id.values())

    def begin(self, name: str, length: int, alt: str) -> File:
        """Keep a place for a file of `length` bytes."""
        file = File(f"F{len(self._by_id) + 1:010d}", name, length, alt)
        self._by_id[file.id] = file
        return file

    def address(self, file: File) -> str:
        """Return the address that takes the bytes; who knows it may send them, once."""
        return f"{self.origin}/upload/v1/{file.id}"

    def take(self, file_id: str, content: bytes) -> str:
        """Keep the bytes; returns why not, or an empty string."""
        file = self._by_id.get(file_id)
        if file is None or file.content is not None or file.completed:
            return "no upload is waited for at this address"
        if len(content) != file.length:
            return f"{len(content)} bytes came, {file.length} were announced"
        file.content = content
        return ""

    def complete(self, file_id: str, title: str) -> File:
        """Finish an upload; raises `file_not_found` unless its bytes came, and the second time."""
        file = self._by_id.get(file_id)
        if file is None or file.content is None or file.completed:
            raise SlackError("file_not_found")
        file.completed, file.title = True, title
        return file

    def seen(self, file_id: str) -> File:
        """Return a file that people may see; raises `file_not_found`."""
        file = self._by_id.get(file_id)
        if file is None or file.shared is None:
            raise SlackError("file_not_found")
        return file
