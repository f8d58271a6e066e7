"""What a released case says while its owners are still to be told."""

from bot.domain.case import Case
from bot.domain.followup import waiting
from bot.domain.hold_clocks import answers_since
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.roster import Roster
from bot.domain.rules.telling import may_tell
from bot.domain.safety import cleared_safe, objects
from bot.workflow.dossier import Dossier
from handlers.blocks import holds


def unanswered(case: Case, roster: Roster) -> tuple[str, ...]:
    """The owners still to be told, by alias, whom two people have not found safe to contact."""
    open_ = (n.owner for n in case.notices if n.open)
    return tuple(
        owner
        for owner in open_
        if not cleared_safe(case, owner, roster, answers_since(case, owner))
    )


def undelivered(case: Case) -> tuple[NoticeOwed, ...]:
    """The notices that a person must take over."""
    return tuple(n for n in case.notices if n.status is NoticeStatus.UNDELIVERED)


def letters(case: Case) -> tuple[NoticeOwed, ...]:
    """The notices whose letter a person must print and post."""
    return tuple(n for n in case.notices if n.status is NoticeStatus.LETTER)


def presses(case: Case, roster: Roster) -> tuple[str, ...]:
    """The buttons of a released case: the questions about safety, and how an owner was told."""
    safety = ("safety.open",) if unanswered(case, roster) else ()
    letter = ("letter.open",) if letters(case) else ()
    told = ("told.open",) if undelivered(case) else ()
    return (*safety, *letter, *told)


def next_step(dossier: Dossier) -> str:
    """What has to happen next, and by whom."""
    case = dossier.case
    if undelivered(case):
        return (
            "an owner was not reached over any channel. A custodian corrects the address:"
            f" /edr owners {case.number}; or two people record how the owner was told:"
            f" /edr told {case.number}"
        )
    owing = [n for n in case.notices if n.open]
    if not owing:
        return _process(case) or "the case closes once every duty is met."
    steps = list(holds.next_steps(case, dossier.now))
    steps += [_safety(dossier)] if unanswered(case, dossier.roster) else []
    if letters(case):
        steps.append(f"somebody prints and posts a letter: /edr letter {case.number}")
    if not all(may_tell(case, n, dossier.now) for n in owing):
        steps.append(
            "somebody asks daily whether the emergency is over, and records it: /edr ended"
            f" {case.number}"
        )
    steps += [_process(case)] if waiting(case.uploads) else []
    return "; ".join(steps) or "the notice goes out by itself."


def _process(case: Case) -> str:
    if waiting(case.uploads):
        return f"somebody reads the legal process that came: /edr process {case.number}"
    if case.follow_up is None or not case.follow_up.open:
        return ""
    return (
        "the agency sends the legal process that it owes, and somebody reads it; or two people say"
        f" that nothing needs to come: /edr process {case.number}"
    )


def _safety(dossier: Dossier) -> str:
    case, roster = dossier.case, dossier.roster
    if any(objects(case, owner, roster) for owner in unanswered(case, roster)):
        return (
            "the notice waits, because somebody finds it unsafe. Whoever did answers again when"
            f" that has changed, or a senior does on a finding in review: /edr safety {case.number}"
        )
    return (
        "two people answer whether an account holder is involved or endangered:"
        f" /edr safety {case.number}"
    )
