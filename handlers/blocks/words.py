"""The words of the field as people read them; every enum that reaches a screen has its own here."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.changing import ChangeKind
from bot.domain.determination import Element, OwnerRoute, Reason
from bot.domain.events import Escalation
from bot.domain.followup import Covers, ProcessKind
from bot.domain.notice import NoticeEnd, Safety
from bot.domain.release import OwnerFlag, OwnerRole
from bot.domain.request import (
    AgencyKind,
    Category,
    DataClass,
    Harm,
    Nature,
    NoWarrant,
    Ongoing,
    OwnerConsent,
)
from bot.domain.verification import NumberSource, StepFinding, StepKind, StepResult

Words = Mapping[str, str]

KINDS: Final[Words] = MappingProxyType(
    {
        AgencyKind.FEDERAL: "federal",
        AgencyKind.STATE: "state",
        AgencyKind.LOCAL: "local",
        AgencyKind.TRIBAL: "tribal",
        AgencyKind.FOREIGN: "foreign",
        AgencyKind.FIRE_EMS: "fire or ambulance",
        AgencyKind.CALL_CENTRE: "emergency call centre",
    }
)
NATURES: Final[Words] = MappingProxyType(
    {str(nature): nature.value.replace("_", " ").capitalize() for nature in Nature}
    | {
        Nature.MISSING_AT_RISK: "Missing person at risk",
        Nature.SELF_HARM: "Self-harm",
        Nature.HOMICIDE_ATTEMPT: "Attempted homicide",
        Nature.CHILD_EXPLOITATION: "Child exploitation in progress",
        Nature.INFRASTRUCTURE: "Threat to infrastructure",
        Nature.OTHER: "Other emergency",
    }
)
HARMS: Final[Words] = MappingProxyType(
    {Harm.DEATH: "death", Harm.SERIOUS_PHYSICAL_INJURY: "serious physical injury"}
)
GOING_ON: Final[Words] = MappingProxyType(
    {
        Ongoing.YES: "still going on",
        Ongoing.NO: "over",
        Ongoing.UNKNOWN: "not known whether it goes on",
    }
)
NO_WARRANT: Final[Words] = MappingProxyType(
    {
        NoWarrant.NO_TIME: "no time",
        NoWarrant.JUDGE_UNREACHABLE: "no judge reachable",
        NoWarrant.APPLIED_PENDING: "applied for, pending",
        NoWarrant.REFUSED: "a judge refused it",
        NoWarrant.NOT_TRIED: "not tried",
    }
)
CONSENT: Final[Words] = MappingProxyType(
    {
        OwnerConsent.NO: "not asked",
        OwnerConsent.REFUSED: "asked, refused",
        OwnerConsent.UNREACHABLE: "not reachable",
        OwnerConsent.UNSAFE: "unsafe to ask",
    }
)
CATEGORIES: Final[Words] = MappingProxyType(
    {str(category): category.value.replace("_", " ") for category in Category}
    | {
        Category.IP_LOG: "IP log",
        Category.SUBSCRIBER: "subscriber name and address",
        Category.SNAPSHOT: "snapshots",
    }
)
CLASSES: Final[Words] = MappingProxyType({str(c): c.value.capitalize() for c in DataClass})
ELEMENTS: Final[Words] = MappingProxyType(
    {
        Element.E1: "Lawful requester for this data",
        Element.E2: "Identity verified to the level needed",
        Element.E3: "An emergency exists now",
        Element.E4: "Danger of death or serious physical injury",
        Element.E4I: "The danger is imminent",
        Element.E5: "The person is identified or describable",
        Element.E6: "It cannot wait for a warrant",
        Element.E7: "The data relates to it and would help",
        Element.E8: "What I allow is the least needed",
        Element.E9: "No prohibited purpose and no legal bar",
        Element.E10: "The owner of the data was considered",
        Element.E11: "I weighed what it does to third parties",
        Element.F1: "Issued by an authority that may do so",
        Element.F2: "Complete, and in the prescribed form",
        Element.F3: "The emergency is claimed as the law prescribes",
        Element.F4: "It covers this kind of data",
        Element.F5: "It names the data precisely",
        Element.F6: "It is addressed to us",
        Element.F7: "No manifest error, and it can be done",
        Element.F8: "No immunity, privilege or right stands against it",
        Element.F9: "A responsible specialist looked at it first",
    }
)
SHORT: Final[Words] = MappingProxyType(
    {str(e): e.value for e in Element} | {Element.E4I: "E4 policy"}
)
OWNER: Final[Words] = MappingProxyType(
    {
        OwnerRoute.CONSENT: "Ask the owner first: reachable, and safe to ask",
        OwnerRoute.TELL: "Tell the owner after release",
        OwnerRoute.UNSAFE: "Unsafe to tell the owner now",
        OwnerRoute.UNREACHABLE: "The owner cannot be reached in time",
        OwnerRoute.UNSURE: "Unsure: a senior reviewer settles it before release",
        OwnerRoute.MOOT: "Not considered, because I allow nothing",
        OwnerRoute.AUTHORITY: "The law keeps us silent; the authority informs the owner",
    }
)
REASONS: Final[Words] = MappingProxyType(
    {
        Reason.GRANTED_FULL: "granted in full",
        Reason.GRANTED_PARTIAL: "granted in part",
        Reason.NOT_EMERGENCY: "no emergency now",
        Reason.NO_SERIOUS_DANGER: "no danger of death or serious injury",
        Reason.NO_PERSON: "no identified or describable person",
        Reason.NOT_IMMINENT_POLICY: "not imminent (company policy)",
        Reason.DELAY_NOT_REQUIRED: "can wait for a warrant",
        Reason.NO_NEXUS: "does not relate to it or help",
        Reason.OVERBROAD: "more than is needed",
        Reason.UNVERIFIED: "identity not verified",
        Reason.FRAUD: "I believe the request is forged",
        Reason.WRONG_ENTITY: "not a lawful requester",
        Reason.PROHIBITED_PURPOSE: "prohibited purpose or legal bar",
        Reason.PROSPECTIVE: "live or future data",
        Reason.NO_SUCH_IDENTIFIER: "no such device",
        Reason.NO_RESPONSIVE_DATA: "no data for these times",
        Reason.NO_DATA_RETAINED: "data no longer kept",
        Reason.NO_SUBSCRIPTION: "nothing stored without a subscription",
        Reason.E2EE_NO_ACCESS: "encrypted end to end, no access",
        Reason.WITHDRAWN: "withdrawn by the agency",
        Reason.EMERGENCY_ENDED: "the emergency ended",
        Reason.SUPERSEDED: "legal process took its place",
        Reason.OWNER_CONSENTED: "the owner consented",
        Reason.NO_REPLY: "the agency did not answer",
        Reason.INVALID_ORDER: "the order is not valid in form",
        Reason.GROUND_RAISED: "a ground to raise with the authority",
    }
)
ESCALATIONS: Final[Words] = MappingProxyType(
    {
        Escalation.DISAGREEMENT: "the two determinations differ",
        Escalation.NO_COMMON_SCOPE: "the two allow nothing in common",
        Escalation.UNSURE: "a third view is needed",
        Escalation.STOPPED: "a reviewer stopped the case",
        Escalation.OVERRULED_FRAUD: "a finding of fraud must be answered first",
        Escalation.SENSITIVE_TARGET: "an owner is one whom only a senior decides about",
    }
)
STEPS: Final[Words] = MappingProxyType(
    {
        StepKind.EMAIL_AUTHENTICATION: "Mail authentication",
        StepKind.DIRECTORY_DOMAIN: "Domain in the directory",
        StepKind.CALLBACK: "Call-back",
        StepKind.SUPERVISOR: "Supervisor",
        StepKind.DISPATCH: "Dispatch",
        StepKind.DOCUMENT: "Document",
        StepKind.HISTORY: "Earlier requests",
    }
)
SOURCES: Final[Words] = MappingProxyType(
    {
        NumberSource.DIRECTORY: "in the directory",
        NumberSource.AD_HOC: "by two people, each on their own",
    }
)
FINDINGS: Final[Words] = MappingProxyType(
    {
        StepFinding.DKIM_PASS: "signed by the sender's own domain",
        StepFinding.DKIM_NONE: "not signed",
        StepFinding.DKIM_FAIL: "its signature does not hold",
        StepFinding.DKIM_WEAK: "its signature leaves parts open or its key is weak",
        StepFinding.DKIM_UNALIGNED: "signed by somebody else only",
        StepFinding.DKIM_UNREACHABLE: "the signer's key could not be looked up",
        StepFinding.DMARC_PASS: "our mail server: DMARC passed",
        StepFinding.DMARC_FAIL: "our mail server: DMARC failed",
        StepFinding.SPF_PASS: "our mail server: SPF passed",
        StepFinding.SPF_FAIL: "our mail server: SPF failed",
        StepFinding.ARC_PASS: "a gateway that we know vouches for it",
        StepFinding.OUR_SERVER_SILENT: "our mail server said nothing of it",
        StepFinding.MALFORMED: "its header can be read in two ways",
        StepFinding.UNDATED: "it has no date",
        StepFinding.DOMAIN_LISTED: "in the directory",
        StepFinding.DOMAIN_NOT_LISTED: "not in the directory",
        StepFinding.DOMAIN_OF_SEVERAL: "several agencies share the domain",
        StepFinding.AGENCY_DISTRUSTED: "the agency is marked compromised or blocked",
        StepFinding.FIRST_SEEN_AGENCY: "the agency has not asked before, or is not verified",
        StepFinding.FIRST_SEEN_OFFICER: "the officer's mailbox has not asked before",
        StepFinding.SAME_TARGET: "the same device was asked for in another matter",
        StepFinding.TEXT_REUSED: "much of the text stood in another request",
        StepFinding.BURST: "very many requests came from this sender within a day",
    }
)
"""What a check of a mail, or of earlier requests, found."""
MAIL_IS_A_SIGNAL: Final = (
    "A mail that passes proves a mailbox, not a person: a real mailbox may be compromised."
)
RESULTS: Final[Words] = MappingProxyType(
    {
        StepResult.PASS: "passed",
        StepResult.FAIL: "failed",
        StepResult.INCONCLUSIVE: "inconclusive",
        StepResult.SKIPPED: "skipped",
    }
)
SAFETY: Final[Words] = MappingProxyType(
    {
        Safety.SAFE: "No: safe to contact",
        Safety.UNSAFE: "Yes: involved or endangered, do not contact",
        Safety.UNKNOWN: "Not known, so no contact for now",
    }
)
NOTICE_ENDS: Final[Words] = MappingProxyType(
    {
        NoticeEnd.TOLD: "told by other means",
        NoticeEnd.UNREACHABLE: "cannot be reached",
    }
)
OWNER_ROLES: Final[Words] = MappingProxyType(
    {str(role): role.value for role in OwnerRole}
    | {OwnerRole.PRIMARY: "owner", OwnerRole.SHARED: "shared user"}
)
OWNER_FLAGS: Final[Words] = MappingProxyType(
    {str(flag): flag.value.replace("_", " ") for flag in OwnerFlag}
    | {OwnerFlag.SUSPECT: "may be the suspect", OwnerFlag.ACCOUNT_TAKEOVER: "account taken over"}
)

CHANGE_KINDS: Final[Words] = MappingProxyType(
    {
        ChangeKind.WIDEN: "more data than before",
        ChangeKind.OTHER: "less data, or other facts",
        ChangeKind.CONTACT: "another contact",
        ChangeKind.WITHDRAW: "take the request back",
    }
)
"""What a proposed change would do."""
COVERED: Final[Words] = MappingProxyType(
    {Covers.YES: "the release", Covers.PARTLY: "part of the release", Covers.NO: "none of it"}
)
PROCESSES: Final[Words] = MappingProxyType(
    {
        ProcessKind.WARRANT: "search warrant",
        ProcessKind.COURT_ORDER: "court order",
        ProcessKind.SUBPOENA: "subpoena",
        ProcessKind.COURT_FILING: "filing with the court",
        ProcessKind.OTHER: "other process",
    }
)


def counted(number: int, one: str) -> str:
    """`1 device`, `2 devices`, `2 categories`."""
    many = f"{one[:-1]}ies" if one.endswith("ry") else f"{one}s"
    return f"{number} {one if number == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """Words with commas between; `none` when there are none."""
    return ", ".join(words) or "none"
