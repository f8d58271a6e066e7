"""From the owners form to the command that records what a custodian found."""

import re

from bot.domain.commands import RecordOwners
from bot.domain.release import Owner, OwnerFlag, OwnerRole, Stored
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors

_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")


def owners(answers: Answers, dossier: Dossier) -> RecordOwners | FieldErrors:
    """Read one account holder; the command carries everybody on the device, old and new."""
    device, stored = str(answers.ids.get("d", "")), answers.word("stored", Stored)
    more = answers.one("more")
    if stored is None:
        answers.fault("stored", "Say whether the data is there.")
    if more not in ("more", "all"):
        answers.fault("more", "Say whether anybody else is on the device.")
    before = recorded(dossier, device)
    new = _owner(answers, dossier, before)
    nobody = answers.text("name") is None and not before
    if nobody and stored is Stored.YES:
        answers.fault("name", "Stored data belongs to somebody: type the account holder's name.")
    if answers.faults or stored is None:
        return answers.errors
    kept = tuple(o for o in before if new is None or o.alias != new.alias)
    return RecordOwners(
        device=device,
        stored=stored,
        owners=(*kept, new) if new is not None else kept,
        complete=more == "all",
    )


def recorded(dossier: Dossier, device: str) -> tuple[Owner, ...]:
    """Return the account holders known of a device so far, each once, as last recorded."""
    roles = {o.alias: o for o in dossier.case.owners if o.device == device}
    latest = {o.alias: o for o in dossier.owners if o.alias in roles}
    return tuple(latest.values())


def _owner(answers: Answers, dossier: Dossier, before: tuple[Owner, ...]) -> Owner | None:
    name, email = answers.text("name"), answers.text("email")
    role, ticked = answers.word("role", OwnerRole), answers.many("owner_flags")
    if name is None and email is None:
        if ticked or role is not None:
            answers.fault("name", "Whose role is it? Type the name.")
        return None
    if name is None:
        answers.fault("name", "Type the account holder's name.")
    if email is not None and not _ADDRESS.fullmatch(email):
        answers.fault("email", "Expected a mail address, such as name@example.com.")
    if role is None:
        answers.fault("role", "Choose what this person is to the device.")
        return None
    return Owner(
        alias=_alias(dossier, before, name, email),
        role=role,
        flags=frozenset(flag for flag in OwnerFlag if flag.value in ticked),
        name=name,
        email=email,
    )


def _alias(dossier: Dossier, before: tuple[Owner, ...], name: str | None, email: str | None) -> str:
    """Return the alias a person has in the case, or the next one.

    One mailbox is one person on all devices, so that one notice goes to it; without a mailbox a
    name means the same person on the same device only.
    """
    for owner in dossier.owners:
        if email and (owner.email or "").casefold() == email.casefold():
            return owner.alias
    for owner in before:
        if not owner.email and (owner.name or "").casefold() == (name or "").casefold():
            return owner.alias
    taken = [o.alias for o in dossier.case.owners] + [o.alias for o in dossier.owners]
    numbers = [int(alias[1:]) for alias in taken if alias[1:].isdecimal()]
    return f"O{max(numbers, default=0) + 1}"
