"""A skipped step as a matter for a second person: `skip:`, the case's number, the proposal's."""

from typing import Final

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case
from bot.domain.checking import ConfirmSkip, RefuseSkip, Skip, SkipEnd
from bot.domain.commands import ViewCase
from bot.domain.errors import Refused
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.blocks.step_words import STEP_ACTS
from handlers.edge import Edge
from handlers.press import Press
from handlers.seconding import GONE, Matter, Told

_ENDED: Final = {
    SkipEnd.CONFIRMED: "Skipped: two people say that it could not be done. It does not count.",
    SkipEnd.REFUSED: "Refused: it can be done. The step is still open.",
    SkipEnd.TAKEN: "Done after all: nothing is skipped.",
}
_MOVED_ON: Final = "The case has moved on: nothing is skipped."


def numbers_of(subject: str) -> tuple[str, int]:
    """Return the case's number and the proposal's from `skip:EDR-2026-000001:1`."""
    _, _, rest = subject.partition(":")
    case, _, number = rest.partition(":")
    return case, int(number) if number.isascii() and number.isdecimal() else 0


async def ask(office: Office, subject: str) -> SecondPersonAsk | None:
    """Return the proposal as it stands; None where there is none."""
    case, number = numbers_of(subject)
    found = await dossier(office, case, SYSTEM)
    skip = _skip(found.case, number) if found is not None else None
    if found is None or skip is None:
        return None
    return SecondPersonAsk(
        title=f"{case} · second person needed" if _waits(found.case, skip) else f"{case} · a step",
        lines=(
            f"To be skipped: {STEP_ACTS[skip.step]}, because it could not be done.",
            "A skipped step never counts: the level stays, and so does the level needed.",
        ),
        asked_by=found.names.get(skip.by, ""),
        asked_at=skip.at,
        subject=subject,
        settled=_settled(found.case, skip),
    )


async def told(edge: Edge, press: Press, subject: str) -> Told | Refused:
    """Refuse whoever may not decide it, on the record; else the reason that was given."""
    number, place = numbers_of(subject)
    look = ViewCase(surface="second_person", files=ConfirmSkip)
    outcome = await edge.carry(press, number, look)
    if outcome.refused is not None:
        return outcome.refused
    found = await dossier(edge.office, number, press.actor)
    skip = _skip(found.case, place) if found is not None else None
    if found is None or skip is None:
        return GONE
    if not _may(found.case, skip, press):
        # What makes it so never changes back, so this can only be refused, on the record.
        refused = (await edge.carry(press, number, ConfirmSkip(number=place))).refused
        return refused or GONE
    why = _why(found, place)
    return (f"Reason given: {why}",) if why else ()


async def settle(edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
    """Carry the second person's answer out."""
    case, number = numbers_of(answer.subject)
    command = (
        ConfirmSkip(number=number, why=answer.why)
        if answer.confirmed
        else RefuseSkip(number=number, why=answer.why)
    )
    outcome = await edge.carry(press, case, command)
    if outcome.refused is not None:
        return outcome.refused
    said = _ENDED[SkipEnd.CONFIRMED if answer.confirmed else SkipEnd.REFUSED]
    return f"{case}: {said} Entry {outcome.position} of the record."


def _skip(case: Case, number: int) -> Skip | None:
    return next((s for s in case.skips if s.number == number), None)


def _waits(case: Case, skip: Skip) -> bool:
    return skip.end is None and case.state in UNDECIDED


def _settled(case: Case, skip: Skip) -> str | None:
    if skip.end is not None:
        return _ENDED[skip.end]
    return None if case.state in UNDECIDED else _MOVED_ON


def _may(case: Case, skip: Skip, press: Press) -> bool:
    out = {skip.by, case.logged_by} | case.recused
    return skip.end is None and press.actor not in out


def _why(found: Dossier, number: int) -> str | None:
    said = [h.event for h in found.history if isinstance(h.event, ev.SkipProposed)]
    return next((e.why for e in said if e.number == number), None)


MATTER: Final = Matter(ask=ask, told=told, settle=settle)
