"""A skipped step as a matter for a second person: `skip:`, the case's number, the proposal's."""

from typing import Final

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case
from bot.domain.checking import ConfirmSkip, RefuseSkip, Skip, SkipEnd
from bot.workflow.dossier import Dossier
from handlers.blocks.second_person import SecondPersonAsk
from handlers.blocks.step_words import STEP_ACTS
from handlers.case_matters import Kind
from handlers.seconding import Told

_ENDED: Final = {
    SkipEnd.CONFIRMED: "Skipped: two people say that it could not be done. It does not count.",
    SkipEnd.REFUSED: "Refused: it can be done. The step is still open.",
    SkipEnd.TAKEN: "Done after all: nothing is skipped.",
}
_MOVED_ON: Final = "The case has moved on: nothing is skipped."


def _ask(found: Dossier, skip: Skip, subject: str) -> SecondPersonAsk:
    case = found.case.number
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


def _skip(case: Case, number: int) -> Skip | None:
    return next((s for s in case.skips if s.number == number), None)


def _waits(case: Case, skip: Skip) -> bool:
    return skip.end is None and case.state in UNDECIDED


def _settled(case: Case, skip: Skip) -> str | None:
    if skip.end is not None:
        return _ENDED[skip.end]
    return None if case.state in UNDECIDED else _MOVED_ON


def _told(found: Dossier, skip: Skip) -> Told:
    said = [h.event for h in found.history if isinstance(h.event, ev.SkipProposed)]
    why = next((e.why for e in said if e.number == skip.number), None)
    return (f"Reason given: {why}",) if why else ()


MATTER: Final = Kind(
    find=_skip,
    out=lambda case, skip: case.recused | {skip.by, case.logged_by},
    waits=lambda _, skip: skip.end is None,
    ask=_ask,
    told=_told,
    yes=lambda number, why: ConfirmSkip(number=number, why=why),
    no=lambda number, why: RefuseSkip(number=number, why=why),
    done=(_ENDED[SkipEnd.CONFIRMED], _ENDED[SkipEnd.REFUSED]),
).matter
