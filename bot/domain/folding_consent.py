"""The part of `evolve` for asking an owner to share of their own will."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.case import Case, State
from bot.domain.consent import InvolvementAnswer, OwnerAsked
from bot.domain.determination import Reason
from bot.domain.events import consenting as cn
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp


def _involvement(case: Case, event: cn.InvolvementAnswered, stamp: Stamp) -> Case:
    others = tuple(a for a in case.consent.answers if a.by != stamp.actor)
    mine = InvolvementAnswer(by=stamp.actor, answer=event.answer)
    return replace(case, consent=replace(case.consent, answers=(*others, mine)))


def _with(case: Case, owner: OwnerAsked) -> Case:
    others = tuple(a for a in case.consent.asked if a.owner != owner.owner)
    return replace(case, consent=replace(case.consent, asked=(*others, owner)))


def _asked(case: Case, event: cn.ConsentAsked, stamp: Stamp) -> Case:
    before = case.consent.of(event.owner)
    tries = before.tries + 1 if before is not None else 1
    return _with(case, OwnerAsked(owner=event.owner, at=stamp.at, tries=tries))


def _missed(case: Case, event: cn.ConsentMissed, _stamp: Stamp) -> Case:
    before = case.consent.of(event.owner)
    return case if before is None else _with(case, replace(before, dead=True))


def _answered(case: Case, event: cn.ConsentAnswered, _stamp: Stamp) -> Case:
    before = case.consent.of(event.owner)
    return case if before is None else _with(case, replace(before, answer=event.answer))


def _consented(case: Case, _event: cn.OwnerConsented, _stamp: Stamp) -> Case:
    return replace(case, state=State.CLOSED, reason=Reason.OWNER_CONSENTED)


CONSENTING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    cn.InvolvementAnswered: _involvement,
    cn.ConsentAsked: _asked,
    cn.ConsentMissed: _missed,
    cn.ConsentAnswered: _answered,
    cn.OwnerConsented: _consented,
}
