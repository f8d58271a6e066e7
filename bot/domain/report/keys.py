"""The parts that figures fall into, each with its title for people."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from bot.domain.determination import Reason
from bot.domain.events.reviewing import Escalation
from bot.domain.off_the_books import Account, Unaccounted
from bot.domain.outcome import Truth
from bot.domain.request import Category
from bot.domain.standard import Ground

Keys = tuple[tuple[str, str], ...]
"""Keys in the order in which they are shown, each with its title."""


class Result(StrEnum):
    """How a request ended."""

    GRANTED_FULL = "granted_full"
    GRANTED_PARTIAL = "granted_partial"
    REFUSED = "refused"
    FRAUD = "fraud"
    WITHDRAWN = "withdrawn"
    EMERGENCY_ENDED = "emergency_ended"
    OWNER_CONSENTED = "owner_consented"
    LAPSED = "lapsed"


OPEN: Final = "open"
"""The key of what has not ended."""
LAPSED: Final = "lapsed"
"""The key of a lapse without a reason code."""
MEDIAN: Final = "median"
PERCENTILE: Final = "percentile_95"
OTHER: Final = "other"


def _titled(words: type[StrEnum], titles: Mapping[str, str]) -> Keys:
    """Give every word its title; a word without one is a mistake that shows at import."""
    return tuple((word.value, titles[word.value]) for word in words)


def names(keys: Keys) -> Iterable[str]:
    """Yield the keys without their titles."""
    return (key for key, _ in keys)


RESULTS: Final = _titled(
    Result,
    {
        "granted_full": "Granted in full",
        "granted_partial": "Granted in part",
        "refused": "Refused",
        "fraud": "Found to be forged",
        "withdrawn": "Withdrawn by the agency",
        "emergency_ended": "Emergency over before anything was given",
        "owner_consented": "Shared by the owner",
        "lapsed": "Lapsed without a decision",
    },
)
BECAME: Final = (*RESULTS, (OPEN, "Still open"))
REASONS: Final = (
    *_titled(
        Reason,
        {
            "granted_full": "Granted in full",
            "granted_partial": "Granted in part",
            "refused_not_emergency": "Refused: no emergency",
            "refused_no_serious_danger": "Refused: no danger of death or serious injury",
            "refused_no_person": "Refused: no identified or describable person",
            "refused_not_imminent_policy": "Refused: not imminent (company policy)",
            "refused_delay_not_required": "Refused: legal process could come in time",
            "refused_no_nexus": "Refused: the data would not help",
            "refused_overbroad": "Refused: more than needed",
            "refused_unverified": "Refused: requester not verified",
            "refused_fraud": "Refused: forged",
            "refused_wrong_entity": "Refused: not a body that may ask",
            "refused_prohibited_purpose": "Refused: prohibited purpose",
            "refused_prospective_surveillance": "Refused: future data or live view",
            "no_such_identifier": "No such device",
            "no_responsive_data": "No such data",
            "no_data_retained": "Data not kept",
            "no_subscription": "No subscription, nothing stored",
            "e2ee_no_access": "End-to-end encrypted, no access",
            "withdrawn": "Withdrawn by the agency",
            "emergency_ended": "Emergency over",
            "superseded_by_legal_process": "Legal process came instead",
            "owner_consented": "Shared by the owner",
            "expired_no_reply": "Lapsed: the agency did not answer",
            "refused_invalid_order": "Refused: order not valid in its form",
            "order_ground_raised": "Refused: a ground against the order was raised",
        },
    ),
    (LAPSED, "Lapsed: not decided in time"),
)
IDENTITIES: Final = (
    ("verified", "Verified"),
    ("failed", "Failed verification"),
    ("fraudulent", "Found to be forged"),
    ("not_completed", "Verification not completed"),
)
ESCALATIONS: Final = _titled(
    Escalation,
    {
        "disagreement": "One allowed and one refused",
        "no_common_scope": "Both allowed, nothing in common",
        "unsure": "A reviewer was unsure",
        "stopped": "Stopped by a reviewer",
        "overruled_fraud": "A refusal for fraud was to be overruled",
        "sensitive_target": "Sensitive target",
    },
)
OVERRULED: Final = (("fraud", "A refusal for fraud"), (OTHER, "Another refusal"))
EXCEPTIONS: Final = (
    ("supported", "Supported by two reviewers and a senior"),
    ("approved", "Approved while it stood"),
    ("released", "Released after that"),
)
SPANS: Final = ((MEDIAN, "Median"), (PERCENTILE, "95th percentile"))
CLOCKS: Final = (
    ("acknowledge", "Acknowledge"),
    ("triage", "Triage"),
    ("verification", "Verification"),
    ("first_determination", "First determination"),
    ("second_determination", "Second determination"),
    ("senior_determination", "Senior determination"),
    ("answer", "Answer of the agency"),
    ("hard_stop", "Hard stop"),
    ("approval_valid", "Validity of an approval"),
    ("facts_fresh", "Facts confirmed"),
    ("handover", "Hand-over recorded"),
    ("delivery", "Download by the agency"),
    ("order_internal", "Order: internal deadline"),
    ("order_comply", "Order: legal deadline"),
    ("senior_call", "Call by a senior"),
    ("notice", "Notice to the owner"),
    ("letter", "Letter posted"),
    ("hold", "Safety hold ended"),
    ("re_reviewed", "Safety re-review"),
    ("follow_up", "Follow-up process"),
    ("outcome", "Outcome recorded"),
    ("fraud_finding", "Second word on a forgery"),
    ("agency_warning", "Agency warned of a forgery"),
    ("breach", "Breach reported"),
    ("recall", "Answer to a recall"),
    ("complaint", "Complaint answered"),
    (OTHER, "Another time limit"),
)
CLASSES: Final = (
    ("contents_only", "Contents only"),
    ("records_only", "Records only"),
    ("both", "Contents and records"),
)
CATEGORIES: Final = _titled(
    Category,
    {
        "video": "Video",
        "audio": "Audio",
        "snapshot": "Snapshots",
        "motion_log": "Motion log",
        "device_location": "Device location",
        "subscriber": "Subscriber details",
        "billing": "Billing details",
        "ip_log": "IP addresses",
        "shared_users": "Shared users",
    },
)
NOTICE_ENDS: Final = (
    ("sent", "Sent"),
    ("told", "Told by other means"),
    ("unreachable", "Undeliverable: owner cannot be reached"),
    ("lifted", "Not owed after all: nothing was released"),
)
CHANNELS: Final = (("email", "E-mail"), ("app", "In the app"), ("letter", "Letter"))
PROMPTNESS: Final = (("in_time", "In time"), ("late", "Late"))
GROUNDS: Final = _titled(
    Ground,
    {
        "endangers_life": "Endangers life or physical safety",
        "flight": "Flight from prosecution",
        "destruction_of_evidence": "Destruction of evidence",
        "intimidation_of_witnesses": "Intimidation of witnesses",
        "jeopardises_investigation": "Seriously jeopardises an investigation",
        "victim_safety": "Safety of a victim",
        "account_compromised": "Account compromised",
        "legal_prohibition": "Forbidden by law",
    },
)
OWING: Final = (
    ("withheld", "Withheld by a restriction"),
    ("withheld_overdue", "Withheld by a safety hold past its day: overdue"),
    ("not_yet_due", "Not yet due"),
    ("overdue", "Overdue"),
)
PROCESS_ENDS: Final = (
    ("in_time", "Received in time"),
    ("late", "Received late"),
    ("never", "Never received"),
    ("excused", "Excused by two people"),
)
TRUTHS: Final = _titled(
    Truth,
    {
        "confirmed": "Truly an emergency",
        "mistaken": "Honestly mistaken",
        "misrepresented": "Misrepresented",
        "unknown": "Could not be found out",
    },
)
FORGED: Final = (
    ("before_release", "Before anything was released"),
    ("after_release", "After a release"),
)
WRONGS: Final = (
    ("fraudulent", "Request found to be forged"),
    ("beyond_scope", "More than was approved"),
    ("after_end", "After the approval or the case had ended"),
    ("mistake", "Recalled as a mistake"),
    ("not_confirmed", "Recalled: the order was not confirmed in time"),
    ("objected", "Recalled: an authority objected"),
)
OFF_THE_BOOKS: Final = _titled(
    Unaccounted,
    {
        "no_case": "No case named",
        "unknown_case": "Case does not exist",
        "nothing_released": "Case released nothing",
        "other_file": "File was not released",
        "other_device": "Device was not released",
    },
)
ACCOUNTS: Final = _titled(
    Account,
    {
        "legal_process": "Other legal process",
        "list_wrong": "The list was wrong",
        "breach": "Breach",
    },
)
AGENCY_KEYS: Final = (
    ("received", "Requests received"),
    ("granted_full", "Granted in full"),
    ("granted_partial", "Granted in part"),
    ("refused", "Refused"),
    ("ended_otherwise", "Ended otherwise"),
    (OPEN, "Still open"),
)
