"""What the agency wants changed by its status page, for whoever called it back."""

from collections.abc import Iterator

from bot.domain.changing import Change, ConfirmChange, RefuseChange
from bot.domain.rules.changing import called_since
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.difference import difference
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    escaped,
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    stamp,
    text_input,
)
from handlers.blocks.text import Markup
from handlers.blocks.words import CHANGE_KINDS

CALLBACK_ID = "confirm.file"
CONFIRM, REFUSE = "confirm", "refuse"
SHOWN = 12
"""Differences shown of one change; the others are counted."""


def view(dossier: Dossier) -> Payload:
    """The form: which change, what the agency said in the call, and why where it is dropped."""
    case = dossier.case
    says = (
        f"*{case.number}*. Whoever reads the officer's mail can propose these. Confirm only what "
        "the agency itself told us in a call made since, on a number that we found."
    )
    blocks = [section(mrkdwn(Markup(says)))]
    for change in case.open_changes:
        blocks.append(section(mrkdwn(_heading(change, dossier))))
        told = "\n".join(_told(change, dossier))
        if told:
            blocks.append(section(plain(told)))
    return modal(
        CALLBACK_ID,
        "Confirm a change",
        [*blocks, *_inputs(dossier)],
        ids={"c": case.number, "v": case.version},
        submit="Record",
    )


def _heading(change: Change, dossier: Dossier) -> Markup:
    called = "called back since" if called_since(dossier.case, change) else "not called back since"
    kind = escaped(CHANGE_KINDS[change.kind])
    return Markup(f"*Change {change.number}:* {kind}, proposed {stamp(change.at)}; {called}")


def _told(change: Change, dossier: Dossier) -> Iterator[str]:
    opened = dossier.opened
    proposed = opened.proposals.get(change.number)
    if proposed is None:
        return
    if proposed.request is not None and opened.request is not None:
        sentences = difference(opened.request, proposed.request)
        yield from sentences[:SHOWN]
        if len(sentences) > SHOWN:
            yield f"And {len(sentences) - SHOWN} more."
    if proposed.why:
        yield f"They write: {proposed.why}"


def _inputs(dossier: Dossier) -> Iterator[Payload]:
    version, waiting = dossier.case.version, dossier.case.open_changes
    choices = [option(f"Change {c.number}: {CHANGE_KINDS[c.kind]}", str(c.number)) for c in waiting]
    first = choices[0]["value"] if len(choices) == 1 else None
    yield input_("Which change", radio("change", choices, initial=first), f"change:v{version}")
    said = [
        option("The agency confirmed it in the call", CONFIRM),
        option("Drop it: they did not ask for it, or no longer want it", REFUSE),
    ]
    yield input_("What they said", radio("said", said), f"said:v{version}")
    yield input_(
        "Why it is dropped",
        text_input("why", most=600, multiline=True),
        f"why:v{version}",
        optional=True,
        hint="Needed only where you drop it.",
    )


def read(answers: Answers) -> ConfirmChange | RefuseChange | FieldErrors:
    """Read which change was confirmed or dropped; one that is dropped needs a reason."""
    change, said, why = answers.one("change") or "", answers.one("said"), answers.text("why")
    if not (change.isascii() and change.isdecimal()):
        answers.fault("change", "Choose the change that you talked about.")
    if said not in (CONFIRM, REFUSE):
        answers.fault("said", "Choose what the agency said.")
    elif said == REFUSE and why is None:
        answers.fault("why", "Say in a sentence what the agency told you.")
    if answers.faults:
        return answers.errors
    number = int(change)
    return (
        ConfirmChange(number=number)
        if said == CONFIRM
        else RefuseChange(number=number, why=why or "")
    )
