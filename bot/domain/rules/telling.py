"""Telling the owners: two people find it safe, then attempts, recorded before they are made."""

from dataclasses import replace
from datetime import datetime

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.address import addressed
from bot.domain.case import Case
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.defrauding import found
from bot.domain.errors import Refusal, Refused
from bot.domain.events.reaching import LetterWaits
from bot.domain.notice import AttemptOutcome, NoticeEnd, NoticeOwed, NoticeStatus
from bot.domain.notice_channel import ELECTRONIC, NoticeChannel, channels_of
from bot.domain.restriction import freed, held
from bot.domain.roster import Roster
from bot.domain.rules import safety_holds
from bot.domain.rules.owners import cut_off
from bot.domain.safety import cleared_safe
from bot.domain.standard import NoticeDuty


def owed_to(case: Case, owner: str) -> NoticeOwed | None:
    """Return the open notice that is owed to `owner`, by alias; None where there is none."""
    return next((n for n in case.notices if n.owner == owner and n.open), None)


def may_tell(case: Case, notice: NoticeOwed, now: datetime) -> bool:
    """Whether it is time: the emergency is over, or the notice has waited as long as it may.

    A promise of legal process that was not kept ends the wait as well, and so do a fraud that was
    found, the end of what kept the owner from being told, and a law that has the owner told at the
    release. None of it says that it is safe to tell: that is asked apart.
    """
    over = case.ended_at is not None or broken(case) or freed(case, notice.owner)
    return over or found(case) or case.governing.tells_at_once or now >= notice.due


def broken(case: Case) -> bool:
    """Whether the process that was to follow the release never came, or only after that."""
    return case.follow_up is not None and case.follow_up.missed_at is not None


def brought_forward(case: Case, facts: Facts, now: datetime) -> tuple[ev.Event, ...]:
    """Move the due time of every open notice to the target from `now` on, never to a later one.

    Where the law forbids us to tell, nothing that happens here brings a notice nearer.
    """
    if facts.standard.notice_duty is NoticeDuty.MUST_NOT:
        return ()
    due = now + (facts.standard.notice_target or facts.limits.notice_target)
    return tuple(
        ev.NoticeDueSet(owner=n.owner, due=due) for n in case.notices if n.open and n.due > due
    )


def tellable(case: Case, notice: NoticeOwed, now: datetime, roster: Roster) -> bool:
    """Whether its owner may be contacted at `now` (UTC): it is time, nothing holds it, it is safe.

    Over whichever channel: who may not be mailed is sent no letter either.
    """
    free = may_tell(case, notice, now) and held(case, notice.owner, now) is None
    return free and addressed(case, notice.owner) and cleared_safe(case, notice.owner, roster)


def ready(case: Case, owner: str, now: datetime, roster: Roster) -> bool:
    """Whether the next attempt to tell `owner` may be made at `now` (UTC)."""
    notice = owed_to(case, owner)
    owed = notice is not None and notice.status is NoticeStatus.OWED
    return owed and notice is not None and tellable(case, notice, now, roster)


def answer_safety(asked: Asked, command: cm.AnswerSafety) -> Answered:
    """Answer for one owner. A later answer of the same person takes the place of the earlier."""
    if owed_to(asked.case, command.owner) is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if asked.actor in asked.case.recused:
        return Refused(Refusal.RECUSED)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    answer = ev.SafetyAnswered(owner=command.owner, answer=command.answer, why=command.why)
    return (answer, *safety_holds.answered(asked, answer))


def begin(asked: Asked, command: cm.BeginNotice) -> Answered:
    """Put an attempt on the record before it is made.

    An attempt that is still under way was cut off, by a crash or a limit: its end is recorded as
    unknown, it counts, and the next one waits as after any other. Where mail and app are used up
    or there are none, a person is asked for.
    """
    notice = owed_to(asked.case, command.owner)
    if notice is not None and notice.status is NoticeStatus.SENDING:
        return (*cut_off(notice), *onwards(notice))
    if notice is None or not ready(asked.case, command.owner, asked.now, asked.facts.roster):
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    if notice.next_channel not in ELECTRONIC:
        return onwards(notice)
    if command.channel != notice.next_channel:
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    return (
        ev.NoticeAttempted(
            owner=command.owner,
            channel=command.channel,
            attempt=notice.attempt + 1,
            message_id=command.message_id,
            also=command.also,
            leads=command.leads,
        ),
    )


def end(asked: Asked, command: cm.EndNotice) -> Answered:
    """Record how an attempt ended. Sent closes the obligation; a dead channel does not."""
    notice = owed_to(asked.case, command.owner)
    if notice is None or notice.attempt != command.attempt:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if notice.status is not NoticeStatus.SENDING:
        # Its end is known already; a second one must not bring a dead channel back to life.
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    ended = ev.NoticeAttemptEnded(
        owner=command.owner,
        channel=command.channel,
        attempt=command.attempt,
        outcome=command.outcome,
        reply=command.reply,
        handle=command.handle,
    )
    if command.outcome is AttemptOutcome.SENT:
        return (ended, *closed(asked.case, command.owner))
    if command.outcome is AttemptOutcome.PERMANENT:
        notice = replace(notice, dead=notice.dead | {NoticeChannel(notice.channel)})
    return (ended, *onwards(notice))


def report(asked: Asked, command: cm.ReportNotice) -> Answered:
    """Say how an undelivered notice ended; it counts once a second person says the same."""
    notice = owed_to(asked.case, command.owner)
    if notice is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if notice.status is not NoticeStatus.UNDELIVERED:
        return Refused(Refusal.NOTICE_UNDER_WAY, command.owner)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    first = notice.proposed
    if first is None or first.end is not command.end or asked.facts.roster.get(first.by) is None:
        return (ev.NoticeEndProposed(owner=command.owner, end=command.end, how=command.how),)
    if first.by == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    told = command.end is NoticeEnd.TOLD
    kind = ev.NoticeToldOtherwise if told else ev.NoticeUnreachable
    return (
        kind(owner=command.owner, how=command.how),
        *closed(asked.case, command.owner),
    )


def channels_to(owner: str, facts: Facts) -> tuple[NoticeChannel, ...]:
    """Return the channels that are there for `owner`, by alias."""
    known = facts.opened.owners.get(owner)
    return channels_of(known, app=facts.policy.app_notices) if known is not None else ()


def onwards(notice: NoticeOwed) -> tuple[ev.Event, ...]:
    """Return who goes on with an open notice: nobody yet, who posts the letter, or two people."""
    channel = notice.next_channel
    if channel in ELECTRONIC:
        return ()
    if channel is NoticeChannel.LETTER:
        return (LetterWaits(owner=notice.owner),)
    return (ev.NoticeUndelivered(owner=notice.owner),)


def closed(case: Case, owner: str) -> tuple[ev.Event, ...]:
    """Close the case with the last notice, unless legal process is still owed."""
    others = any(n.open and n.owner != owner for n in case.notices)
    owed = case.follow_up is not None and case.follow_up.open
    return () if others or owed else (ev.CaseClosed(),)
