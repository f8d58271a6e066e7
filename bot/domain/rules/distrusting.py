"""An agency that is compromised or blocked: its open cases stop, and nothing is released."""

from bot.domain import events as ev
from bot.domain.decision import Answered, Asked
from bot.domain.distrusting import StopForAgency
from bot.domain.events import Escalation
from bot.domain.rules.paging import page, seniors


def stop(asked: Asked, command: StopForAgency) -> Answered:
    """Stop the case as its agency stands now; a standing raised meanwhile stops nothing."""
    case, listed = asked.case, asked.facts.agency
    if listed is None or listed.key != command.agency or not listed.distrusted:
        return ()
    if case.escalation is Escalation.STOPPED and case.distrusted == listed.standing:
        return ()
    stopped = ev.CaseStoppedForAgency(agency=listed.key, standing=listed.standing)
    return (stopped, *page(seniors(case, asked.facts.roster), "senior", "agency_distrusted"))
