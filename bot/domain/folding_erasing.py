"""The part of `evolve` for how a case is kept, and for its erasure, which changes nothing else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.case import ENDED, Case
from bot.domain.erasing import NOTHING_SAID, LegalHold
from bot.domain.events import erasing as ev
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp

CHANGED: Final = "changed"
"""How a proposal ended that fell because the case had changed."""
REFUSED: Final = "refused"
ERASED: Final = "erased"


def _erasing(case: Case, **changes: Any) -> Case:  # noqa: ANN401 - the fields of one dataclass
    return replace(case, erasing=replace(case.erasing, **changes))


def _fallen(case: Case, how: str) -> Case:
    """Return the case without what was proposed or agreed."""
    return _erasing(case, proposer=None, proposed_at=None, second=None, until=None, settled=how)


def _proposed(case: Case, event: ev.ErasureProposed, stamp: Stamp) -> Case:
    return _erasing(
        case,
        number=event.number,
        proposer=stamp.actor,
        proposed_at=stamp.at,
        second=None,
        until=None,
        settled=None,
    )


def _agreed(case: Case, event: ev.ErasureAgreed, stamp: Stamp) -> Case:
    return _erasing(case, second=stamp.actor, until=event.until)


def _refused(case: Case, _event: ev.ErasureRefused, _stamp: Stamp) -> Case:
    return _fallen(case, REFUSED)


def _erased(case: Case, _event: ev.CaseErased, stamp: Stamp) -> Case:
    return _erasing(_fallen(case, ERASED), erased_at=stamp.at)


def _placed(case: Case, event: ev.LegalHoldPlaced, stamp: Stamp) -> Case:
    """Two people agreed without knowing of it, so what they agreed on falls."""
    if case.erasing.proposer is not None:
        case = _fallen(case, CHANGED)
    hold = LegalHold(number=event.number, by=stamp.actor, at=stamp.at)
    return _erasing(case, holds=(*case.erasing.holds, hold))


def _hold(case: Case, number: int, **changes: Any) -> Case:  # noqa: ANN401 - the fields of one dataclass
    holds = tuple(replace(h, **changes) if h.number == number else h for h in case.erasing.holds)
    return _erasing(case, holds=holds)


def _lift_proposed(case: Case, event: ev.LegalHoldLiftProposed, stamp: Stamp) -> Case:
    return _hold(case, event.number, lift_by=stamp.actor, lift_at=stamp.at)


def _lift_refused(case: Case, event: ev.LegalHoldLiftRefused, _stamp: Stamp) -> Case:
    return _hold(case, event.number, lift_by=None)


def _lifted(case: Case, event: ev.LegalHoldLifted, stamp: Stamp) -> Case:
    return _hold(case, event.number, lifted_at=stamp.at)


def kept(before: Case, case: Case, stamp: Stamp) -> Case:
    """Return the case with its end, and without an agreement of which something has changed.

    Looks at the case change nothing; everything else may be a reason to keep it.
    """
    if case.erasing.proposer is not None and _looked_at(before) != _looked_at(case):
        case = _fallen(case, CHANGED)
    over = case.state in ENDED
    if over == (case.erasing.ended_at is not None):
        return case
    return _erasing(case, ended_at=stamp.at if over else None)


def _looked_at(case: Case) -> Case:
    """Return the case as two people see it who are to agree."""
    return replace(case, viewed_by=frozenset(), acknowledged_at=None, erasing=NOTHING_SAID)


ERASING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.ErasureProposed: _proposed,
    ev.ErasureAgreed: _agreed,
    ev.ErasureRefused: _refused,
    ev.CaseErased: _erased,
    ev.LegalHoldPlaced: _placed,
    ev.LegalHoldLiftProposed: _lift_proposed,
    ev.LegalHoldLiftRefused: _lift_refused,
    ev.LegalHoldLifted: _lifted,
}
