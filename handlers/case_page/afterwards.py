"""What came after: legal process, complaints, recall, fraud, orders, and whether it was true."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.events import complaining, defrauding, ordering, recalling
from handlers.blocks.after_words import recall_line
from handlers.blocks.process import standing
from handlers.case_page.reading import Entry, Reading, shown

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
_LINKED = (ev.CaseLinked, ev.CopyReceived)
_WORDS = ("why", "how", "said", "text", "source", "issuer", "authority", "court")
"""Members in which people write what they found, in the order in which they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One matter that followed: how it stands, each entry of it, and what people wrote there."""

    name: str
    stands: str
    steps: tuple[tuple[Entry, str, str], ...]


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
        ("Other requests like this one", "", _LINKED),
    )
    made = (
        Part(name=name, stands=stands, steps=tuple(_steps(kinds, reading)))
        for name, stands, kinds in parts
    )
    return tuple(part for part in made if part.steps)


def _steps(kinds: tuple[type, ...], reading: Reading) -> Iterator[tuple[Entry, str, str]]:
    for entry, event in reading.of(*kinds):
        wrote = (getattr(event, name, None) for name in _WORDS)
        yield entry, reading.did(entry), " ".join(w for w in wrote if isinstance(w, str) and w)
