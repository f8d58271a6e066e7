"""What came after: legal process, complaints, recall, fraud, orders, and whether it was true."""

from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.events import complaining, defrauding, erasing, ordering, recalling
from handlers.blocks.after_words import recall_line
from handlers.blocks.process import standing
from handlers.case_page.reading import Reading, shown
from handlers.case_page.steps import Step, steps_of

_PROCESS = (
    ev.FollowUpIsOwed,
    ev.ProcessReceived,
    ev.ProcessAccepted,
    ev.ProcessRefused,
    ev.ExcuseProposed,
    ev.ExcuseDropped,
    ev.FollowUpExcused,
    ev.FollowUpMissed,
)
_ORDER = (
    ordering.OrderStands,
    ordering.OrderLifted,
    ordering.OrderUnconfirmed,
    ordering.OrderObjected,
)
_COMPLAINTS = (complaining.ComplaintOpened, complaining.ComplaintAnswered)
_RECALL = (recalling.RecallOrdered, recalling.RecallAnswered)
_FRAUD = (
    defrauding.FraudProposed,
    defrauding.FraudConfirmed,
    defrauding.FraudDropped,
    defrauding.FraudFound,
    defrauding.BreachAnswered,
    defrauding.AgencyWarned,
)
_OUTCOME = (defrauding.OutcomeSaid, defrauding.OutcomeRecorded)
_KEPT = (
    erasing.LegalHoldPlaced,
    erasing.LegalHoldLiftProposed,
    erasing.LegalHoldLiftRefused,
    erasing.LegalHoldLifted,
    erasing.ErasureProposed,
    erasing.ErasureAgreed,
    erasing.ErasureRefused,
    erasing.CaseErased,
)
_LINKED = (ev.CaseLinked, ev.CopyReceived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One matter that followed: how it stands, and each entry of it."""

    name: str
    stands: str
    steps: tuple[Step, ...]


def afterwards(reading: Reading) -> tuple[Part, ...]:
    """Return what followed the decision; what never happened is not named."""
    case, found = reading.dossier.case, shown(reading)
    owed = standing(found) if case.follow_up is not None else ""
    recalled = recall_line(case) if case.recall is not None else ""
    parts = (
        ("The order that binds us", "", _ORDER),
        ("Legal process that had to follow", owed, _PROCESS),
        ("The recall of what was given", recalled, _RECALL),
        ("Found to be forged", "", _FRAUD),
        ("Complaints of owners", "", _COMPLAINTS),
        ("Whether it truly was an emergency", "", _OUTCOME),
        ("How the case was kept, and erased", "", _KEPT),
        ("Other requests like this one", "", _LINKED),
    )
    made = (
        Part(name=name, stands=stands, steps=steps_of(reading, *kinds))
        for name, stands, kinds in parts
    )
    return tuple(part for part in made if part.steps)
