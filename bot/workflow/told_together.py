"""One message for one account holder about several releases, where linked cases are ready at once.

Each case decides for itself whether its owner may be told, and keeps its own entries; here it is
only seen to that who holds one account by one mailbox gets one letter. All rows are locked before
anything is decided, so that two couriers cannot both begin.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import State
from bot.domain.commands import BeginNotice, EndNotice
from bot.domain.defrauding import stands
from bot.domain.errors import ExigentError
from bot.domain.events import NoticeAttempted
from bot.domain.notice import Companion, NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from bot.domain.rules.telling import ready
from bot.workflow.execute import Order, carry
from bot.workflow.folds import Folded
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

MARGIN: Final = timedelta(hours=12)
"""A notice waits for that of a linked case no later than this long before it is overdue."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Notices whose attempt is on the record; the first is the one that was asked for.

    All of them go by one message over `channel`, None where nothing began.
    """

    cases: tuple[Companion, ...] = ()
    channel: NoticeChannel | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """Another case's message is under way, or will soon be ready to be one with this."""

    reason: str


async def begin(office: Office, wanted: Companion, command: BeginNotice) -> Begun | Waits:
    """Put an attempt on the record in every case that one message can tell of.

    Its channel is the next one of `wanted`, whatever the command names; the command's message id
    is that of a mail.

    Begun of nothing: it is not to be told now, an attempt that was cut off has ended, or a person
    must go on.
    """

    def work(ledger: Ledger) -> tuple[Begun | Waits, list[Folded]]:
        folds = {f.case.number: f for f in _locked(office, ledger, wanted.case)}
        channel = _next_channel(folds, wanted)
        mark = command.message_id if channel is NoticeChannel.EMAIL else ""
        going = replace(command, channel=channel.value if channel else "", message_id=mark)
        telling = _Telling(office, ledger, folds, going, [])
        return telling.begin(wanted), telling.kept

    begun, kept = await office.database.tx(work)
    _keep(office, kept)
    return begun


async def end(office: Office, ends: Sequence[tuple[str, EndNotice]]) -> None:
    """Record how the one message ended in every case that it told of, in one transaction."""

    def work(ledger: Ledger) -> list[Folded]:
        for number in sorted(number for number, _ in ends):
            ledger.cases.lock(number)
        orders = (Order(case=number, command=command, actor=SYSTEM) for number, command in ends)
        return [folded for o in orders if (folded := carry(office, ledger, o)[1]) is not None]

    _keep(office, await office.database.tx(work))


def _next_channel(folds: Mapping[str, Folded], wanted: Companion) -> NoticeChannel | None:
    notices = folds[wanted.case].case.notices if wanted.case in folds else ()
    return next((n.next_channel for n in notices if n.owner == wanted.owner), None)


def _keep(office: Office, kept: Sequence[Folded]) -> None:
    for folded in kept:
        office.folds.keep(folded)
    office.bell.ring()


def _locked(office: Office, ledger: Ledger, number: str) -> Iterator[Folded]:
    """Lock a case and its linked ones in the order of their numbers, and wait in no ring.

    It comes before the record's head is locked, as everywhere.
    """
    row = ledger.cases.get(number)
    if row is None:
        return
    links = {link.other for link in office.folds.load(ledger, row).case.links}
    for each in sorted({number} | links):
        locked = ledger.cases.lock(each)
        if locked is not None:
            yield office.folds.load(ledger, locked)


@dataclass(frozen=True, slots=True)
class _Telling:
    """One transaction over cases that are locked; `kept` are their folds afterwards."""

    office: Office
    ledger: Ledger
    folds: Mapping[str, Folded]
    command: BeginNotice
    kept: list[Folded]

    def begin(self, wanted: Companion) -> Begun | Waits:
        """Begin the notice, together with those of linked cases that are ready."""
        notice, now = self._open(wanted), self.office.clock.law()
        if notice is None:
            return Begun()
        if notice.status is NoticeStatus.SENDING:
            return self._cut_off(wanted, notice)
        if not self._ready(wanted, now):
            return Begun()
        same = list(self._same(wanted))
        able = [at for at in same if self._ready(at, now)]
        if len(able) < len(same) and now < notice.due - MARGIN:
            return Waits("waits_for_linked")
        return self._attempt(wanted, able)

    def _attempt(self, wanted: Companion, able: Sequence[Companion]) -> Begun:
        for at in able:
            also = (wanted, *(other for other in able if other != at))
            if not self._carry(at, replace(self.command, owner=at.owner, also=also, leads=False)):
                # Undoes everything: what begins together is told together.
                raise ExigentError(f"expected the notice of {at.case} to begin with the others")
        began = self._carry(wanted, replace(self.command, also=tuple(able)))
        if able and not began:
            raise ExigentError(f"expected the notice of {wanted.case} to begin with the others")
        return Begun((wanted, *able), NoticeChannel(self.command.channel)) if began else Begun()

    def _cut_off(self, wanted: Companion, notice: NoticeOwed) -> Begun | Waits:
        """End an attempt that nobody saw the end of; one that another case leads is left to it."""
        if not notice.leads:
            led = self._open(notice.also[0])
            if led is not None and led.status is NoticeStatus.SENDING and wanted in led.also:
                return Waits("told_with_linked")
        for at in (wanted, *(notice.also if notice.leads else ())):
            theirs = self._open(at)
            if theirs is not None and theirs.status is NoticeStatus.SENDING:
                self._carry(at, replace(self.command, owner=at.owner))
        return Begun()

    def _same(self, wanted: Companion) -> Iterator[Companion]:
        """Yield the notices that linked cases owe the very same account holder."""
        me = self.folds[wanted.case].opened.owners.get(wanted.owner)
        for number, folded in self.folds.items():
            if number == wanted.case or folded.case.state is not State.RELEASED or me is None:
                continue
            if stands(folded.case) is not stands(self.folds[wanted.case].case):
                # What was forged is told of apart: one letter cannot tell both stories.
                continue
            for notice in folded.case.notices:
                other = folded.opened.owners.get(notice.owner)
                channel = notice.next_channel
                owed = notice.status is NoticeStatus.OWED and channel == self.command.channel
                if owed and channel and other is not None and one_person(me, other, channel):
                    yield Companion(case=number, owner=notice.owner)

    def _ready(self, at: Companion, now: datetime) -> bool:
        return ready(self.folds[at.case].case, at.owner, now, self.office.roster)

    def _open(self, at: Companion) -> NoticeOwed | None:
        folded = self.folds.get(at.case)
        notices = folded.case.notices if folded is not None else ()
        return next((n for n in notices if n.owner == at.owner and n.open), None)

    def _carry(self, at: Companion, command: BeginNotice) -> bool:
        """Carry one command out; whether an attempt began."""
        order = Order(case=at.case, command=command, actor=SYSTEM)
        outcome, folded = carry(self.office, self.ledger, order)
        if folded is not None:
            self.kept.append(folded)
        return any(isinstance(e, NoticeAttempted) for e in outcome.events)


def one_person(one: Owner, other: Owner, channel: NoticeChannel = NoticeChannel.EMAIL) -> bool:
    """Whether two entries are one account holder whom one message over `channel` reaches.

    The same mailbox alone is not enough: two people may share it. Different accounts are different
    people, whatever else is alike.
    """
    if channel is NoticeChannel.EMAIL and not _alike(one.email, other.email):
        return False
    if channel is NoticeChannel.APP and not one.account:
        return False
    if one.account or other.account:
        return one.account == other.account
    return _alike(one.name, other.name)


def _alike(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (one or "").casefold() == (other or "").casefold()
