"""Calling people: the page, the reminder and the escalation, in our own words only."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.domain import events as ev
from bot.domain.case import UNDECIDED
from bot.domain.complaining import CLOCK as COMPLAINT
from bot.domain.deadlines import CALL_AGAIN
from bot.domain.events.reaching import LetterWaits, NoticeCameBack
from bot.domain.reaching import LETTER, WAITS
from bot.workflow.dossier import Dossier
from handlers.blocks import after_words, complaint_words, order_words
from handlers.blocks.card import KIND as CARD_KIND
from handlers.blocks.card import clock_words, press_button
from handlers.blocks.card_state import QUORUM, button_order, next_step, state_words
from handlers.blocks.parts import Markup, Payload, actions, button, escaped, message, section
from handlers.blocks.restriction_words import hold_clock
from handlers.blocks.store_words import HAPPENED_AT_STORE
from handlers.blocks.text import mrkdwn, utc

PAGED_FOR: Mapping[str, str] = MappingProxyType(
    {
        "reviewer": "please review",
        "caller": "please call the agency back",
        "backup": "please take over the review",
        "senior": "a senior reviewer is needed",
        "reader": "please read a document",
        "custodian": "please release what was allowed",
        "senior_call": "please call the agency and say what would cure it",
        **complaint_words.PAGED_FOR,
        "safety": "please say whether it is safe to tell the owner",
        **order_words.PAGED_FOR,
    }
)
PAGED_BECAUSE: Mapping[str, str] = MappingProxyType(
    {
        "received": "an emergency request came in",
        "acknowledge": "nobody has opened it yet",
        "triage": "nobody has taken the call-back yet",
        "verification": "the requester is not verified yet",
        "first_determination": "the first determination is late",
        "second_determination": "the second determination is late",
        "senior_determination": "the senior determination is late",
        "handover": "the hand-over is not recorded",
        "delivery": "nobody has opened the link to the files",
        "delivery_expired": "nobody opened the link to the files in time; it was taken back",
        "delivery_locked": "the code for the files was wrong five times; make a new one by a call",
        "recused": "a reviewer stepped aside",
        "approved": "two people agreed",
        "amended": "the request changed and is reviewed anew",
        "expired": "the approval ended before anything was released",
        "reviewer_lost_standing": "a reviewer may not decide any more",
        "owner_flags": "something about an owner came to light after the approval",
        "stopped": "a reviewer stopped the case; a senior decides whether it goes on",
        "agency_distrusted": "its agency is not trusted any more, so the case was stopped",
        "denied": "the agency denied the request, or the code was wrong three times",
        "process_received": "legal process came in and must be read: /edr process",
        "follow_up": "the legal process never came, so the owner is told early",
        "document_failed": "a document looks forged; what was confirmed before counts no more",
        "change_proposed": "the agency proposed a change; call it back to confirm",
        "refused": "its request was refused",
        "lapsed": "its request was not decided in time",
        "unverified": "its request could not be verified in time",
        "senior_call": "nobody has called it yet",
        "senior_call_again": "nobody has called it yet",
        "stand_by": "a senior may be needed; read it now",
        "disagreement": "the two determinations differ",
        "no_common_scope": "the two determinations have no scope in common",
        "unsure": "a third view is needed",
        "sensitive_target": "an owner is one whom only a senior decides about",
        "flags_worse": "a red flag came up, and the review begins anew",
        "re_review": "a notice is held, and a week is over",
        "re_reviewed": "a held notice was not looked at again in time",
        "hold": "a safety hold came to its end; it is sent when two people find it safe now",
        "overruled_fraud": "a refusal for fraud needs a written answer and a fresh call",
        **after_words.BECAUSE,
        **order_words.BECAUSE,
        **complaint_words.BECAUSE,
    }
)
CLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "acknowledge": "opening the case",
        "triage": "taking the call-back",
        "verification": "verifying the requester",
        "first_determination": "the first determination",
        "second_determination": "the second determination",
        "senior_determination": "the senior's determination",
        "answer": "the agency's answer",
        "hard_stop": "the whole case",
        "approval_valid": "using the approval",
        "facts_fresh": "confirming that the emergency still goes on",
        "handover": "recording the hand-over",
        "delivery": "opening the link to the files",
        "follow_up": "the legal process that the agency owes",
        "senior_call": "a senior's call to the agency",
        "senior_call_again": "calling the agency at last",
        "emergency_end": "finding out whether the emergency is over",
        **after_words.CLOCKS,
        **order_words.CLOCKS,
        **complaint_words.CLOCKS,
    }
)


def clock_name(clock: str) -> str:
    """Return a clock's name for people."""
    if clock.startswith("notice:"):
        return "telling the owner " + clock.removeprefix("notice:")
    if clock.startswith(LETTER):
        return "posting the letter to the owner " + clock.removeprefix(LETTER)
    if clock.startswith(WAITS):
        return "reaching the owner " + clock.removeprefix(WAITS)
    if clock.startswith(COMPLAINT):
        return "answering complaint " + clock.removeprefix(COMPLAINT)
    return hold_clock(clock) or CLOCKS.get(clock, clock.replace("_", " "))


_DOES: Mapping[str, str] = MappingProxyType(
    {
        "caller": "callback.open",
        "triage": "callback.open",
        "verification": "callback.open",
        "custodian": "release.open",
        "handover": "release.open",
        "delivery": "release.open",
        "senior_call": "senior_call.open",
        "senior_call_again": "senior_call.open",
        "safety": "safety.open",
        "approval_valid": "release.open",
        "facts_fresh": "release.open",
        **dict.fromkeys(("reviewer", "backup", "senior"), "review.open"),
        **dict.fromkeys(
            ("first_determination", "second_determination", "senior_determination"),
            "review.open",
        ),
    }
)
"""The button that answers a call in some part, or about some clock."""


