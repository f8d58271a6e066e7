"""The entries of a case in words, for one reader.

What one person wrote or decided, and why a press of theirs was refused or a senior is needed, stays
out: from any of these a second reviewer could tell what the first thinks.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from bot.domain import events as ev
from bot.domain.delivery import TRIES, Ending
from bot.domain.events import delivering as by_link
from bot.domain.events.reaching import (
    ChannelsChosen,
    LetterPosted,
    LetterTaken,
    LetterWaits,
    NoticeArrived,
    NoticeCameBack,
)
from bot.domain.flag_words import REASONS as REASONS_OF_FLAGS
from bot.domain.roster import OWNER, REQUESTER, SYSTEM
from bot.domain.senior_calling import CallLapse
from bot.workflow.dossier import Dossier, Happened
from handlers.blocks import after_words
from handlers.blocks.calling import clock_name
from handlers.blocks.channel_words import CHANNELS, channels_in_words
from handlers.blocks.difference import named
from handlers.blocks.history_parts import SAID_OF_PARTS
from handlers.blocks.parts import utc
from handlers.blocks.step_words import DOCUMENT_RESULTS, STEP_ACTS, result_words
from handlers.blocks.words import (
    CHANGE_KINDS,
    COVERED,
    NOTICE_ENDS,
    REASONS,
    STEPS,
    counted,
    listed,
)

_STAGES = {
    ev.Stage.HALF: "half of the time is gone",
    ev.Stage.MOST: "80 % of the time is gone",
    ev.Stage.MISSED: "the limit was missed",
    ev.Stage.SENIOR: "still missed, seniors called",
    ev.Stage.REPEAT: "asked again",
    ev.Stage.FIRST_CHASE: "a day over, the agency is asked for it",
    ev.Stage.SECOND_CHASE: "three days over, the agency is asked again",
    ev.Stage.LAST_CHASE: "ten days over, the agency is asked for the last time",
    ev.Stage.ENDS: "its day came",
    ev.Stage.ASKED: "a week is over, two people are asked",
}
_OUTCOMES = {
    "sent": "it was delivered to the mail server",
    "transient": "it failed for now",
    "permanent": "it failed for good",
    "unknown": "it is not known whether it arrived",
}
_LAPSES = {
    CallLapse.NOT_LISTED: "the agency is no longer in the directory",
    CallLapse.NO_NUMBER: "the directory lists no number of the agency any more",
    CallLapse.DISTRUSTED: "the agency is compromised or blocked",
    CallLapse.NEVER_TOLD: "the reason of the refusal is told to nobody",
}
_LINK_ENDS = {
    None: "no right code was given",
    Ending.EXPIRED: "its time is over",
    Ending.TAKEN_BACK: "the files were taken back",
    Ending.REVOKED: "it was closed",
    Ending.RECALLED: "the files were recalled",
    Ending.STOPPED: "the case was stopped",
    Ending.OVER: "the request is over",
}

SURFACES: Mapping[str, str] = MappingProxyType(
    {
        "callback": "to record a call-back",
        "review": "to review",
        "review_changed": "to see what changed",
        "ask": "to ask the agency",
        "amend": "to amend the request",
        "owners": "to record the account holders",
        "consent": "to answer whether an owner may be asked to share",
        "recuse": "to step out",
        "stop": "to stop the case",
        "ended": "to record the end of the emergency",
        "reconfirm": "to confirm the facts anew",
        "withdrawn": "to record a withdrawal",
        "release": "to record the release",
        "safety": "to answer whether the owners are safe",
        "senior_call": "to record the senior's call",
        "told": "to record how an owner was told",
        "process": "to read the legal process that came",
        **after_words.SURFACES,
        "life_safety_exception": "for the life safety exception",
        "skip": "to skip a step",
        "second_person": "to decide as the second person",
        "call_log": "to attach a call's log",
        "calls": "to read how the requester was verified",
        "document": "to record what a document shows",
        "delivery": "to send files by a link",
        "standard": "to say which law applies",
        "erase": "to erase it",
        "hold": "to place a legal hold",
        "show": "to read where it stands",
    }
)
"""What people opened a case for, by the word that the record keeps."""

Say = Callable[[Any], str]

_ASKING: Mapping[type, Say] = {
    ev.CaseOpened: lambda e: f"opened the case (by {_spaced(e.channel)})",
    ev.RequestCompleted: lambda _: "completed the request",
    ev.RequestAmended: lambda e: f"made version {e.version} of the request",
    ev.CaseViewed: lambda e: f"opened it ({SURFACES.get(e.surface, _spaced(e.surface))})",
    ev.PeoplePaged: lambda e: (
        f"called {counted(len(e.people), 'colleague')} as {_spaced(e.role)}"
        if e.people
        else f"had no {e.role} to call"
    ),
    ev.PageAcknowledged: lambda _: "took an answer to a page",
    ev.CommandRefused: lambda _: "pressed something that was refused",
}
_VERIFYING: Mapping[type, Say] = {
    ev.VerificationTaken: lambda _: "took the call-back",
    ev.NumberProposed: lambda e: f"proposed a number ({e.key})",
    ev.NumberConfirmed: lambda e: f"found the same number ({e.key})",
    ev.StepRecorded: lambda e: (
        f"recorded a step: {STEPS[e.step]}, {result_words(e.step, e.result)}"
    ),
    ev.CodeRenewed: lambda _: "renewed the code after three wrong ones",
    ev.LifeSafetySupported: lambda _: "supported the life safety exception",
    ev.FactsReconfirmed: lambda _: "confirmed the facts anew",
}
_BESIDE: Mapping[type, Say] = {
    ev.SkipProposed: lambda e: f"proposed to skip a step: {STEP_ACTS[e.step]}",
    ev.SkipAgreed: lambda e: f"agreed to proposal {e.number}: the step is skipped, and counts not",
    ev.SkipRefused: lambda e: f"refused proposal {e.number}: the step is still open",
    ev.DocumentExamined: lambda e: f"looked at document {e.document}: {DOCUMENT_RESULTS[e.result]}",
    ev.CallLogAttached: lambda e: f"attached a log ({e.attachment.key}) to step {e.step}",
}
_REVIEWING: Mapping[type, Say] = {
    ev.DeterminationFiled: lambda e: f"filed a determination on version {e.version}",
    ev.DeterminationVoided: lambda e: f"voided a determination: {_spaced(e.why)}",
    ev.RefusalAnswered: lambda _: "answered the finding of fraud",
    ev.ReviewerRecused: lambda _: "stepped out of the case",
    ev.AgencyAsked: lambda _: "asked the agency for more",
    ev.HoldEnded: lambda _: "ended the wait for an answer",
    ev.CaseEscalated: lambda _: "called for a senior reviewer",
    ev.CaseApproved: lambda _: "approved: two people agree",
    ev.ApprovalWithdrawn: lambda e: _withdrew(e.why),
    ev.CaseRefused: lambda e: f"refused: {REASONS[e.reason]}",
    ev.CaseStopped: lambda _: "stopped the case",
    ev.CaseStoppedForAgency: lambda e: f"stopped the case: its agency is {e.standing}",
    ev.SeniorCallLapsed: lambda e: f"ended the call that a senior owed: {_LAPSES[e.why]}",
    ev.SeniorCallOwed: lambda _: "noted that a senior owes the agency a call",
    ev.SeniorCallRecorded: lambda e: (
        f"called the agency ({e.number}) as a senior"
        + (" and reached nobody" if e.reached == "nobody" else " and said what would cure it")
    ),
}
_RELEASING: Mapping[type, Say] = {
    ev.OwnersRecorded: lambda e: (
        f"recorded {counted(len(e.owners), 'account holder')} of {e.device}"
    ),
    ev.ReleaseCleared: lambda e: f"cleared {counted(len(e.items), 'item')}",
    ev.ClearanceTakenBack: lambda _: "took the clearance back: nothing was handed over",
    ev.HandedOver: lambda _: "handed over what was cleared",
}
_DELIVERING: Mapping[type, Say] = {
    by_link.DeliveryOffered: lambda e: f"offered the files by a link, until {utc(e.expires_at)}",
    by_link.DeliveryCodeRenewed: lambda e: f"made code {e.turn} for the link to the files",
    by_link.DeliveryVisited: lambda e: f"opened the link to the files: {_LINK_ENDS[e.ended]}",
    by_link.DeliveryCodeWrong: lambda e: f"typed a wrong code, try {e.tries} of {TRIES}",
    by_link.DeliveryOpened: lambda _: "typed the right code and was shown the list of the files",
    by_link.DeliveryFetched: lambda e: f"fetched bytes {e.first} to {e.last} of file {e.item}",
    by_link.DeliveryFetchedToEnd: lambda e: f"had file {e.item} to its end",
    by_link.ManifestConfirmed: lambda _: "confirmed that the files came and are those of the list",
    by_link.DeliveryRevoked: lambda _: "closed the link to the files",
}
_TELLING: Mapping[type, Say] = {
    ev.NoticeIsOwed: lambda e: f"owes {e.owner} a notice by {utc(e.due)}",
    ev.NoticeDueSet: lambda e: f"moved the notice to {e.owner} to {utc(e.due)}",
    ev.NoticeLifted: lambda e: f"lifted the notice to {e.owner}: nothing was released",
    ev.SafetyAnswered: lambda e: f"answered the safety question about {e.owner}",
    ev.NoticeAttempted: lambda e: (
        f"began to tell {e.owner} by {CHANNELS.get(e.channel, e.channel)}, attempt {e.attempt}"
        + (f", in one message with {listed(c.case for c in e.also)}" if e.also else "")
    ),
    ev.NoticeAttemptEnded: lambda e: f"ended attempt {e.attempt} for {e.owner}: {_ended(e)}",
    ev.NoticeUndelivered: lambda e: f"did not reach {e.owner} over any channel; a person must",
    ChannelsChosen: lambda e: f"chose for {e.owner}: {channels_in_words(e.channels)}",
    NoticeCameBack: lambda e: (
        f"noted that the {CHANNELS[e.channel]} to {e.owner} came back"
        + (f" ({e.code})" if e.code and e.code != "reported" else "")
    ),
    NoticeArrived: lambda e: f"noted that the {CHANNELS[e.channel]} to {e.owner} arrived",
    LetterWaits: lambda e: f"asked for a letter to {e.owner}",
    LetterTaken: lambda e: f"opened the letter to {e.owner} for printing",
    LetterPosted: lambda e: f"posted the letter to {e.owner}",
    ev.NoticeReaddressed: lambda e: f"corrected the entry of {e.owner}; the notice is tried anew",
    ev.NoticeEndProposed: lambda e: f"reported of {e.owner}: {NOTICE_ENDS[e.end]}",
    ev.NoticeToldOtherwise: lambda e: f"confirmed that {e.owner} was told by other means",
    ev.NoticeUnreachable: lambda e: f"confirmed that {e.owner} cannot be reached",
}
_TIMING: Mapping[type, Say] = {
    ev.ClockReached: lambda e: f"watched {clock_name(e.clock)}: {_STAGES[e.stage]}",
    ev.CaseLapsed: lambda _: "let the case lapse: no approval in time",
    ev.CaseWithdrawn: lambda _: "recorded that the agency withdrew",
    ev.EmergencyEnded: lambda e: f"recorded the end of the emergency at {utc(e.ended_at)}",
    ev.CaseClosed: lambda _: "closed the case: every duty is met",
}
_CHANGING: Mapping[type, Say] = {
    ev.ChangeProposed: lambda e: (
        f"proposed change {e.number} by its status page: {CHANGE_KINDS[e.kind]}"
    ),
    ev.ChangeConfirmed: lambda e: f"recorded that the agency confirmed change {e.number} in a call",
    ev.ChangeRefused: lambda e: f"dropped change {e.number} that was proposed",
    ev.ProcessReceived: lambda e: f"sent legal process ({_spaced(e.process)})",
}
_FOLLOWING: Mapping[type, Say] = {
    ev.FollowUpIsOwed: lambda e: f"noted that legal process is owed by {utc(e.due)}",
    ev.ProcessAccepted: lambda e: (
        f"took document P{e.number} as legal process that covers {COVERED[e.covers]}"
        + (", which came late" if e.late else "")
        + ("; the rest is owed" if e.rest_owed else "")
    ),
    ev.ProcessRefused: lambda e: f"put document P{e.number} aside: it does not cover the release",
    ev.ExcuseProposed: lambda _: "found that no legal process is needed any more",
    ev.ExcuseDropped: lambda _: "found that legal process is still owed",
    ev.FollowUpExcused: lambda _: "agreed that no legal process is needed any more",
    ev.FollowUpMissed: lambda _: "counted the legal process as never sent",
}
_NOTICING: Mapping[type, Say] = {
    ev.FlagsRaised: lambda e: f"noticed {counted(len(e.noticed), 'red flag')}",
    ev.FlagAdded: lambda e: f"raised a red flag: {REASONS_OF_FLAGS[e.sign].noticed}"[:-1],
    ev.FlagLifted: lambda e: f"lifted a red flag: {REASONS_OF_FLAGS[e.sign].noticed}"[:-1],
    ev.CopyReceived: lambda e: (
        f"sent the same incident by another channel ({_spaced(e.channel)}); {_differs(e)}"
    ),
    ev.CaseLinked: lambda e: f"linked {e.other}: {_spaced(e.why)}",
}
SAID: Mapping[type, Say] = MappingProxyType(
    {
        **_ASKING,
        **_VERIFYING,
        **_BESIDE,
        **_REVIEWING,
        **_RELEASING,
        **_DELIVERING,
        **_TELLING,
        **_TIMING,
        **_CHANGING,
        **_FOLLOWING,
        **_NOTICING,
        **SAID_OF_PARTS,
    }
)
"""What each kind of entry says its actor did; the words for every event there is."""


def sentence(entry: Happened, dossier: Dossier) -> str:
    """Return an entry's line, such as: 431. 2026-11-22 03:25 UTC, Ana Ruiz took the call-back."""
    return f"{entry.position}. {said(entry, dossier)}"


def said(entry: Happened, dossier: Dossier) -> str:
    """Return who did what and when, without the entry's place in the record."""
    who = {SYSTEM: "Exigent", REQUESTER: "the agency", OWNER: "an owner"}.get(entry.actor)
    name = who or dossier.names.get(entry.actor, "somebody not on the roster")
    done = SAID[type(entry.event)](entry.event)
    return f"{utc(entry.at)}, {name} {done}."


def _withdrew(why: str) -> str:
    if why == "flags_worse":
        return "began the review anew: a red flag came up"
    return f"withdrew the approval: {_spaced(why)}"


def _spaced(word: str) -> str:
    return word.replace("_", " ").replace(".", " ")


def _ended(event: ev.NoticeAttemptEnded) -> str:
    return _OUTCOMES[event.outcome.value]


def _differs(event: ev.CopyReceived) -> str:
    if not event.changed:
        return "it says the same"
    return f"it differs in {listed(named(field) for field in event.changed)}"
