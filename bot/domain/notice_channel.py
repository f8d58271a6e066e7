"""The ways to reach one account holder, each checked for that person."""

from enum import StrEnum

from bot.domain.release import Owner


class NoticeChannel(StrEnum):
    """A way to tell somebody. A letter is printed and posted by a person."""

    EMAIL = "email"
    APP = "app"
    LETTER = "letter"


ELECTRONIC = (NoticeChannel.EMAIL, NoticeChannel.APP)
"""The channels that the product uses by itself."""


def channels_of(owner: Owner, *, app: bool) -> tuple[NoticeChannel, ...]:
    """Return the channels by which `owner` can be reached, in the order in which they are used.

    `app` says whether the company has an in-app way out at all; it names people by their account.
    Without a postal address a letter is no channel.
    """
    ways = {
        NoticeChannel.EMAIL: bool(owner.email),
        NoticeChannel.APP: app and owner.app and bool(owner.account),
        NoticeChannel.LETTER: any(owner.postal),
    }
    return tuple(channel for channel, there in ways.items() if there)