def _message(dossier: Dossier, said: str, key: str, part: str = "") -> Payload:
    """One sentence, where the case stands and what is next, and the button to go on."""
    case = dossier.case
    now = f"Now: {escaped(_started(state_words(dossier)))}"
    if case.state in UNDECIDED:
        now += f", {min(len(case.filers), QUORUM)} of {QUORUM} determinations"
    clock = f"{clock_words(dossier)}\n" if dossier.deadlines else ""
    then = f"{now}\n{clock}Next: {escaped(next_step(dossier))}"
    blocks = [
        section(mrkdwn(Markup(f"*{case.number}*: {escaped(said)}"))),
        section(mrkdwn(Markup(then))),
        actions(_press(dossier, part), block_id=f"called:{case.number}:{key[-40:]}"),
    ]
    ids: dict[str, str | int] = {"case": case.number, "effect": key}
    return message(f"{case.number}: {said}", blocks, kind=CARD_KIND, ids=ids)


def _started(words: str) -> str:
    return words[:1].lower() + words[1:]


def _press(dossier: Dossier, part: str) -> Payload:
    """What this person is called for, if the case takes it now; else the case's own next step."""
    case, order = dossier.case, button_order(dossier)
    wanted = _DOES.get(part, "")
    name = wanted if wanted in order else next(iter(order), "")
    # Whoever opens the case ends the first clock, so that one asks for nothing that needs a role.
    if name and part != "acknowledge":
        return press_button(case, name, main=True)
    value = f"{case.number}:{case.version}"
    return button("Show Case", "case.show", value, label=f"Show case {case.number}")


def page(dossier: Dossier, role: str, why: str, key: str) -> Payload:
    """A direct message to one person who is called to a case."""
    wanted = PAGED_FOR.get(role, "you are needed")
    because = PAGED_BECAUSE.get(why, "a time limit was missed")
    return _message(dossier, f"{wanted}: {because}.", key, role)


def reminder(dossier: Dossier, clock: str, stage: str, key: str) -> Payload:
    """A reminder that a clock is half or most of the way, or a daily question."""
    if clock == CALL_AGAIN:
        return _message(dossier, "a senior still owes the agency a call.", key, clock)
    if clock.startswith(WAITS):
        said = (
            f"the owner {clock.removeprefix(WAITS)} still waits to be told, and only a person can."
        )
        return _message(dossier, said, key)
    if clock in after_words.OUTCOME_CLOCKS:
        return _message(dossier, after_words.asks_outcome(dossier.case.number), key)
    if stage == ev.Stage.REPEAT:
        said = f"is the emergency over? When you know, record it: /edr ended {dossier.case.number}"
        return _message(dossier, said, key)
    part = "half" if stage == ev.Stage.HALF else "80 %"
    running = next((d for d in dossier.deadlines if d.clock == clock), None)
    due = f"; it is due {_at(running.due, dossier.now)}" if running is not None else ""
    return _message(
        dossier, f"{part} of the time for {clock_name(clock)} is gone{due}.", key, clock
    )


_HAPPENED: Mapping[type, str] = MappingProxyType(
    {
        ev.CaseEscalated: "a senior reviewer is needed; nothing is released meanwhile.",
        ev.CaseLapsed: "the time limit passed without an approval. Nothing is disclosed.",
        ev.CaseStopped: "a reviewer stopped the case. Nothing is released until it is amended.",
        ev.CaseStoppedForAgency: (
            "its agency is marked compromised or blocked, so the case was stopped. Nothing is"
            " released while that stands."
        ),
        ev.ApprovalWithdrawn: "what was decided no longer holds; a new review is needed.",
        ev.DeterminationVoided: "a determination no longer counts: its reviewer may not decide.",
        ev.FollowUpMissed: "the legal process never came. It is counted, the agency goes on watch,"
        " and the owner is told early once two people find that safe.",
        **after_words.HAPPENED,
        ev.NoticeUndelivered: "an owner was not reached: every channel is used up. Correct the"
        " address, or find another way; two people say how it ended.",
        LetterWaits: "a letter to an owner waits to be printed and posted.",
        NoticeCameBack: "a notice to an owner came back. It is owed again, over the next channel.",
        **HAPPENED_AT_STORE,
        **order_words.HAPPENED,
    }
)


def _at(due: datetime, now: datetime) -> str:
    """Say when, with the day where it is not today."""
    return f"at {due:%H:%M} UTC" if due.date() == now.date() else f"on {utc(due)}"


_CHASED: Mapping[ev.Stage, str] = MappingProxyType(
    {
        ev.Stage.FIRST_CHASE: "the legal process is a day late, and the officer is asked for it.",
        ev.Stage.SECOND_CHASE: "the legal process is three days late; the officer is asked again.",
    }
)


def escalation(dossier: Dossier, event: object, key: str) -> Payload:
    """What seniors are told when a limit was missed or something needs them."""
    if isinstance(event, ev.ClockReached) and event.stage in _CHASED:
        chased = after_words.CHASED.get(event.clock, _CHASED[event.stage])
        said = f"{chased} Call them as well: the mail may reach nobody."
        return _message(dossier, said, key)
    if isinstance(event, ev.ClockReached):
        late = (
            "is still not done, ten minutes late" if event.stage is ev.Stage.SENIOR else "is late"
        )
        return _message(dossier, f"{clock_name(event.clock)} {late}.", key, event.clock)
    said = _HAPPENED.get(type(event), "please look at this case.")
    if dossier.case.order is not None:
        said = order_words.UNDER_AN_ORDER.get(type(event), said)
    return _message(dossier, said, key)
