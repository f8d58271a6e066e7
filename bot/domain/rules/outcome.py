"""Whether it truly was an emergency: recorded once two people say the same.

Where people differ, one of the two who agree is a senior. The reviewers who decided may be among
them: what they found then and what is known now are two questions.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.decision import Answered, Asked
from bot.domain.defrauding import found
from bot.domain.errors import Refusal, Refused
from bot.domain.events.defrauding import OutcomeRecorded, OutcomeSaid
from bot.domain.notice import NoticeStatus
from bot.domain.outcome import CLOCK, GENUINE, RecordOutcome, Truth
from bot.domain.roster import Ref, Role, Roster
from bot.domain.rules.defrauding import owed_anew
from bot.domain.rules.paging import page


def record(asked: Asked, command: RecordOutcome) -> Answered:
    """Say what it was; a person's later answer takes the place of the earlier."""
    owed, roster = asked.case.outcome, asked.facts.roster
    if owed is None or not owed.open:
        return Refused(Refusal.OUTCOME_KNOWN if owed is not None else Refusal.WRONG_STATE)
    if not command.source.strip():
        return Refused(Refusal.NO_SOURCE)
    if any(s.by == asked.actor and s.truth is command.truth for s in owed.said):
        return Refused(Refusal.NOTHING_CHANGED)
    said = OutcomeSaid(truth=command.truth, source=command.source)
    others = [s for s in owed.said if s.by != asked.actor and roster.get(s.by) is not None]
    agreeing = [s.by for s in others if s.truth is command.truth]
    differ = len(agreeing) < len(others)
    settled = bool(agreeing) and (not differ or _senior((asked.actor, *agreeing), roster))
    if settled:
        recorded = OutcomeRecorded(truth=command.truth)
        return (said, recorded, *_corrected(asked.case, command.truth, asked.now))
    spoken = frozenset({asked.actor, *(s.by for s in others)})
    seniors = roster.rota(Role.SENIOR, 0, asked.case.recused | spoken) if differ else ()
    return (said, *page(seniors, "senior", CLOCK))


def _senior(people: tuple[Ref, ...], roster: Roster) -> bool:
    known = (roster.get(person) for person in people)
    return any(person is not None and person.may(Role.SENIOR) for person in known)


def _corrected(case: Case, truth: Truth, now: datetime) -> Iterator[ev.Event]:
    """Tell anew whoever was told of a fraud that was none."""
    if truth in GENUINE and found(case):
        for notice in case.notices:
            if notice.status in (NoticeStatus.SENT, NoticeStatus.TOLD):
                yield owed_anew(notice, now)
