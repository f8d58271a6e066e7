"""Reaching an owner: which channels are used, letters that people post, and what comes back.

A notice that went out and did not arrive is owed again, even where its case was closed: nothing
that anybody says of a channel can end an obligation but that the owner was told.
"""

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.events.reaching import (
    ChannelsChosen,
    LetterPosted,
    LetterTaken,
    NoticeArrived,
    NoticeCameBack,
)
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.reaching import (
    ChooseChannels,
    PostLetter,
    RecordArrival,
    RecordReturn,
    ReportReturn,
    TakeLetter,
)
from bot.domain.rules.telling import channels_to, closed, onwards, owed_to, tellable

_CAME_BACK = (NoticeStatus.OWED, NoticeStatus.SENDING, NoticeStatus.LETTER, NoticeStatus.SENT)


def choose(asked: Asked, command: ChooseChannels) -> Answered:
    """Choose an owner's channels, in order; only among those that were checked for them."""
    notice = owed_to(asked.case, command.owner)
    if notice is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if notice.status is NoticeStatus.SENDING:
        return Refused(Refusal.NOTICE_UNDER_WAY, command.owner)
    there, wanted = set(channels_to(command.owner, asked.facts)), command.channels
    if not wanted or len(set(wanted)) != len(wanted) or not set(wanted) <= there:
        return Refused(Refusal.CHANNEL_NOT_THERE, command.owner)
    if there - set(wanted) and not command.why.strip():
        return Refused(Refusal.NO_REASON)
    after = notice.over(wanted)
    same = wanted == notice.channels and command.locale in (None, notice.locale)
    if same or after.next_channel is None:
        return Refused(Refusal.NOTHING_CHANGED)
    why = command.why.strip() or None
    return (ChannelsChosen(owner=command.owner, channels=wanted, locale=command.locale, why=why),)


def came_back(asked: Asked, command: RecordReturn) -> Answered:
    """Take a channel's own word that a notice did not arrive, where it names one that we sent."""
    notice = _known(asked.case, command.owner, command.channel, command.mark)
    if notice is None:
        return Refused(Refusal.NO_SUCH_NOTICE)
    if command.channel in notice.dead or notice.status not in _CAME_BACK:
        return Refused(Refusal.NOTHING_CHANGED)
    back = NoticeCameBack(owner=command.owner, channel=command.channel, code=command.code)
    return (back, *_after(notice, command.channel))


def arrived(asked: Asked, command: RecordArrival) -> Answered:
    """Take a channel's own word that a notice was delivered; it ends nothing that was not sent."""
    notice = _known(asked.case, command.owner, command.channel, command.mark)
    if notice is None:
        return Refused(Refusal.NO_SUCH_NOTICE)
    told = notice.status is NoticeStatus.SENT and notice.channel == command.channel
    if not told or notice.arrived_at is not None:
        return Refused(Refusal.NOTHING_CHANGED)
    return (NoticeArrived(owner=command.owner, channel=command.channel),)


def report_return(asked: Asked, command: ReportReturn) -> Answered:
    """Say that what was sent came back; one person is enough, since nothing is lost by it."""
    notice = next((n for n in asked.case.notices if n.owner == command.owner), None)
    if notice is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if notice.status is not NoticeStatus.SENT:
        return Refused(Refusal.NOTHING_SENT, command.owner)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    channel = NoticeChannel(notice.channel)
    back = NoticeCameBack(owner=command.owner, channel=channel, code="reported", how=command.how)
    return (back, *_after(notice, channel))


def take_letter(asked: Asked, command: TakeLetter) -> Answered:
    """Open a letter to print it, where its owner may be told now."""
    notice = owed_to(asked.case, command.owner)
    if notice is None or notice.status is not NoticeStatus.LETTER:
        return Refused(Refusal.NO_LETTER, command.owner)
    if not tellable(asked.case, notice, asked.now, asked.facts.roster):
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    return (LetterTaken(owner=command.owner),)


def post_letter(asked: Asked, command: PostLetter) -> Answered:
    """Say that a letter was posted, which somebody must have printed first; it tells the owner."""
    notice = owed_to(asked.case, command.owner)
    if notice is None or notice.status is not NoticeStatus.LETTER:
        return Refused(Refusal.NO_LETTER, command.owner)
    if notice.taken_by is None:
        return Refused(Refusal.LETTER_NOT_PRINTED, command.owner)
    if not tellable(asked.case, notice, asked.now, asked.facts.roster):
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    posted = LetterPosted(owner=command.owner, how=command.how)
    return (posted, *closed(asked.case, command.owner))


def _known(case: Case, owner: str, channel: NoticeChannel, mark: str) -> NoticeOwed | None:
    """Return the notice that a channel speaks of; an empty or a guessed mark names none."""
    notice = next((n for n in case.notices if n.owner == owner), None)
    if notice is None or not mark:
        return None
    ours = {NoticeChannel.EMAIL: notice.mark, NoticeChannel.APP: notice.handle}
    return notice if ours.get(channel) == mark else None


def _after(notice: NoticeOwed, channel: NoticeChannel) -> tuple[ev.Event, ...]:
    """Return who goes on once something came back; while another attempt runs, nobody does."""
    after = notice.back_from(channel)
    return onwards(after) if after.status is NoticeStatus.OWED else ()
