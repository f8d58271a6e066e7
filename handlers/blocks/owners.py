"""Whose data it is: for each device, whether it is stored, and every account holder."""

from collections.abc import Iterator

from bot.domain.release import OwnerRole
from bot.workflow.dossier import Dossier
from handlers.blocks.choices import STORED, choices
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    checkboxes,
    input_,
    modal,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.words import OWNER_FLAGS, OWNER_ROLES, counted

CALLBACK_ID = "owners.file"
DEVICE_LENGTH = 100
NAMES = 10
"""Account holders named above the form; the rest are counted."""


def next_device(dossier: Dossier) -> str | None:
    """Return the first device whose account holders are not all recorded; None when all are."""
    done = {a.alias for a in dossier.case.accounts if a.complete}
    return next((s.alias for s in dossier.case.sought if s.alias not in done), None)


def view(dossier: Dossier, device: str) -> Payload:
    """The form for one person of one device; `device` is its alias."""
    case = dossier.case
    return modal(
        CALLBACK_ID,
        "Owners of the data",
        [section(plain(_known(dossier, device))), *_inputs(dossier, device)],
        ids={"c": case.number, "v": case.version, "d": device},
        submit="Save Owner",
    )


def _known(dossier: Dossier, device: str) -> str:
    request = dossier.opened.request
    sought = request.data_sought if request is not None else ()
    name = next((s.device for s in sought if s.alias == device and s.device), None)
    aliases = {o.alias for o in dossier.case.owners if o.device == device}
    held = [o for o in dossier.owners if o.alias in aliases]
    people = [
        f"{clip(o.name or 'name not given', 60)} ({OWNER_ROLES[o.role]})" for o in held[:NAMES]
    ]
    if len(held) > NAMES:
        people.append(f"and {len(held) - NAMES} more")
    recorded = f" Recorded so far: {', '.join(people)}." if people else ""
    left = len({s.alias for s in dossier.case.sought})
    return (
        f"{device}: {clip(name or 'identifier not readable', DEVICE_LENGTH)} "
        f"({counted(left, 'device')} in all). Record one person at a time; the release waits until "
        f"everybody on the device is recorded.{recorded}"
    )


def _inputs(dossier: Dossier, device: str) -> Iterator[Payload]:
    place = f"v{dossier.case.version}:{device}:{len(dossier.case.owners)}"
    account = next((a for a in dossier.case.accounts if a.alias == device), None)
    stored = select("stored", choices(STORED), initial=account.stored.value if account else None)
    yield input_("Is the data there?", stored, f"stored:{place}")
    yield input_("Name", text_input("name", most=160), f"name:{place}", optional=True)
    email = {"type": "email_text_input", "action_id": "email"}
    yield input_(
        "E-mail", email, f"email:{place}", optional=True, hint="The notice goes to this address."
    )
    roles = choices({role: OWNER_ROLES[role] for role in OwnerRole})
    yield input_("Role", select("role", roles), f"role:{place}", optional=True)
    yield input_(
        "Care needed",
        checkboxes("owner_flags", choices(OWNER_FLAGS)),
        f"owner_flags:{place}",
        optional=True,
    )
    more = [option("Yes, add another", "more"), option("No, that is everyone", "all")]
    yield input_("Anyone else on this device?", radio("more", more), f"more:{place}")
