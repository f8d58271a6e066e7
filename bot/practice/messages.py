"""Messages as the workspace keeps them (Slack docs "chat.postMessage", "chat.update")."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.practice import limits
from bot.practice.block_rules import check_blocks, with_ids
from bot.practice.errors import SlackError
from bot.practice.files import File
from bot.practice.findings import Findings, Json
from bot.practice.wall import Wall


@dataclass
class Message:
    """One message; `seen_by` names the one person who sees an ephemeral one."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    seen_by: str | None = None
    edited: str | None = None
    frozen: str | None = None
    files: list[File] = field(default_factory=list)

    def as_slack(self, identity: Json, *, with_metadata: bool = False) -> Json:
        """Return the message object; metadata only where it was asked for."""
        shown: Json = {
            "type": "message",
            "user": self.author,
            "text": self.text,
            "ts": self.ts,
            "blocks": copy.deepcopy(self.blocks),
            **identity,
        }
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.files:
            shown |= {"subtype": "file_share", "files": [file.as_slack() for file in self.files]}
        if self.edited:
            shown["edited"] = {"user": self.author, "ts": self.edited}
        if self.metadata is not None:
            shown["metadata"] = (
                copy.deepcopy(self.metadata)
                if with_metadata
                else {"event_type": self.metadata["event_type"]}
            )
        return shown


def accepted_blocks(blocks: object) -> list[Json]:
    """Return a checked copy of a message's blocks, or raise `invalid_blocks`."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    found = Findings()
    check_blocks(found, blocks, "message", "/blocks")
    if found.lines:
        raise SlackError("invalid_blocks", tuple(found.lines))
    return with_ids(copy.deepcopy(blocks))


def accepted_metadata(metadata: object) -> Json:
    """Return checked message metadata, or raise `invalid_metadata_format` or `…_too_large`."""
    if (
        not isinstance(metadata, dict)
        or metadata.keys() != {"event_type", "event_payload"}
        or not isinstance(metadata["event_type"], str)
        or not metadata["event_type"]
        or not isinstance(metadata["event_payload"], dict)
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > limits.METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return copy.deepcopy(metadata)


@dataclass
class Messages:
    """Every message, oldest first."""

    wall: Wall
    _all: list[Message] = field(default_factory=list)
    _last: tuple[int, int] = (0, 0)

    def __iter__(self) -> Iterator[Message]:
        return iter(self._all)

    def next_ts(self) -> str:
        """Return a timestamp that no message has, later than the last one."""
        second, number = self._last
        now = int(self.wall.now())
        self._last = (now, 100) if now > second else (second, number + 100)
        return f"{self._last[0]}.{self._last[1]:06d}"

    def keep(self, message: Message) -> Message:
        """Store a message."""
        self._all.append(message)
        return message

    def find(self, channel: str, ts: str) -> Message:
        """Return a message, ephemeral ones included, or raise `message_not_found`."""
        for message in self._all:
            if message.channel == channel and message.ts == ts:
                return message
        raise SlackError("message_not_found")

    def delete(self, message: Message) -> None:
        """Forget a message, as when an ephemeral one is dismissed."""
        self._all = [kept for kept in self._all if kept is not message]

    def freeze(self, channel: str, ts: str, code: str = "edit_window_closed") -> None:
        """Refuse every later `chat.update` of this message with `code`."""
        self.find(channel, ts).frozen = code

    def in_channel(self, channel: str, user_id: str | None = None) -> list[Message]:
        """Return a channel's messages; ephemeral ones only those for `user_id`."""
        return [
            m
            for m in self._all
            if m.channel == channel and (m.seen_by is None or m.seen_by == user_id)
        ]
