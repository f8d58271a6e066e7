"""A typed address is read by a second person before any notice goes there."""

from collections.abc import Iterator

from bot.domain.address import ConfirmAddress, RefuseAddress, TypedAddress, latest, unread
from bot.domain.commands import RecordOwners
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.events import addressing as ev
from bot.domain.release import Owner, OwnerFlag
from bot.domain.roster import SYSTEM


def typed(asked: Asked, command: RecordOwners) -> Iterator[ev.AddressTyped]:
    """Yield which addresses of `command` need a second reader."""
    number = len(asked.case.addresses)
    for owner in command.owners:
        if _new(asked, command, owner):
            number += 1
            yield ev.AddressTyped(owner=owner.alias, number=number)


def _new(asked: Asked, command: RecordOwners, owner: Owner) -> bool:
    if not any(_reached(owner)):
        return False
    known = asked.facts.opened.owners.get(owner.alias)
    before = latest(asked.case, owner.alias)
    if asked.actor == SYSTEM:
        return OwnerFlag.ACCOUNT_TAKEOVER in owner.flags and before is None
    again = before is not None and before.refused and owner.alias in command.corrects
    return known is None or _reached(known) != _reached(owner) or again


def _reached(owner: Owner) -> tuple[str | None, ...]:
    """Return where somebody is reached, by mail and by letter."""
    return (owner.email, *owner.postal)


def confirm(asked: Asked, command: ConfirmAddress) -> Answered:
    """Say that the address is right; whoever typed it has no second word."""
    found = _waiting(asked, command.number)
    if isinstance(found, Refused):
        return found
    return (ev.AddressConfirmed(number=found.number, why=command.why or None),)


def refuse(asked: Asked, command: RefuseAddress) -> Answered:
    """Say that it is wrong: nothing goes there, and a custodian corrects it."""
    found = _waiting(asked, command.number)
    if isinstance(found, Refused):
        return found
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.AddressRefused(number=found.number, why=command.why),)


def _waiting(asked: Asked, number: int) -> TypedAddress | Refused:
    found = next((a for a in unread(asked.case) if a.number == number), None)
    if found is None:
        return Refused(Refusal.NOTHING_WAITS)
    return Refused(Refusal.SAME_PERSON) if found.by == asked.actor else found
