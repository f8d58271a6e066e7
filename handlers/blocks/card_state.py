"""What each state of a case means on its card: the state in words, what is next, which buttons."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.deadlines import FOLLOW_UP, STILL_GOING_ON
from bot.domain.defrauding import stands
from bot.domain.events import Escalation
from bot.domain.flag import barring
from bot.domain.notice import NoticeStatus
from bot.domain.senior_call import owed_call
from bot.domain.verification import StepKind, counting
from bot.workflow.dossier import Deadline, Dossier
from handlers.blocks import after_words, governing, senior_call, store_words, telling, words
from handlers.blocks.after_words import OUTCOME_CLOCKS
from handlers.blocks.erasing_words import gone_words
from handlers.blocks.parts import utc
from handlers.blocks.step_words import card_lines, skipped_acts

QUORUM: Final = 2
_STATES: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.RECEIVED: "Received",
        State.VERIFYING: "Verifying identity",
        State.IN_REVIEW: "In review",
        State.ON_HOLD: "On hold: the agency was asked",
        State.LAPSED: "Lapsed: not approved in time, nothing released",
        State.WITHDRAWN: "Withdrawn by the agency",
        State.EMERGENCY_ENDED: "Emergency over before a release",
        State.FRAUD: "Found to be fraud",
        State.CLOSED: "Closed: every duty is met",
    }
)
_NEXT: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.RECEIVED: "somebody calls the agency back on a number we found ourselves; two"
        " reviewers may read and draft now.",
        State.ON_HOLD: "the agency answers; whoever takes the answer records it: /edr amend {case}",
        State.REFUSED: "nothing is released. The agency has its answer.",
        State.LAPSED: "nothing is released. If the emergency goes on, the agency may ask again.",
        State.WITHDRAWN: "nothing more is released.",
        State.EMERGENCY_ENDED: "nothing is released; the agency may come back with a warrant.",
        State.FRAUD: "release nothing; a senior reviewer leads from here.",
        State.CLOSED: "nothing. The record stays: /edr show {case}",
    }
)
_PRESSES: Final[Mapping[State, tuple[str, ...]]] = MappingProxyType(
    {
        State.RECEIVED: ("callback.open", "review.open", "ask.open", "recuse.open"),
        State.VERIFYING: ("callback.open", "review.open", "ask.open", "recuse.open"),
        State.IN_REVIEW: ("review.open", "callback.open", "ask.open", "recuse.open"),
        State.ON_HOLD: ("review.open", "callback.open", "ask.open", "recuse.open"),
        State.ESCALATED: ("review.open", "callback.open", "ask.open", "recuse.open"),
        State.APPROVED: ("release.open", "callback.open", "ask.open"),
    }
)
_STOPPED: Final = ("callback.open", "recuse.open")
"""A stopped case takes no determination and no question until it is amended."""
_WORDS_OF_PRESS: Final = {
    "callback.open": "Choose Record Call-Back",
    "review.open": "Choose Review",
    "release.open": "Custodian: choose Record Release",
    "safety.open": "Choose Answer Safety",
    "told.open": "Choose Record Notice",
    "letter.open": "Choose Post Letter",
    senior_call.OPEN: "Senior: choose Record Senior's Call",
}


_LATER: Final = {FOLLOW_UP: 1, STILL_GOING_ON: 2}
"""Clocks that give way to others: what the agency owes, and the daily question last of all."""


def state_words(dossier: Dossier) -> str:
    """The state as the card says it, never a colour or a mark alone."""
    return short_state(dossier.case)


def identity_words(dossier: Dossier) -> str:
    """The level that was reached, against the one that the case needs."""
    met = "verified" if dossier.level >= dossier.level_needed else "not verified"
    return f"Level {dossier.level} of {dossier.level_needed} needed, {met}"


def steps_words(dossier: Dossier) -> str:
    """The level, and below it each step with how it ended."""
    return "\n".join([identity_words(dossier), *card_lines(dossier.case)])


def short_state(case: Case) -> str:
    """The state in a few words, the same wherever it is shown."""
    if case.state is State.ESCALATED:
        return f"Escalated: {escalation_words(case)}"
    if case.state is State.APPROVED:
        if case.clearance is not None:
            return store_words.state_words(case) or "Cleared; not yet handed over"
        narrowed = case.approval is not None and case.approval.narrowed
        return "Approved by two people" + (", narrower than asked" if narrowed else "")
    if case.state is State.RELEASED:
        forged = ", then found to be forged" if stands(case) else ""
        return f"Released{forged}; {told(case)}"
    if case.state is State.CLOSED and any(
        n.status is NoticeStatus.UNREACHABLE for n in case.notices
    ):
        return "Closed; an owner could not be reached"
    if case.state is State.REFUSED:
        return "Refused" + (f": {words.REASONS[case.reason]}" if case.reason else "")
    if case.state is State.CLOSED and after_words.owing(case):
        return "Closed; something is still owed"
    return _STATES[case.state]


def escalation_words(case: Case) -> str:
    """Why a senior reviewer is needed; with one determination sealed, only that one is."""
    sealed = len(case.filers) < QUORUM and case.escalation is not Escalation.STOPPED
    if case.escalation is None or sealed:
        return "a senior reviewer is needed"
    if case.escalation is Escalation.STOPPED and case.distrusted:
        return f"the directory has the agency as {case.distrusted}, so the case was stopped"
    return words.ESCALATIONS[case.escalation]


def told(case: Case) -> str:
    """How far the owners are told."""
    statuses = [n.status for n in case.notices]
    sent = statuses.count(NoticeStatus.SENT) + statuses.count(NoticeStatus.TOLD)
    if NoticeStatus.UNDELIVERED in statuses or NoticeStatus.UNREACHABLE in statuses:
        return "an owner could not be reached"
    if NoticeStatus.LETTER in statuses:
        return "a letter to an owner waits to be posted"
    if any(n.open and n.came_back for n in case.notices):
        return "a notice to an owner came back"
    if not any(n.open for n in case.notices):
        return "owner told" if sent else "no notice is owed"
    return f"{sent} of {len(statuses)} owners told" if sent else "owner not yet told"


def button_order(dossier: Dossier) -> tuple[str, ...]:
    """The buttons, the one that is needed first; last the call that a senior owes besides."""
    owed = owed_call(dossier.case) is not None
    return (*_order(dossier), *((senior_call.OPEN,) if owed else ()))


def _order(dossier: Dossier) -> tuple[str, ...]:
    case = dossier.case
    if case.state is State.RELEASED:
        return telling.presses(case, dossier.roster)
    presses = _PRESSES.get(case.state, ())
    if case.escalation is Escalation.STOPPED and case.state is State.ESCALATED:
        return _STOPPED
    verified = dossier.level >= dossier.level_needed
    if case.state in (State.RECEIVED, State.VERIFYING) and verified and case.complete:
        return ("review.open", *(p for p in presses if p != "review.open"))
    return ("release.open",) if case.clearance is not None else presses


def next_step(dossier: Dossier) -> str:
    """What has to happen next, and by whom; then what was skipped, and what a senior owes."""
    case, said, owed = dossier.case, _step(dossier), senior_call.next_step(dossier)
    if case.state not in UNDECIDED:
        return owed or gone_words(case) or said
    skipped = skipped_acts(case)
    if skipped and dossier.level < dossier.level_needed:
        said += f" Skipped by two people, which does not count: {words.listed(skipped)}."
    doubted = governing.next_step(case) if case.state is not State.IN_REVIEW else ""
    besides = " And ".join(part for part in (owed, doubted) if part)
    return f"{said} Besides, {besides}" if besides else said


def _step(dossier: Dossier) -> str:
    case = dossier.case
    if case.state is State.IN_REVIEW:
        return _flagged_step(dossier) or governing.next_step(case) or _review_step(case)
    if case.state is State.ESCALATED:
        if case.escalation is Escalation.STOPPED and case.distrusted:
            return (
                f"a senior reviewer looks at the agency with /edr agency. It is {case.distrusted}:"
                " nothing is released while two people have not raised its standing."
            )
        if case.escalation is Escalation.STOPPED:
            return (
                "a senior reviewer looks at why it was stopped; to go on, record what was found:"
                f" /edr amend {case.number}. Nothing is released meanwhile."
            )
        return (
            "a senior reviewer who has not decided this case decides."
            " Nothing is released meanwhile."
        )
    if case.state is State.APPROVED:
        if case.clearance is not None:
            return store_words.next_step(case) or (
                "the custodian records that exactly these items were handed over, or that none was."
            )
        return governing.next_step(case) or _release_step(case)
    if case.state is State.RELEASED:
        return telling.next_step(dossier)
    if case.state is State.RECEIVED and not case.complete:
        by_mail = case.channel == "email"
        who = "whoever reaches the officer" if by_mail else "whoever took the request down"
        return f"{who} completes it: /edr amend {case.number}. The call-back can start now."
    if case.state is State.VERIFYING:
        return _calling_step(dossier)
    return _NEXT[case.state].format(case=case.number)


def _flagged_step(dossier: Dossier) -> str:
    """What is next where a flag bars an approval although somebody has called; empty elsewhere."""
    case = dossier.case
    if not barring(case.flags) or dossier.level < dossier.level_needed:
        return ""
    return (
        "a red flag bars an approval. Read what would cure it, and lift it once it was explained:"
        f" /edr flag {case.number}. A refusal can be filed at any time."
    )


def _calling_step(dossier: Dossier) -> str:
    called = any(s.kind is StepKind.CALLBACK for s in counting(dossier.case.steps))
    if dossier.level >= dossier.level_needed or not called:
        return (
            "somebody calls the agency back on a number we found ourselves. Reviewers may read and"
            " draft now."
        )
    request, number = dossier.opened.request, dossier.case.number
    if request is not None and not request.incident_number:
        return (
            "somebody asks the officer for the incident number and records it, /edr amend"
            f" {number}; then another person calls dispatch, who must name it."
        )
    return (
        "a second person calls the supervisor or dispatch; one of the two callers does not review."
        " Reviewers may read and draft now."
    )


def _release_step(case: Case) -> str:
    done = {a.alias for a in case.accounts if a.complete}
    if any(s.alias not in done for s in case.sought):
        return (
            "a custodian records the account holders, /edr owners"
            f" {case.number}, and then the release. Any reviewer can stop it:"
            f" /edr stop {case.number}"
        )
    return (
        "a custodian who did not review clears the items, then hands over."
        f" Any reviewer can stop it: /edr stop {case.number}"
    )


def _review_step(case: Case) -> str:
    if not case.filers:
        return "two reviewers decide, each alone."
    return (
        "one more reviewer decides, alone. What the first decided stays sealed until then;"
        " please do not discuss the decision here."
    )


def point(dossier: Dossier) -> str:
    """The card in one sentence for screen readers and notifications: the point, then the action."""
    case = dossier.case
    said = state_words(dossier)
    said = said[0].lower() + said[1:]
    if case.state in UNDECIDED:
        said += f", {min(len(case.filers), QUORUM)} of 2 determinations"
    order = button_order(dossier)
    if not order or case.state is State.ON_HOLD:
        action = next_step(dossier).rstrip(".")
        return f"{said}. Next: {action}."
    due = shown_deadline(dossier)
    until = f", due {utc(due.due)}" if due is not None and due.clock != FOLLOW_UP else ""
    return f"{said}. {_WORDS_OF_PRESS[order[0]]}{until}."


def shown_deadline(dossier: Dossier) -> Deadline | None:
    """The clock that the card shows: what is overdue, then ours, then what others owe us."""
    now = dossier.now
    shown = [d for d in dossier.deadlines if d.clock not in OUTCOME_CLOCKS or d.due <= now]
    ranked = sorted(shown, key=lambda d: (d.due > now, _LATER.get(d.clock, 0), d.due))
    return ranked[0] if ranked else None
