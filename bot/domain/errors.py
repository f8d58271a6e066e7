"""Refusals: why a command changes nothing. Their wording for people lives at the edge."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a command was refused."""

    NOT_ON_ROSTER = "not_on_roster"
    WRONG_ROLE = "wrong_role"
    BAD_STANDING = "bad_standing"
    WRONG_STATE = "wrong_state"
    TOO_LATE = "too_late"
    RECUSED = "recused"
    ALREADY_FILED = "already_filed"
    TWO_ALREADY_FILED = "two_already_filed"
    SENIOR_NEEDED = "senior_needed"
    STANDING_BY = "standing_by"
    REQUEST_CHANGED = "request_changed"
    PACKAGE_CHANGED = "package_changed"
    PACKAGE_WORSE = "package_worse"
    REQUEST_INCOMPLETE = "request_incomplete"
    NOTHING_CHANGED = "nothing_changed"
    CLASS_BARRED = "class_barred"
    SCOPE_OUTSIDE_REQUEST = "scope_outside_request"
    DECISION_CONTRADICTS = "decision_contradicts"
    RATIONALE_LENGTH = "rationale_length"
    NOT_ATTESTED = "not_attested"
    IDENTITY_NOT_VERIFIED = "identity_not_verified"
    PRODUCT_ANSWER_RAISED = "product_answer_raised"
    OWNER_UNANSWERED = "owner_unanswered"
    LOGGED_THE_REQUEST = "logged_the_request"
    REVIEWERS_MAY_NOT_CALL = "reviewers_may_not_call"
    NUMBER_UNKNOWN = "number_unknown"
    NUMBER_FROM_REQUEST = "number_from_request"
    NUMBER_NOT_CONFIRMED = "number_not_confirmed"
    NUMBER_DIFFERS = "number_differs"
    SAME_PERSON = "same_person"
    NO_CODE = "no_code"
    NO_REASON = "no_reason"
    REVIEWED_THE_CASE = "reviewed_the_case"
    CALLED_THE_AGENCY = "called_the_agency"
    APPROVAL_EXPIRED = "approval_expired"
    REVIEWER_LOST_STANDING = "reviewer_lost_standing"
    FACTS_STALE = "facts_stale"
    EMERGENCY_UNKNOWN = "emergency_unknown"
    OWNERS_UNRECORDED = "owners_unrecorded"
    OWNER_UNSETTLED = "owner_unsettled"
    NO_ITEMS = "no_items"
    ITEM_OUTSIDE_SCOPE = "item_outside_scope"
    RECIPIENT_NOT_VERIFIED = "recipient_not_verified"
    NOT_CLEARED = "not_cleared"
    ALREADY_CLEARED = "already_cleared"
    NO_SUCH_OWNER = "no_such_owner"
    NO_SUCH_DEVICE = "no_such_device"
    NOTICE_NOT_READY = "notice_not_ready"
    NOTICE_UNDER_WAY = "notice_under_way"
    OWNERS_SETTLED = "owners_settled"
    ALIAS_TAKEN = "alias_taken"
    CHANGE_NEEDS_CALL = "change_needs_call"
    NO_SUCH_CHANGE = "no_such_change"
    TOO_MANY_CHANGES = "too_many_changes"
    NOTHING_WAITS = "nothing_waits"
    NO_SUCH_CASE = "no_such_case"
    DUPLICATE = "duplicate"
    EXCEPTION_NEEDS_CALLBACK = "exception_needs_callback"
    SCOPE_TOO_WIDE_FOR_EXCEPTION = "scope_too_wide_for_exception"
    FRESH_VERIFICATION_NEEDED = "fresh_verification_needed"
    NUMBER_IN_QUARANTINE = "number_in_quarantine"
    NO_SUCH_AGENCY = "no_such_agency"
    NO_SUCH_PROPOSAL = "no_such_proposal"
    AGENCY_CHANGED = "agency_changed"
    AGENCY_MALFORMED = "agency_malformed"
    AGENCY_NAME_TAKEN = "agency_name_taken"
    NO_SOURCE = "no_source"
    OLD_NUMBER_NOT_CALLED = "old_number_not_called"
    OLD_NUMBER_ANSWERS = "old_number_answers"
    NOT_AN_OLD_NUMBER = "not_an_old_number"
    VERIFIED_NEEDS_NUMBER = "verified_needs_number"
    PROPOSER_GONE = "proposer_gone"
    THIRD_PERSON_NEEDED = "third_person_needed"


@dataclass(frozen=True, slots=True)
class Refused:
    """A command refused, with the place that is at fault where there is one.

    `detail` holds aliases, numbers and enum words only, never anything of a person.
    """

    reason: Refusal
    detail: str = ""


class ExigentError(Exception):
    """Root of the errors that this product raises; messages never carry personal values."""
