"""Numbers found outside the directory: two people find the same one, each by their own source."""

from collections.abc import Iterator

from bot.workflow.dossier import Dossier
from handlers.blocks import beside
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    actions,
    button,
    context,
    escaped,
    input_,
    modal,
    mrkdwn,
    plain,
    section,
    text_input,
)
from handlers.blocks.text import Markup, bare

PROPOSE = "number.propose"
CONFIRM = "number.confirm"
PROPOSE_OPEN = "number.open"
CONFIRM_OPEN = "number.second"
WAITING = 3
"""Unconfirmed numbers shown at most; the first ones found come first."""

_RULE = (
    "Find it without the request: on the agency's own public site, from the state's dispatch "
    "line, in a printed directory. A number that the request gives, or a page that it links "
    "to, does not count."
)


def view(dossier: Dossier) -> Payload:
    """What to do when there is no number to dial: propose one, or confirm a colleague's."""
    agency = bare(dossier.case.agency.name, 200)
    text = (
        f"*No number to dial yet.* {agency} is not in the directory with a telephone number. "
        "Two of you must each find the same number, by different sources, before anybody calls."
    )
    blocks = [
        section(mrkdwn(Markup(text))),
        section(plain(_RULE)),
        *waiting(dossier),
        row(dossier),
        beside.row(dossier),
    ]
    return modal("number.none", "Find a number", blocks, ids=_ids(dossier))


def row(dossier: Dossier) -> Payload:
    """The button that opens the form for another number."""
    case = dossier.case
    press = button(
        "Propose Another Number" if dossier.agency is not None else "Propose a Number",
        PROPOSE_OPEN,
        f"{case.number}:{case.version}",
        label=f"Propose another number for {case.number}",
    )
    return actions(press, block_id=f"numbers:v{case.version}")


def waiting(dossier: Dossier) -> Iterator[Payload]:
    """Numbers that one person found; the digits stay hidden, so that the second finds them too."""
    case = dossier.case
    open_ones = [n for n in case.numbers if n.confirmed_by is None]
    for number in open_ones[:WAITING]:
        finder = escaped(dossier.names.get(number.found_by, "A colleague"), 60)
        text = f"{finder} found a number; it waits for a second finder."
        shown = section(mrkdwn(Markup(text)))
        if number.found_by != dossier.reader:
            shown["accessory"] = button(
                "I Found It Too",
                CONFIRM_OPEN,
                f"{case.number}:{case.version}:{number.key}",
                label=f"Confirm number {number.key} by a source of your own",
            )
        yield shown
    if len(open_ones) > WAITING:
        yield context(plain(f"And {len(open_ones) - WAITING} more."))


def propose(dossier: Dossier) -> Payload:
    """The form for a number that somebody found."""
    return modal(
        PROPOSE,
        "Propose a number",
        [section(plain(_RULE)), *_inputs("Number you found", "Where you found it")],
        ids=_ids(dossier),
        submit="Propose Number",
    )


def confirm(dossier: Dossier, key: str) -> Payload:
    """The form for the second finder, who is not shown the first one's number."""
    text = (
        "A colleague found a number for this agency. Find it yourself, by another source than "
        "theirs, and type what you found. We compare; it counts when both are the same."
    )
    return modal(
        CONFIRM,
        "Confirm a number",
        [section(plain(text)), section(plain(_RULE)), *_inputs("Number you found", "Your source")],
        ids={**_ids(dossier), "n": key},
        submit="Confirm Number",
    )


def _inputs(number: str, source: str) -> Iterator[Payload]:
    yield input_(number, text_input("number", most=40, hint="+1 555 010 0100"), "number")
    yield input_(
        source,
        text_input("source", most=300),
        "source",
        hint="In words that a colleague can follow: which site, which list, which line.",
    )


def _ids(dossier: Dossier) -> dict[str, str | int]:
    return {"c": dossier.case.number, "v": dossier.case.version}
