"""Who may hear why a case ended as it did, and which reason.

A forger learns from every word of an answer; a real officer cannot put right what nobody names. So
the reason goes only to a requester whose agency was reached by a call that counts (level 2), and
never where the reason is itself a warning. What the answer could reveal of an account is one
reason for all: whether somebody has no subscription, deleted something or encrypts it is theirs.
"""

from types import MappingProxyType

from bot.domain.case import Case, State
from bot.domain.decision import ListedAgency
from bot.domain.determination import Answer, Reason
from bot.domain.request import DataClass
from bot.domain.standard import Standard
from bot.domain.verification import level

PROVEN_AT = 2
"""The level from which a requester hears reasons: a call-back on a number that we found."""
DISTRUSTED = frozenset({"compromised", "blocked"})
"""Standings of agencies that hear nothing, whoever answered their telephone before."""
NEVER_TOLD = frozenset({Reason.FRAUD, Reason.PROHIBITED_PURPOSE})
"""Reasons that would tell somebody what to do better next time."""
SAID_INSTEAD = MappingProxyType(
    dict.fromkeys(
        (
            Reason.NO_SUCH_IDENTIFIER,
            Reason.NO_DATA_RETAINED,
            Reason.NO_SUBSCRIPTION,
            Reason.E2EE_NO_ACCESS,
        ),
        Reason.NO_RESPONSIVE_DATA,
    )
)
"""Reasons that would tell of an account, each with the one that is said in its place."""
_GIVEN = frozenset({State.RELEASED, State.CLOSED})


def proven(case: Case, agency: ListedAgency | None) -> bool:
    """Whether the agency was reached by a call that counts, and nobody distrusts it now."""
    if agency is not None and agency.standing in DISTRUSTED:
        return False
    called = level(vouched=case.vouched, steps=case.steps, reviewers=case.filers)
    return called >= PROVEN_AT


def explained(case: Case, agency: ListedAgency | None, standard: Standard) -> tuple[Reason, ...]:
    """Return the reasons that the requester may hear; none where they may hear none.

    Nothing is said of a case that is still to be decided, nor of what anybody wrote about it.
    """
    if not proven(case, agency):
        return ()
    if case.state is State.REFUSED and case.reason is not None:
        said = SAID_INSTEAD.get(case.reason, case.reason)
        return () if said in NEVER_TOLD else (said,)
    if case.state is State.CLOSED and case.reason is Reason.OWNER_CONSENTED:
        return (case.reason,)
    if case.state in _GIVEN and case.released_at is not None:
        return tuple(_left_out(case, standard))
    return ()


def _left_out(case: Case, standard: Standard) -> list[Reason]:
    """Return why less was given than was asked for: from the law and the request, not from people.

    A reviewer's own answers stay with the reviewers, so the rest is only that it was a part.
    """
    left = []
    if case.approval is not None and case.approval.narrowed:
        left.append(Reason.GRANTED_PARTIAL)
    agency = case.agency
    for data_class in case.classes:
        lawful, _ = standard.lawful_requester(agency.kind, agency.country, data_class)
        if lawful is Answer.NO and data_class is DataClass.CONTENTS:
            left.append(Reason.WRONG_ENTITY)
    if any(s.end > case.version_at for s in case.sought):
        left.append(Reason.PROSPECTIVE)
    return left
