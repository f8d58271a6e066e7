"""The channels of a notice in words, and where each owner's notice stands."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bot.domain.case import Case
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from handlers.blocks.text import utc
from handlers.blocks.words import OWNER_ROLES

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        NoticeChannel.EMAIL.value: "e-mail",
        NoticeChannel.APP.value: "in-app notice",
        NoticeChannel.LETTER.value: "letter",
    }
)
_STANDS: Mapping[NoticeStatus, str] = MappingProxyType(
    {
        NoticeStatus.LETTER: "a letter waits to be printed and posted",
        NoticeStatus.UNDELIVERED: "unreachable so far; two people say how it ended",
        NoticeStatus.LIFTED: "no notice is owed",
        NoticeStatus.TOLD: "told by other means, say two people",
        NoticeStatus.UNREACHABLE: "unreachable, say two people",
    }
)


def channels_in_words(channels: Iterable[str]) -> str:
    """Say channels in their order, such as `e-mail, then letter`."""
    return ", then ".join(CHANNELS[c] for c in channels) or "no channel"


def stands(notice: NoticeOwed) -> str:
    """Say where one notice stands: planned, under way, sent, bounced, waiting, unreachable."""
    if notice.status is NoticeStatus.OWED:
        return _owed(notice)
    if notice.status is NoticeStatus.SENDING:
        return f"under way by {CHANNELS[notice.channel]}"
    if notice.status is NoticeStatus.SENT:
        by = CHANNELS.get(notice.channel, "e-mail")
        verb = "posted" if notice.channel == NoticeChannel.LETTER else "sent"
        arrived = ", and it arrived" if notice.arrived_at is not None else ""
        return f"{by} {verb}" + (f" {utc(notice.told_at)}" if notice.told_at else "") + arrived
    return _STANDS[notice.status]


def _owed(notice: NoticeOwed) -> str:
    by = CHANNELS[notice.next_channel] if notice.next_channel else "no channel is left"
    if notice.came_back:
        return f"what was sent came back; next by {by}"
    if notice.attempts:
        return f"not reached after {notice.attempts}; next by {by}"
    return f"planned by {by}" if notice.next_channel else "planned, but no channel is known"


def by_owner(case: Case) -> Iterator[str]:
    """Say of every owner, by alias and role, where the notice stands."""
    roles = {o.alias: OWNER_ROLES[o.role] for o in case.owners}
    for notice in case.notices:
        yield f"{notice.owner} ({roles.get(notice.owner, 'account holder')}): {stands(notice)}"
