"""The forms of erasure and of legal holds, and what their second-person cards say."""

from collections.abc import Iterator
from typing import Final

from bot.domain.case import Case
from bot.domain.erasing import LegalHold, PlaceLegalHold, ProposeErasure, ProposeHoldLift, Retention
from bot.domain.events import erasing as ev
from bot.domain.folding_erasing import CHANGED, ERASED
from bot.domain.folding_erasing import REFUSED as SAID_NO
from bot.domain.rules.erasing import kept_as, over_at
from bot.workflow.dossier import Dossier, Happened
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.erasing_words import KEPT
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, option, plain, radio, section, text_input
from handlers.blocks.second_person import SecondPersonAsk
from handlers.blocks.words import counted

ERASE_ID: Final = "erase.file"
HOLD_ID: Final = "hold.file"
PLACE: Final = "place"
WHY: Final = 600
"""Characters of a reason."""
_LASTS: Final = (
    "The record, its proofs and the state stay. Drafts, files and links to documents are deleted."
    " It cannot be taken back."
)
_ENDS: Final = {
    SAID_NO: "Refused: it is kept.",
    CHANGED: "It fell: the case has changed since, so two people must look anew.",
    ERASED: "Done: nothing personal of it can be read any more.",
}


def erase_view(dossier: Dossier, retention: Retention) -> Payload:
    """The form in which one person proposes it; only for a case that nothing keeps."""
    case = dossier.case
    over = over_at(case, retention)
    until = f"{over:%Y-%m-%d}" if over is not None else "now"
    says = (
        f"{case.number} was kept until {until}, since {KEPT[kept_as(case)]}. A colleague must agree"
        f" on its card within the review channel; then the operator erases it. {_LASTS}"
    )
    field = text_input("why", most=WHY, multiline=True)
    return modal(
        ERASE_ID,
        "Erase a case",
        [section(plain(says)), input_("Anything to add", field, "why:erase", optional=True)],
        ids={"c": case.number, "v": case.version},
        submit="Propose Erasure",
    )


def read_erase(answers: Answers) -> ProposeErasure:
    """Read what was added."""
    return ProposeErasure(why=answers.text("why") or "")


def hold_view(dossier: Dossier) -> Payload:
    """The form in which one person places a legal hold, or proposes that one ends."""
    case = dossier.case
    live = case.erasing.live_holds
    says = (
        f"A legal hold keeps {case.number} readable, whatever its state. One person places it; two"
        f" end it. {counted(len(live), 'hold')} in force."
    )
    ends = [option(f"Legal hold {h.number} may end", str(h.number)) for h in live if not h.lifting]
    acts = radio("act", [option("Place a legal hold", PLACE), *ends], initial=PLACE)
    why = text_input("why", least=1, most=WHY, multiline=True)
    return modal(
        HOLD_ID,
        "Legal hold",
        [
            section(plain(says)),
            input_("What you do", acts, "act:hold"),
            input_("Why", why, "why:hold", hint="Which claim or inquiry. It is sealed."),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Record",
    )


def read_hold(answers: Answers) -> PlaceLegalHold | ProposeHoldLift | FieldErrors:
    """Read what was chosen, and why."""
    act = answers.one("act") or PLACE
    why = answers.needed("why", "Say which claim or inquiry it is about.")
    if answers.faults:
        return answers.errors
    if act == PLACE:
        return PlaceLegalHold(why=why)
    return ProposeHoldLift(number=int(act) if act.isdecimal() else 0, why=why)


def ask_erasure(found: Dossier, number: int, subject: str) -> SecondPersonAsk:
    """Return the card of a proposal to erase a case."""
    case = found.case
    made = next(_proposals(found, number))
    event = made.event
    kept = (
        f"It was kept until {event.over_at:%Y-%m-%d}, since {KEPT[event.kept]}."
        if isinstance(event, ev.ErasureProposed)
        else ""
    )
    return SecondPersonAsk(
        title=f"{case.number} · erase what is personal?",
        lines=(kept, _LASTS, f"Whoever knows of a reason to keep it: /edr hold {case.number}"),
        asked_by=found.names.get(made.actor, ""),
        asked_at=made.at,
        subject=subject,
        settled=settled(case, number),
    )


def settled(case: Case, number: int) -> str | None:
    """How a proposal ended; None while it waits for a second person."""
    stands = case.erasing
    if stands.number != number:
        return "It fell; somebody has proposed it anew."
    if stands.waiting:
        return None
    if stands.second is not None and stands.until is not None:
        return (
            f"Two people agreed. Until {stands.until:%Y-%m-%d} the operator carries it out:"
            f" exigent erase {case.number}"
        )
    return _ENDS.get(stands.settled or "", "It fell.")


def told_erasure(found: Dossier, number: int) -> tuple[str, ...]:
    """What somebody added, for whoever may decide it."""
    events = (made.event for made in _proposals(found, number))
    whys = (e.why for e in events if isinstance(e, ev.ErasureProposed))
    return tuple(f"Added: {why}" for why in whys if why)


def _proposals(found: Dossier, number: int) -> Iterator[Happened]:
    for entry in found.history:
        if isinstance(entry.event, ev.ErasureProposed) and entry.event.number == number:
            yield entry


def ask_unhold(found: Dossier, hold: LegalHold, subject: str) -> SecondPersonAsk:
    """Return the card of a proposal that a legal hold ends."""
    last = next(reversed([e for e in found.history if _ends(e, hold)]), None)
    ended = "Two people agreed: it has ended." if hold.lifted_at else "Refused: it stays."
    return SecondPersonAsk(
        title=f"{found.case.number} · end a legal hold?",
        lines=(
            f"Legal hold {hold.number} of {hold.at:%Y-%m-%d} keeps the case from being erased.",
            "Whoever agrees has asked counsel.",
        ),
        asked_by=found.names.get(last.actor if last is not None else "", ""),
        asked_at=hold.lift_at or hold.at,
        subject=subject,
        settled=None if hold.lifting else ended,
    )


def told_unhold(found: Dossier, hold: LegalHold) -> tuple[str, ...]:
    """Why it was placed, and why it may end, for whoever may decide it."""
    placed = [e.event for e in found.history if isinstance(e.event, ev.LegalHoldPlaced)]
    ends = [e.event for e in found.history if _ends(e, hold)]
    said = [f"Placed: {e.why}" for e in placed if e.number == hold.number and e.why]
    last = [f"To end it: {getattr(e, 'why', '')}" for e in ends[-1:]]
    return tuple(said + last)


def _ends(entry: Happened, hold: LegalHold) -> bool:
    event = entry.event
    return isinstance(event, ev.LegalHoldLiftProposed) and event.number == hold.number
