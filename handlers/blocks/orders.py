"""An order that binds us: what the card and the lists say of it, and what an authority objects."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.ordering import RecordObjection, Word
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, option, plain, radio, section, text_input, utc

CALLBACK_ID: Final = "objection.file"
OBJECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Word.NOT_TO_BE_USED: "It may not be used, or must be deleted",
        Word.ON_CONDITIONS: "It may be used on conditions",
        Word.NOT_CONFIRMED: "The order was not confirmed, or was taken back",
    }
)
_OPEN: Final = UNDECIDED | {State.APPROVED}


def line(dossier: Dossier) -> tuple[str, ...]:
    """What the card says of an order; nothing where none binds us."""
    case, order = dossier.case, dossier.case.order
    if order is None:
        return ()
    law = dossier.standard.title
    if order.standard != dossier.standard.name:
        return ("An order may bind us, so the case does not lapse; see /edr standard.",)
    if bound(case):
        due = f" by {utc(order.comply_due)}" if order.comply_due is not None else " without delay"
        return (f"Order ({law}): it binds us, does not lapse, and is carried out{due}.",)
    fell = " It fell afterwards, and what was given is asked back." if order.fallen else ""
    return (f"Order ({law}).{fell}",)


def bound(case: Case) -> bool:
    """Whether an order binds us that is not carried out: it does not end with the emergency."""
    return case.order is not None and case.state in _OPEN


def objectable(case: Case) -> bool:
    """Whether an authority's word about this case's data can be recorded at all."""
    return case.order is not None and case.released_at is not None


def view(dossier: Dossier) -> Payload:
    """The form for what an authority said of the data that was given."""
    case = dossier.case
    version = case.version
    said = (
        f"{case.number}. Record what an authority says of the use of what we gave. Where it may"
        " not be used, or the order was not confirmed, everything is asked back at once."
    )
    offered = [option(text, word) for word, text in OBJECTIONS.items()]
    return modal(
        CALLBACK_ID,
        "An authority objects",
        [
            section(plain(said)),
            input_("What does it say?", radio("word", offered), f"word:v{version}"),
            input_("Which authority", text_input("authority", most=150), f"authority:v{version}"),
            input_(
                "How it reached us, and how you made sure of it",
                text_input("how", most=600, multiline=True),
                f"how:v{version}",
            ),
        ],
        ids={"c": case.number, "v": version},
        submit="Record It",
    )


def read(answers: Answers) -> RecordObjection | FieldErrors:
    """Read the form."""
    word = answers.word("word", Word)
    if word is None:
        answers.fault("word", "Choose what the authority says.")
    authority = answers.needed("authority", "Write the authority, as it names itself.")
    how = answers.needed("how", "Say how it came, and how you made sure who sent it.")
    if answers.faults or word is None:
        return answers.errors
    return RecordObjection(word=word, authority=authority, how=how)
