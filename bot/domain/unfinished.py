"""What an ended case still asks of people: a senior's call, an answer to an owner."""

from bot.domain.case import ENDED, Case
from bot.domain.complaining import ROLE as COMPLAINT
from bot.domain.complaining import unanswered
from bot.domain.rules.paging import SENIOR_CALL
from bot.domain.senior_call import owed_call


def outliving(case: Case) -> frozenset[str]:
    """Return the roles in which people are called to a case also after it has ended."""
    calls = {SENIOR_CALL} if owed_call(case) is not None else set()
    return frozenset(calls | ({COMPLAINT} if unanswered(case.complaints) else set()))


def unfinished(case: Case) -> bool:
    """Whether anything is still to be done: the case goes on, or somebody is owed something."""
    return case.state not in ENDED or bool(outliving(case))
