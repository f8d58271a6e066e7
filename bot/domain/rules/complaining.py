"""Complaints: whose is taken in, who may answer, and whom an unanswered one calls."""

from bot.domain.case import Case
from bot.domain.complaining import ROLE, TEXT_MOST, AnswerComplaint, Complain, fresh_number, room
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Event
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.restriction import held
from bot.domain.roster import Role, Roster
from bot.domain.rules.paging import page


def complain(asked: Asked, command: Complain) -> Answered:
    """Take in a complaint of an owner to whom a notice went out, and call the seniors."""
    case, text = asked.case, command.text.strip()
    if not any(n.owner == command.owner and (n.attempt or n.told_at) for n in case.notices):
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if not text or len(text) > TEXT_MOST:
        return Refused(Refusal.NO_REASON)
    if not room(case.complaints, command.owner):
        return Refused(Refusal.TOO_MANY_COMPLAINTS)
    opened = ComplaintOpened(
        number=fresh_number(case.number, case.complaints, command.owner, asked.now),
        owner=command.owner,
        due=asked.now + asked.facts.limits.complaint,
        text=text,
    )
    return (opened, *called(case, asked.facts.roster, "complaint_opened"))


def answer(asked: Asked, command: AnswerComplaint) -> Answered:
    """Answer and close it. Whoever decided the case is no judge of what an owner says of it."""
    case, text = asked.case, command.text.strip()
    found = next((c for c in case.complaints if c.number == command.number), None)
    if found is None or not found.open:
        return Refused(Refusal.NO_SUCH_COMPLAINT, str(command.number))
    if asked.actor in case.ever_filed:
        return Refused(Refusal.DECIDED_THE_CASE)
    if held(case, found.owner, asked.now) is not None:
        # The answer goes to the owner, and would tell what the restriction keeps back.
        return Refused(Refusal.NOTICE_NOT_READY, found.owner)
    if not text or len(text) > TEXT_MOST:
        return Refused(Refusal.NO_REASON)
    return (ComplaintAnswered(number=command.number, finding=command.finding, text=text),)


def called(case: Case, roster: Roster, why: str) -> tuple[Event, ...]:
    """Call every senior on duty who did not decide the case; where all did, every one."""
    free = roster.rota(Role.SENIOR, 0, case.recused | case.ever_filed)
    return page(free or roster.rota(Role.SENIOR, 0, case.recused), ROLE, why)
