"""From the owners form to the command that records what a custodian found."""

import re
from dataclasses import replace

from bot.domain.case import State
from bot.domain.commands import RecordOwners
from bot.domain.release import Owner, OwnerFlag, OwnerRole, Stored
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.owners import REPLACE
from handlers.notices.paper import LINE_LENGTH, MOST_LINES, fits
from handlers.release.owner_aliases import next_alias, of_mailbox

_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")


def owners(answers: Answers, dossier: Dossier) -> RecordOwners | FieldErrors:
    """Read one account holder; the command carries everybody on the device, old and new."""
    device, whose = str(answers.ids.get("d", "")), answers.one("whose")
    before = recorded(dossier, device)
    wrong = next((o for o in before if o.alias == whose), None)
    if dossier.case.state is State.RELEASED:
        return _corrected(answers, dossier, device, wrong)
    stored, more = answers.word("stored", Stored), answers.one("more")
    if stored is None:
        answers.fault("stored", "Say whether the data is there.")
    if more not in ("more", "all"):
        answers.fault("more", "Say whether anybody else is on the device.")
    before = () if whose == REPLACE else before
    new = _owner(answers, dossier, before, wrong)
    if answers.text("name") is None and stored is Stored.YES and not before:
        answers.fault("name", "Stored data belongs to somebody: type the account holder's name.")
    if answers.faults or stored is None:
        return answers.errors
    return RecordOwners(
        device=device,
        stored=stored,
        owners=_together(before, new),
        complete=more == "all",
        corrects=frozenset({wrong.alias} if wrong is not None else ()),
    )


def _corrected(
    answers: Answers, dossier: Dossier, device: str, wrong: Owner | None
) -> RecordOwners | FieldErrors:
    """Read the right entry of somebody who is still to be told; after a release nothing else."""
    account = next((a for a in dossier.case.accounts if a.alias == device), None)
    before = recorded(dossier, device)
    if wrong is None or account is None:
        answers.fault("whose", "Choose whose entry is wrong.")
        return answers.errors
    new = _owner(answers, dossier, before, wrong)
    if answers.faults:
        return answers.errors
    return RecordOwners(
        device=device,
        stored=account.stored,
        owners=_together(before, new),
        complete=account.complete,
        corrects=frozenset({wrong.alias}),
    )


def _together(before: tuple[Owner, ...], new: Owner | None) -> tuple[Owner, ...]:
    if new is None:
        return before
    return (*(o for o in before if o.alias != new.alias), new)


def recorded(dossier: Dossier, device: str) -> tuple[Owner, ...]:
    """Return the account holders known of a device so far, each once, as last recorded.

    What somebody is to this device they need not be to another.
    """
    here = {o.alias: o for o in dossier.case.owners if o.device == device}
    return tuple(
        replace(o, role=here[o.alias].role, flags=here[o.alias].flags)
        for o in dossier.owners
        if o.alias in here
    )


def _owner(
    answers: Answers, dossier: Dossier, before: tuple[Owner, ...], wrong: Owner | None
) -> Owner | None:
    name, email = answers.text("name"), answers.text("email")
    role, ticked = answers.word("role", OwnerRole), answers.many("owner_flags")
    if name is None and email is None and wrong is None:
        if ticked or role is not None:
            answers.fault("name", "Whose role is it? Type the name.")
        return None
    if name is None:
        answers.fault("name", "Type the account holder's name.")
    if email is not None and not _ADDRESS.fullmatch(email):
        answers.fault("email", "Expected a mail address, such as name@example.com.")
    postal = _postal(answers)
    role = role or (wrong.role if wrong is not None else None)
    if role is None:
        answers.fault("role", "Choose what this person is to the device.")
        return None
    known = wrong or _known(dossier, before, name, email)
    flags = frozenset(flag for flag in OwnerFlag if flag.value in ticked)
    if known is None:
        alias = next_alias(dossier)
        return Owner(alias=alias, role=role, flags=flags, name=name, email=email, postal=postal)
    # Somebody else instead holds another account than the one that was looked up.
    account = known.account if known.name == name or wrong is None else None
    # Nobody's letter goes to where somebody else lives.
    lines = postal or (known.postal if known.name == name else ())
    return replace(
        known, role=role, flags=flags, account=account, name=name, email=email, postal=lines
    )


def _postal(answers: Answers) -> tuple[str, ...]:
    """Read the lines of an address that fit into the window of an envelope."""
    typed = answers.text("postal") or ""
    lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
    if lines and not fits(lines):
        answers.fault("postal", f"Expected at most {MOST_LINES} lines of {LINE_LENGTH} characters.")
    return lines


def _known(
    dossier: Dossier, before: tuple[Owner, ...], name: str | None, email: str | None
) -> Owner | None:
    """Return who that is, where the case knows them.

    One mailbox is one person on all devices; without a mailbox a name means the same person on
    the same device only.
    """
    same = (
        o for o in before if not o.email and (o.name or "").casefold() == (name or "").casefold()
    )
    return of_mailbox(email, dossier.owners) or next(same, None)
