"""Which of the texts an owner is sent; the words themselves are written where mail is written."""

from bot.domain.case import Case, State
from bot.domain.defrauding import stands
from bot.domain.notice import NoticeKind, Safety
from bot.domain.release import OwnerRole
from bot.domain.restriction import Restriction


def kind_of(case: Case, owner: str) -> NoticeKind:
    """Return the kind of notice that `owner` (an alias) gets, as the case stands.

    That a request was a fraud comes before all else: the owner must know it. Where somebody may
    be in danger, the careful text is the only one, however late it comes.
    """
    if case.state is State.FRAUD or stands(case):
        return NoticeKind.FRAUD
    if careful(case, owner):
        return NoticeKind.SAFETY_REVIEWED
    return NoticeKind.LATE if held_back(case, owner) is not None else NoticeKind.ORDINARY


def held_back(case: Case, owner: str) -> Restriction | None:
    """Return the restriction that held this owner's notice back last; None: nothing ever did.

    One that was only proposed, or refused, held nothing.
    """
    held = [r for r in case.restrictions if r.since is not None and r.owner in (None, owner)]
    return max(held, key=lambda r: (r.ended_at or case.opened_at, r.number), default=None)


def careful(case: Case, owner: str) -> bool:
    """Whether anything stands in the case for which the text must be careful towards `owner`.

    A flag on any account holder counts for all of them: who reads may be whom another fears. So
    does a minor on the account, a finding in review, and a doubt about this owner.
    """
    marked = any(o.flags or o.role is OwnerRole.MINOR for o in case.owners)
    doubted = any(a.owner == owner and a.answer is not Safety.SAFE for a in case.safety)
    return marked or doubted or bool(case.found_unsafe)
