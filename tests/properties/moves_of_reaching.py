"""What may become of a notice once it is under way: bounces, letters, choices, as moves."""

from collections.abc import Callable, Mapping

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.decision import Opened
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


def _one(case: Case, pick: int, *wanted: NoticeStatus) -> NoticeOwed | None:
    """One notice, of those that stand so where there are any."""
    fit = [n for n in case.notices if n.status in wanted] or list(case.notices)
    return fit[pick % len(fit)] if fit else None


def _owner(notice: NoticeOwed | None) -> str:
    return notice.owner if notice is not None else "O1"


def _came_back(case: Case, _opened: Opened, pick: int) -> cm.Command:
    notice = _one(case, pick, NoticeStatus.SENT)
    mark = notice.mark if notice is not None and pick % 5 else "guess"
    return RecordReturn(owner=_owner(notice), channel=NoticeChannel.EMAIL, mark=mark, code="5.1.1")


def _arrived(case: Case, _opened: Opened, pick: int) -> cm.Command:
    notice = _one(case, pick, NoticeStatus.SENT)
    mark = notice.handle if notice is not None else ""
    return RecordArrival(owner=_owner(notice), channel=NoticeChannel.APP, mark=mark)


def _reported(case: Case, _opened: Opened, pick: int) -> cm.Command:
    return ReportReturn(owner=_owner(_one(case, pick, NoticeStatus.SENT)), how="it is back")


def _taken(case: Case, _opened: Opened, pick: int) -> cm.Command:
    return TakeLetter(owner=_owner(_one(case, pick, NoticeStatus.LETTER)))


def _posted(case: Case, _opened: Opened, pick: int) -> cm.Command:
    return PostLetter(owner=_owner(_one(case, pick, NoticeStatus.LETTER)), how="at the office")


def _chosen(case: Case, _opened: Opened, pick: int) -> cm.Command:
    channels = tuple(NoticeChannel)[pick % 3 :] + tuple(NoticeChannel)[: pick % 2]
    owed = (NoticeStatus.OWED, NoticeStatus.LETTER, NoticeStatus.UNDELIVERED)
    why = "as she asked" if pick % 4 else ""
    return ChooseChannels(owner=_owner(_one(case, pick, *owed)), channels=channels, why=why)


def _begin(case: Case, _opened: Opened, pick: int) -> cm.Command:
    # Now and then while another attempt is under way, as after a crash.
    fit = [n for n in case.notices if n.status is NoticeStatus.OWED or pick % 5 == 4]
    notice = fit[pick % len(fit)] if fit else None
    channel = notice.next_channel if notice is not None else NoticeChannel.EMAIL
    return cm.BeginNotice(
        owner=notice.owner if notice else "O1",
        channel=channel.value if channel else "",
        message_id="m",
    )


OF_REACHING: Mapping[str, Callable[[Case, Opened, int], cm.Command]] = {
    "begin_notice": _begin,
    "came_back": _came_back,
    "arrived": _arrived,
    "report_return": _reported,
    "take_letter": _taken,
    "post_letter": _posted,
    "choose_channels": _chosen,
}
"""How each kind of move becomes a command."""
