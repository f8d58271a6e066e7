"""The part of `evolve` for how an owner is reached."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case, State
from bot.domain.events import reaching as ev
from bot.domain.folding_release import changed
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _chosen(case: Case, event: ev.ChannelsChosen, _stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        return replace(notice.over(event.channels), locale=event.locale or notice.locale)

    return changed(case, event.owner, change)


def _came_back(case: Case, event: ev.NoticeCameBack, _stamp: Stamp) -> Case:
    """A closed case stands open again: its last duty was not met after all."""

    def change(notice: NoticeOwed) -> NoticeOwed:
        return notice.back_from(event.channel)

    after = changed(case, event.owner, change)
    reopened = case.state is State.CLOSED and any(n.open for n in after.notices)
    return replace(after, state=State.RELEASED) if reopened else after


def _arrived(case: Case, event: ev.NoticeArrived, stamp: Stamp) -> Case:
    return changed(case, event.owner, lambda n: replace(n, arrived_at=stamp.at))


def _letter_waits(case: Case, event: ev.LetterWaits, stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        return replace(notice, status=NoticeStatus.LETTER, waits=stamp.at, taken_by=None)

    return changed(case, event.owner, change)


def _taken(case: Case, event: ev.LetterTaken, stamp: Stamp) -> Case:
    return changed(case, event.owner, lambda n: replace(n, taken_by=stamp.actor))


def _posted(case: Case, event: ev.LetterPosted, stamp: Stamp) -> Case:
    def change(notice: NoticeOwed) -> NoticeOwed:
        return replace(
            notice,
            status=NoticeStatus.SENT,
            channel=NoticeChannel.LETTER.value,
            told_at=stamp.at,
            waits=None,
            came_back=False,
            also=(),
            leads=True,
        )

    return changed(case, event.owner, change)


REACHING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.ChannelsChosen: _chosen,
    ev.NoticeCameBack: _came_back,
    ev.NoticeArrived: _arrived,
    ev.LetterWaits: _letter_waits,
    ev.LetterTaken: _taken,
    ev.LetterPosted: _posted,
}
