"""The part of `evolve` for red flags and links."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.flag import Flag, Lift, Sign
from bot.domain.linking import Copy, Link
from bot.domain.replacing import replace
from bot.domain.roster import SYSTEM
from bot.domain.stamp import Stamp


def _in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    by_sign = {flag.sign: flag for flag in flags}
    return tuple(by_sign[sign] for sign in Sign if sign in by_sign)


def _raised(case: Case, event: ev.FlagsRaised, stamp: Stamp) -> Case:
    """Keep what was noticed before with who lifted it; what a person raised is theirs."""
    known = {flag.sign: flag for flag in case.flags}
    noticed = [
        known.get(n.sign, Flag(sign=n.sign, weight=n.weight, at=stamp.at)) for n in event.noticed
    ]
    by_hand = [flag for flag in case.flags if flag.by != SYSTEM]
    return replace(case, flags=_in_order([*noticed, *by_hand]), flagged=True)


def _added(case: Case, event: ev.FlagAdded, stamp: Stamp) -> Case:
    flag = Flag(sign=event.sign, weight=event.weight, by=stamp.actor, at=stamp.at)
    return replace(case, flags=_in_order([*case.flags, flag]))


def _lifted(case: Case, event: ev.FlagLifted, stamp: Stamp) -> Case:
    lift = Lift(by=stamp.actor, senior=event.senior)
    flags = tuple(
        replace(f, lifts=(*f.lifts, lift)) if f.sign is event.sign else f for f in case.flags
    )
    return replace(case, flags=flags)


def _linked(case: Case, event: ev.CaseLinked, _stamp: Stamp) -> Case:
    return replace(case, links=(*case.links, Link(other=event.other, why=event.why)))


def _copied(case: Case, event: ev.CopyReceived, stamp: Stamp) -> Case:
    copy = Copy(number=event.number, channel=event.channel, at=stamp.at, changed=event.changed)
    return replace(case, copies=(*case.copies, copy))


FLAGS_AND_LINKS: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.FlagsRaised: _raised,
    ev.FlagAdded: _added,
    ev.FlagLifted: _lifted,
    ev.CaseLinked: _linked,
    ev.CopyReceived: _copied,
}
