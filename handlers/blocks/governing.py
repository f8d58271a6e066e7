"""Which legal standard a case stands under, in words; and the form in which somebody says which."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.events import governing as ev
from bot.domain.governing import Doubt, ProposeStandard
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, mrkdwn, option, plain, section, select, text_input
from handlers.blocks.text import Markup
from handlers.blocks.words import listed

OPEN: Final = "standard.open"
CALLBACK_ID: Final = "standard.file"
WHY: Final = 600
"""Characters of a reason."""
DOUBTS: Final[Mapping[Doubt, str]] = MappingProxyType(
    {
        Doubt.CONFLICT: "agency, owners and data point to different laws",
        Doubt.NOT_IN_FORCE: "the law that they point to is not in force here",
        Doubt.UNKNOWN: "no law of this product fits all of them",
        Doubt.SEVERAL: "more than one law may apply",
    }
)
"""Why no standard is suggested, in words."""
SAID_OF_STANDARDS: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        ev.StandardHeld: lambda e: f"found no one law that applies: {DOUBTS[e.doubt]}",
        ev.StandardFollowed: lambda e: f"found that another law applies: {_spaced(e.standard)}",
        ev.StandardProposed: lambda e: f"proposed that this law applies: {_spaced(e.standard)}",
        ev.StandardSettled: lambda e: f"confirmed that this law applies: {_spaced(e.standard)}",
        ev.OwnersToldAtOnce: lambda e: f"noted that the owners are told at once ({e.provision})",
        ev.StandardRefused: lambda e: f"refused proposal {e.number} of a law",
    }
)
"""What each kind of entry about the law says its actor did."""


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def title(dossier: Dossier, name: str) -> str:
    """Return a standard's name for people; its own name where the product knows none."""
    known = dossier.law.standards.get(name)
    return known.title if known is not None else name


def doubt_words(dossier: Dossier) -> str:
    """Return why the standard is in doubt, and what was pointed to; empty where it is not."""
    doubt, candidates = dossier.case.governing.doubt, dossier.case.governing.candidates
    if doubt is None:
        return ""
    named = listed(title(dossier, name) for name in candidates)
    return DOUBTS[doubt] + (f" ({named})" if candidates else "")


def standing_words(dossier: Dossier) -> str:
    """Return what the case stands under in a few words."""
    doubted = doubt_words(dossier)
    return f"in doubt: {doubted}" if doubted else title(dossier, dossier.case.standard)


def read_back(dossier: Dossier) -> str:
    """What a determination confirms of the standard, read back where it is filed."""
    doubted = doubt_words(dossier)
    if not doubted:
        return (
            f"Legal standard: {title(dossier, dossier.case.standard)}. By filing you confirm that"
            " it applies: where the agency, the owners and the data are, as the case shows them."
        )
    return (
        f"Legal standard: in doubt, since {doubted}. Nothing can be allowed until two people say"
        f" which one applies, after asking counsel: /edr standard {dossier.case.number}"
    )


def next_step(case: Case) -> str:
    """What is next while the standard is in doubt; empty elsewhere."""
    if case.governing.doubt is None or case.state not in UNDECIDED | {State.APPROVED}:
        return ""
    if case.governing.waiting is not None:
        return (
            "a second person confirms or refuses, on its card, which legal standard applies."
            " Nothing is allowed meanwhile."
        )
    return (
        "it is not clear which legal standard applies. Ask counsel; then two people say which:"
        f" /edr standard {case.number}. Nothing is allowed meanwhile."
    )


def view(dossier: Dossier) -> Payload:
    """The form: what the case stands under and why it is in doubt, then which one applies."""
    case = dossier.case
    doubted = doubt_words(dossier)
    now = (
        f"In doubt, since {doubted}."
        if doubted
        else f"It stands under: {title(dossier, case.standard)}."
    )
    says = (
        f"*{case.number}*. Ask counsel first. It counts once a colleague confirms it in the review"
        " channel. Determinations that were filed under another standard are void then."
    )
    choices = [option(title(dossier, name), name) for name in dossier.law.in_force]
    return modal(
        CALLBACK_ID,
        "Legal standard",
        [
            section(mrkdwn(Markup(says))),
            section(plain(now)),
            input_("Which one applies", select("standard", choices), f"standard:v{case.version}"),
            input_(
                "Why",
                text_input("why", least=1, most=WHY, multiline=True),
                f"why:v{case.version}",
                hint="Who at counsel said so, and on which facts. It is sealed in the record.",
            ),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Propose Standard",
    )


def read(answers: Answers) -> ProposeStandard | FieldErrors:
    """Read which standard applies, and why."""
    standard = answers.one("standard")
    why = answers.needed("why", "Say who at counsel said so, and on which facts.")
    if not standard:
        answers.fault("standard", "Choose the standard that applies.")
    if answers.faults or not standard:
        return answers.errors
    return ProposeStandard(standard=standard, why=why)
