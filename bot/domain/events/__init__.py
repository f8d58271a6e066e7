"""What happened to a case, as the record keeps it. State is the fold of these, and of nothing else.

A kind never changes its meaning; a changed payload gets a new schema number.
"""

from bot.domain.events.asking import (
    CaseOpened,
    CaseViewed,
    CommandRefused,
    PageAcknowledged,
    PeoplePaged,
    RequestAmended,
    RequestCompleted,
)
from bot.domain.events.authorizing import Authorizing
from bot.domain.events.changing import (
    ChangeConfirmed,
    ChangeProposed,
    ChangeRefused,
    ProcessReceived,
)
from bot.domain.events.checking import (
    CallLogAttached,
    DocumentExamined,
    SkipAgreed,
    SkipProposed,
    SkipRefused,
)
from bot.domain.events.complaining import Complaining
from bot.domain.events.consenting import Consenting
from bot.domain.events.defrauding import Defrauding
from bot.domain.events.delivering import Delivering
from bot.domain.events.directory import (
    AgencyListed,
    AnsweredBy,
    DirectoryCommandRefused,
    DirectoryConfirmed,
    DirectoryProposed,
    DirectoryRefused,
    DirectoryVouched,
    OldNumber,
    OldNumberCalled,
    ProposalKind,
)
from bot.domain.events.flagging import CaseLinked, CopyReceived, FlagAdded, FlagLifted, FlagsRaised
from bot.domain.events.following import (
    ExcuseDropped,
    ExcuseProposed,
    FollowUpExcused,
    FollowUpIsOwed,
    FollowUpMissed,
    ProcessAccepted,
    ProcessRefused,
)
from bot.domain.events.governing import OfLaw
from bot.domain.events.housekeeping import (
    ConfigurationRecorded,
    DirectoryImported,
    OnRoster,
    RecordExported,
    RequestHeld,
    RequestLifted,
    TimeLimit,
    TrafficRefused,
)
from bot.domain.events.outside import Directory, Outside
from bot.domain.events.preserving import Preserving
from bot.domain.events.reaching import Reaching
from bot.domain.events.releasing import (
    ClearanceTakenBack,
    HandedOver,
    OwnersRecorded,
    ReleaseCleared,
)
from bot.domain.events.restricting import Restricting
from bot.domain.events.reviewing import (
    AgencyAsked,
    ApprovalWithdrawn,
    CaseApproved,
    CaseEscalated,
    CaseRefused,
    CaseStopped,
    CaseStoppedForAgency,
    DeterminationFiled,
    DeterminationVoided,
    Escalation,
    HoldEnded,
    RefusalAnswered,
    ReviewerRecused,
)
from bot.domain.events.senior_calling import SeniorCallLapsed, SeniorCallOwed, SeniorCallRecorded
from bot.domain.events.telling import (
    NoticeAttempted,
    NoticeAttemptEnded,
    NoticeDueSet,
    NoticeEndProposed,
    NoticeIsOwed,
    NoticeLifted,
    NoticeReaddressed,
    NoticeToldOtherwise,
    NoticeUndelivered,
    NoticeUnreachable,
    SafetyAnswered,
)
from bot.domain.events.timing import (
    CaseClosed,
    CaseLapsed,
    CaseWithdrawn,
    ClockReached,
    EmergencyEnded,
    Stage,
)
from bot.domain.events.verifying import (
    CodeRenewed,
    FactsReconfirmed,
    LifeSafetySupported,
    NumberConfirmed,
    NumberProposed,
    StepRecorded,
    VerificationTaken,
)

