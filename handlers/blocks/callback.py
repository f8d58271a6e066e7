"""Recording a call to the agency. What matters is where the dialled number was found.

The number that the request gives is never offered, and the incident number is not shown: dispatch
must name it without being told.
"""

from collections.abc import Iterator

from bot.domain.request import Contact
from bot.domain.verification import CODE_TRIES, Reached, StepResult
from bot.workflow.dossier import Dossier
from handlers.blocks import beside, numbers
from handlers.blocks.choices import fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    checkboxes,
    input_,
    modal,
    mrkdwn,
    option,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.text import Markup, bare

CALLBACK_ID = "callback.file"
OFFERED_BYTES = 2_400
"""Bytes of ASCII JSON for the numbers offered: about ten of usual length."""


def view(dossier: Dossier) -> Payload:
    """The form for one call; where no number may be dialled yet, how to find one."""
    offered = fitting(usable(dossier), OFFERED_BYTES)
    if not offered:
        return numbers.view(dossier)
    blocks = [
        _whom_to_ask(dossier),
        *_inputs(dossier, offered),
        *numbers.waiting(dossier),
        numbers.row(dossier),
        beside.row(dossier),
    ]
    return modal(
        CALLBACK_ID,
        "Record call-back",
        blocks,
        ids={"c": dossier.case.number, "v": dossier.case.version},
        submit="Record Call-Back",
    )


def usable(dossier: Dossier) -> Iterator[Payload]:
    """Yield the numbers that may be dialled: the directory's, and those that two people found."""
    listed = dossier.agency.numbers if dossier.agency is not None else ()
    for number in listed:
        about = f"{number.source}, checked {number.checked}"
        yield option(f"{number.number}, {number.label}", number.key, about)
    for found in dossier.case.numbers:
        digits = dossier.opened.numbers.get(found.key)
        if found.confirmed_by is not None and digits:
            yield option(digits, found.key, "Found by two of you, each by another source")


def _whom_to_ask(dossier: Dossier) -> Payload:
    request = dossier.opened.request
    officer = bare(spoken_of(request.officer if request else None, "the officer"), 300)
    number, agency = dossier.case.number, bare(dossier.case.agency.name, 200)
    return section(
        mrkdwn(
            Markup(
                f"*{number}*, {agency}. Dial a number below and ask to be connected to "
                f"*{officer}*. The officer reads you the six-digit code; dispatch names the "
                "incident number without being told it. The number in the request is not "
                "offered: it proves nothing."
            )
        )
    )


def spoken_of(contact: Contact | None, unknown: str) -> str:
    """Return rank, name and badge as one speaks of a person; `unknown` where none is known."""
    if contact is None or not contact.name:
        return unknown
    badge = f", badge {contact.badge}" if contact.badge else ""
    return clip(f"{contact.rank or ''} {contact.name}".strip() + badge, 160)


def _inputs(dossier: Dossier, offered: list[Payload]) -> Iterator[Payload]:
    version = dossier.case.version
    yield input_("Number you dialled", select("number", offered), f"number:v{version}")
    yield input_("Whom you reached", radio("reached", _reached(dossier)), f"reached:v{version}")
    yield input_(
        "Name and badge they gave",
        text_input("answered", most=120),
        f"answered:v{version}",
        optional=True,
    )
    yield input_(
        "Code or incident number they read to you",
        text_input("code", most=60),
        f"code:v{version}",
        optional=True,
        hint=f"We compare it and never show it. After {CODE_TRIES} wrong ones the code changes.",
    )
    yield input_("Outcome", radio("outcome", _OUTCOMES), f"outcome:v{version}")
    yield input_(
        "They also confirmed", checkboxes("also", _ALSO), f"also:v{version}", optional=True
    )


def _reached(dossier: Dossier) -> list[Payload]:
    request = dossier.opened.request
    supervisor = spoken_of(request.supervisor if request else None, "")
    named = f"The supervisor, {supervisor}" if supervisor else "The supervisor"
    return [
        option("The officer", Reached.OFFICER.value),
        option(named, Reached.SUPERVISOR.value),
        option("Duty desk or dispatch", Reached.DISPATCH.value),
        option("Nobody", Reached.NOBODY.value),
    ]


_OUTCOMES = [
    option("They confirm the request", StepResult.PASS.value),
    option("They deny it: not theirs", StepResult.FAIL.value),
    option("They could not say, or no answer", StepResult.INCONCLUSIVE.value),
]
_ALSO = [
    option("The officer is on duty", "duty"),
    option("The emergency is still going on now", "ongoing", "Renews “last confirmed”"),
]
