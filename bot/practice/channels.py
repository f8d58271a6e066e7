"""Channels and direct messages, and who is in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.practice.errors import SlackError

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]


@dataclass
class Channel:
    """One conversation. `shared` means shared with another organisation (Slack Connect)."""

    id: str
    name: str
    kind: Kind = "private"
    members: list[str] = field(default_factory=list)
    shared: bool = False
    archived: bool = False

    def as_slack(self, team_id: str) -> Json:
        """Return the channel object of `conversations.info`."""
        if self.kind == "im":
            user = self.members[0] if self.members else ""
            return {"id": self.id, "is_im": True, "user": user, "is_archived": self.archived}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.archived,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "context_team_id": team_id,
            "num_members": len(self.members),
        }


@dataclass
class Channels:
    """All conversations, by id; the app's own user is `bot_user`."""

    bot_user: str
    _by_id: dict[str, Channel] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._by_id.values())

    def __contains__(self, channel_id: object) -> bool:
        return channel_id in self._by_id

    def add(self, channel: Channel) -> Channel:
        """Take in `channel`, or replace the one of the same id."""
        self._by_id[channel.id] = channel
        return channel

    def any(self, channel_id: str) -> Channel:
        """Return a channel whether or not the app may see it, or raise `channel_not_found`."""
        if channel_id not in self._by_id:
            raise SlackError("channel_not_found")
        return self._by_id[channel_id]

    def seen_by_app(self, channel_id: str) -> Channel:
        """Return a channel the app may know of; a private one it is not in does not exist."""
        channel = self.any(channel_id)
        if channel.kind != "public" and self.bot_user not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def joined_by_app(self, channel_id: str) -> Channel:
        """Return a channel the app is a member of, or raise `not_in_channel`."""
        channel = self.seen_by_app(channel_id)
        if self.bot_user not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def direct(self, user_ids: list[str]) -> Channel:
        """Return the app's direct conversation with these people, opening it if need be."""
        kind: Kind = "im" if len(user_ids) == 1 else "mpim"
        wanted = {*user_ids, self.bot_user}
        for channel in self:
            if channel.kind == kind and set(channel.members) == wanted:
                return channel
        prefix = "D" if kind == "im" else "G"
        return self.add(
            Channel(f"{prefix}0{''.join(user_ids)}", "", kind, [*user_ids, self.bot_user])
        )

    def of(self, user_id: str) -> list[Channel]:
        """Return what this person may see: public channels and those they are a member of."""
        return [c for c in self if c.kind == "public" or user_id in c.members]