__all__ = [
    "AgencyAsked",
    "AgencyListed",
    "AnsweredBy",
    "ApprovalWithdrawn",
    "CallLogAttached",
    "CaseApproved",
    "CaseClosed",
    "CaseEscalated",
    "CaseLapsed",
    "CaseLinked",
    "CaseOpened",
    "CaseRefused",
    "CaseStopped",
    "CaseStoppedForAgency",
    "CaseViewed",
    "CaseWithdrawn",
    "ChangeConfirmed",
    "ChangeProposed",
    "ChangeRefused",
    "ClearanceTakenBack",
    "ClockReached",
    "CodeRenewed",
    "CommandRefused",
    "ConfigurationRecorded",
    "CopyReceived",
    "DeterminationFiled",
    "DeterminationVoided",
    "Directory",
    "DirectoryCommandRefused",
    "DirectoryConfirmed",
    "DirectoryImported",
    "DirectoryProposed",
    "DirectoryRefused",
    "DirectoryVouched",
    "DocumentExamined",
    "EmergencyEnded",
    "Escalation",
    "Event",
    "ExcuseDropped",
    "ExcuseProposed",
    "FactsReconfirmed",
    "FlagAdded",
    "FlagLifted",
    "FlagsRaised",
    "FollowUpExcused",
    "FollowUpIsOwed",
    "FollowUpMissed",
    "HandedOver",
    "HoldEnded",
    "LifeSafetySupported",
    "NoticeAttemptEnded",
    "NoticeAttempted",
    "NoticeDueSet",
    "NoticeEndProposed",
    "NoticeIsOwed",
    "NoticeLifted",
    "NoticeReaddressed",
    "NoticeToldOtherwise",
    "NoticeUndelivered",
    "NoticeUnreachable",
    "NumberConfirmed",
    "NumberProposed",
    "OldNumber",
    "OldNumberCalled",
    "OnRoster",
    "Outside",
    "OwnersRecorded",
    "PageAcknowledged",
    "PeoplePaged",
    "ProcessAccepted",
    "ProcessReceived",
    "ProcessRefused",
    "ProposalKind",
    "RecordExported",
    "RefusalAnswered",
    "ReleaseCleared",
    "RequestAmended",
    "RequestCompleted",
    "RequestHeld",
    "RequestLifted",
    "ReviewerRecused",
    "SafetyAnswered",
    "SeniorCallLapsed",
    "SeniorCallOwed",
    "SeniorCallRecorded",
    "SkipAgreed",
    "SkipProposed",
    "SkipRefused",
    "Stage",
    "StepRecorded",
    "TimeLimit",
    "TrafficRefused",
    "VerificationTaken",
]

Event = (
    CaseOpened
    | RequestCompleted
    | RequestAmended
    | CaseViewed
    | PeoplePaged
    | PageAcknowledged
    | VerificationTaken
    | NumberProposed
    | NumberConfirmed
    | StepRecorded
    | SkipProposed
    | SkipAgreed
    | SkipRefused
    | DocumentExamined
    | CallLogAttached
    | CodeRenewed
    | LifeSafetySupported
    | FactsReconfirmed
    | DeterminationFiled
    | DeterminationVoided
    | RefusalAnswered
    | ReviewerRecused
    | AgencyAsked
    | HoldEnded
    | CaseEscalated
    | CaseApproved
    | ApprovalWithdrawn
    | CaseRefused
    | CaseStopped
    | CaseStoppedForAgency
    | CaseLapsed
    | CaseWithdrawn
    | ChangeProposed
    | ChangeConfirmed
    | ChangeRefused
    | ProcessReceived
    | FollowUpIsOwed
    | ProcessAccepted
    | ProcessRefused
    | ExcuseProposed
    | ExcuseDropped
    | FollowUpExcused
    | FollowUpMissed
    | EmergencyEnded
    | OwnersRecorded
    | Reaching
    | ReleaseCleared
    | ClearanceTakenBack
    | HandedOver
    | NoticeIsOwed
    | NoticeDueSet
    | NoticeLifted
    | SafetyAnswered
    | NoticeAttempted
    | NoticeAttemptEnded
    | NoticeUndelivered
    | NoticeReaddressed
    | NoticeEndProposed
    | NoticeToldOtherwise
    | NoticeUnreachable
    | SeniorCallOwed
    | SeniorCallRecorded
    | SeniorCallLapsed
    | ClockReached
    | CaseClosed
    | CommandRefused
    | FlagsRaised
    | FlagAdded
    | FlagLifted
    | CaseLinked
    | CopyReceived
    | Complaining
    | Restricting
    | Consenting
    | Authorizing
    | Preserving
    | Delivering
    | Defrauding
    | OfLaw
)
