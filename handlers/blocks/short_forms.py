"""Forms of one question: stop, ended, reconfirm, withdrawn, and the life safety exception."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.workflow.dossier import Dossier
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    datetime_picker,
    input_,
    modal,
    mrkdwn,
    section,
    stamp,
    text_input,
)
from handlers.blocks.text import Markup


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What one form says and asks. `name` is the input's action id."""

    title: str
    says: str
    label: str
    name: str
    submit: str


FORMS: Mapping[str, ShortForm] = MappingProxyType(
    {
        "stop": ShortForm(
            "Stop the case",
            "Nothing more is released from this case until a senior reviewer has looked at it. "
            "What was handed over already cannot be called back this way.",
            "Why it must stop",
            "why",
            "Stop Case",
        ),
        "ended": ShortForm(
            "The emergency has ended",
            "Nothing is released after the end of an emergency. If data was handed over, the "
            "owner's notice falls due now.",
            "Who said so, and how you reached them",
            "how",
            "Record the End",
        ),
        "reconfirm": ShortForm(
            "Still going on",
            "Confirms the facts anew; it makes no new version and voids no determination. Use a "
            "number from the directory, or one that two of you found.",
            "Who confirmed it, and how you reached them",
            "how",
            "Reconfirm Facts",
        ),
        "withdrawn": ShortForm(
            "Request withdrawn",
            "Before a hand-over this ends the case; after it, what was handed over is recalled. A "
            "mail or a link is not enough: whoever holds a stolen mailbox must not be able to "
            "cancel a rescue. Confirm it by a call first.",
            "Who withdrew it, and how you confirmed it by telephone",
            "how",
            "Record Withdrawal",
        ),
    }
)
"""The forms by their word; the callback id is the word with `.file`."""


def view(word: str, dossier: Dossier) -> Payload:
    """The form for `word`, one of FORMS."""
    form, case = FORMS[word], dossier.case
    says = section(mrkdwn(Markup(f"*{case.number}*. {form.says}")))
    return modal(
        f"{word}.file",
        form.title,
        [says, *_inputs(word, form, dossier)],
        ids={"c": case.number, "v": case.version},
        submit=form.submit,
    )


def _inputs(word: str, form: ShortForm, dossier: Dossier) -> Sequence[Payload]:
    version = dossier.case.version
    field = text_input(form.name, most=600, multiline=True)
    asked = input_(form.label, field, f"{form.name}:v{version}")
    if word != "ended":
        confirmed = dossier.case.confirmed_at
        known = Markup(f"Last confirmed {stamp(confirmed)}.") if confirmed else None
        return [section(mrkdwn(known)), asked] if word == "reconfirm" and known else [asked]
    when = datetime_picker("ended", initial=dossier.now)
    return [input_("When it ended", when, f"ended:v{version}"), asked]
