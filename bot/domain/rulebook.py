"""Which command may come in which state, from whom, and what decides it: the table `RULES`.

The lifecycle's diagram in the documents is printed from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain import commands as cm
from bot.domain.address import ConfirmAddress, RefuseAddress
from bot.domain.authorizing import (
    AuthorizeRelease,
    ListHandedOver,
    RecordManifest,
    ReportRecall,
    ReportStore,
    TakeBackAuthorization,
)
from bot.domain.case import ENDED, UNDECIDED, State
from bot.domain.changing import ConfirmChange, ProposeChange, ReceiveProcess, RefuseChange
from bot.domain.checking import (
    AttachCallLog,
    ConfirmNumber,
    ConfirmSkip,
    ProposeNumber,
    ProposeSkip,
    RecordDocument,
    RefuseSkip,
)
from bot.domain.complaining import AnswerComplaint, Complain
from bot.domain.consent import AnswerInvolvement, AskOwner, MissOwner, RecordConsent
from bot.domain.copying import ReceiveCopy
from bot.domain.decision import Answered, Asked
from bot.domain.delivery import (
    ConfirmManifest,
    EndFetch,
    FetchItem,
    OfferDelivery,
    RenewCode,
    RevokeDelivery,
    TypeCode,
    VisitDelivery,
)
from bot.domain.distrusting import StopForAgency
from bot.domain.erasing import (
    AgreeErasure,
    EraseCase,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeErasure,
    ProposeHoldLift,
    RefuseErasure,
    RefuseHoldLift,
)
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.followup import (
    AcceptProcess,
    AgreeExcuse,
    DropExcuse,
    ExcuseProcess,
    RefuseProcess,
)
from bot.domain.fraud import AnswerBreach, ConfirmFraud, ProposeFraud, RecordWarning, RefuseFraud
from bot.domain.governing import ProposeStandard, RefuseStandard, SettleStandard
from bot.domain.linking import LinkCase
from bot.domain.ordering import RecordObjection
from bot.domain.outcome import RecordOutcome
from bot.domain.preserving import AskToPreserve, EndAsking
from bot.domain.reaching import (
    ChooseChannels,
    PostLetter,
    RecordArrival,
    RecordReturn,
    ReportReturn,
    TakeLetter,
)
from bot.domain.recall import AnswerRecall, OrderRecall
from bot.domain.restricting import (
    AgreeLift,
    AgreeRestriction,
    ProposeLift,
    ProposeRestriction,
    RefuseLift,
    RefuseRestriction,
)
from bot.domain.roster import Role
from bot.domain.rules import (
    addressing,
    authorizing,
    calling_off,
    changing,
    checking,
    complaining,
    consenting,
    copying,
    defrauding,
    delivering,
    distrusting,
    erasing,
    flagging,
    following,
    governing,
    intake,
    linking,
    ordering,
    outcome,
    owners,
    preserving,
    reaching,
    recalling,
    releasing,
    restricting,
    reviewing,
    senior_call,
    telling,
    verifying,
)
from bot.domain.senior_calling import RecordSeniorCall

EVERY = frozenset(State)
BEFORE_HANDOVER = UNDECIDED | {State.APPROVED}
TO_RELEASE = BEFORE_HANDOVER | {State.RELEASED}
AFTER_HANDOVER = frozenset({State.RELEASED, State.CLOSED})
GOING_OUT = frozenset({State.APPROVED, State.RELEASED})
DESK = frozenset({Role.REVIEWER, Role.SENIOR, Role.CUSTODIAN, Role.INTAKE})
DECIDERS = frozenset({Role.REVIEWER, Role.SENIOR})
CUSTODIAN = frozenset({Role.CUSTODIAN})
NOBODY: frozenset[Role] = frozenset()
"""No person; only the product itself."""


@dataclass(frozen=True, slots=True)
class Rule:
    """In which states a command may come, from whom, and what decides it."""

    states: frozenset[State]
    roles: frozenset[Role]
    decide: Callable[[Asked, Any], Answered]
    system: bool = False
    requester: bool = False
    owner: bool = False


def _settled_by_time(_asked: Asked, _command: cm.PassTime) -> Answered:
    return ()


RULES: Mapping[type, Rule] = {
    cm.AmendRequest: Rule(BEFORE_HANDOVER, DESK, changing.amend, requester=True),
    ProposeChange: Rule(BEFORE_HANDOVER, NOBODY, changing.propose, requester=True),
    ConfirmChange: Rule(BEFORE_HANDOVER, DESK, changing.confirm),
    RefuseChange: Rule(BEFORE_HANDOVER, DESK, changing.refuse),
    ReceiveProcess: Rule(EVERY, NOBODY, changing.receive_process, requester=True),
    cm.ViewCase: Rule(EVERY, frozenset(Role), intake.view),
    cm.AcknowledgePage: Rule(EVERY, NOBODY, intake.acknowledge, system=True),
    cm.TakeVerification: Rule(BEFORE_HANDOVER, DESK, verifying.take),
    ProposeNumber: Rule(BEFORE_HANDOVER, DESK, verifying.propose),
    ConfirmNumber: Rule(BEFORE_HANDOVER, DESK, verifying.confirm),
    cm.RecordCall: Rule(BEFORE_HANDOVER, DESK, verifying.record_call),
    ProposeSkip: Rule(UNDECIDED, DESK, checking.propose_skip),
    ConfirmSkip: Rule(UNDECIDED, DESK, checking.confirm_skip),
    RefuseSkip: Rule(UNDECIDED, DESK, checking.refuse_skip),
    RecordDocument: Rule(BEFORE_HANDOVER, DESK, checking.record_document),
    AttachCallLog: Rule(EVERY, DESK, checking.attach_log),
    cm.SupportException: Rule(UNDECIDED, DECIDERS, verifying.support_exception),
    cm.ReconfirmFacts: Rule(BEFORE_HANDOVER, DESK, verifying.reconfirm),
    cm.FileDetermination: Rule(UNDECIDED, DECIDERS, reviewing.file),
    cm.AnswerRefusal: Rule(
        frozenset({State.ESCALATED}), frozenset({Role.SENIOR}), reviewing.answer_refusal
    ),
    cm.Recuse: Rule(BEFORE_HANDOVER, DESK, reviewing.recuse),
    cm.AskAgency: Rule(UNDECIDED, DESK, reviewing.ask_agency),
    cm.StopCase: Rule(BEFORE_HANDOVER, DECIDERS, reviewing.stop),
    StopForAgency: Rule(BEFORE_HANDOVER, NOBODY, distrusting.stop, system=True),
    cm.EndEmergency: Rule(BEFORE_HANDOVER | {State.RELEASED}, DESK, calling_off.end_emergency),
    cm.WithdrawRequest: Rule(BEFORE_HANDOVER | AFTER_HANDOVER, DESK, calling_off.withdraw),
    cm.RecordOwners: Rule(
        BEFORE_HANDOVER | {State.RELEASED}, CUSTODIAN, owners.record, system=True
    ),
    cm.ClearRelease: Rule(frozenset({State.APPROVED}), CUSTODIAN, releasing.clear),
    cm.ConfirmHandover: Rule(
        frozenset({State.APPROVED, State.ESCALATED}), CUSTODIAN, releasing.confirm_handover
    ),
    AuthorizeRelease: Rule(frozenset({State.APPROVED}), CUSTODIAN, authorizing.authorize),
    RecordManifest: Rule(EVERY, NOBODY, authorizing.manifest, system=True),
    ReportStore: Rule(EVERY, NOBODY, authorizing.report, system=True),
    ReportRecall: Rule(EVERY, NOBODY, authorizing.recalled, system=True),
    AskToPreserve: Rule(EVERY, NOBODY, preserving.ask, system=True),
    EndAsking: Rule(EVERY, NOBODY, preserving.end, system=True),
    TakeBackAuthorization: Rule(
        frozenset({State.APPROVED, State.ESCALATED}), NOBODY, authorizing.take_back, system=True
    ),
    ListHandedOver: Rule(
        frozenset({State.APPROVED, State.ESCALATED}), CUSTODIAN, authorizing.by_hand
    ),
    OfferDelivery: Rule(frozenset({State.APPROVED}), CUSTODIAN, delivering.offer),
    RenewCode: Rule(GOING_OUT, CUSTODIAN, delivering.renew),
    RevokeDelivery: Rule(EVERY, DESK, delivering.revoke),
    VisitDelivery: Rule(EVERY, NOBODY, delivering.visit, requester=True),
    TypeCode: Rule(EVERY, NOBODY, delivering.type_code, requester=True),
    FetchItem: Rule(EVERY, NOBODY, delivering.fetch, requester=True),
    EndFetch: Rule(EVERY, NOBODY, delivering.end_fetch, requester=True),
    ConfirmManifest: Rule(EVERY, NOBODY, delivering.confirm, requester=True),
    cm.AnswerSafety: Rule(frozenset({State.RELEASED}), DESK, telling.answer_safety),
    cm.BeginNotice: Rule(frozenset({State.RELEASED}), NOBODY, telling.begin, system=True),
    cm.EndNotice: Rule(frozenset({State.RELEASED}), NOBODY, telling.end, system=True),
    cm.ReportNotice: Rule(frozenset({State.RELEASED}), DESK, telling.report),
    ChooseChannels: Rule(frozenset({State.RELEASED}), DESK, reaching.choose),
    TakeLetter: Rule(frozenset({State.RELEASED}), DESK, reaching.take_letter),
    PostLetter: Rule(frozenset({State.RELEASED}), DESK, reaching.post_letter),
    ReportReturn: Rule(AFTER_HANDOVER, DESK, reaching.report_return),
    RecordReturn: Rule(AFTER_HANDOVER, NOBODY, reaching.came_back, system=True),
    RecordArrival: Rule(AFTER_HANDOVER, NOBODY, reaching.arrived, system=True),
    AcceptProcess: Rule(AFTER_HANDOVER, DESK, following.accept),
    RefuseProcess: Rule(AFTER_HANDOVER, DESK, following.refuse),
    ExcuseProcess: Rule(frozenset({State.RELEASED}), DESK, following.excuse),
    AgreeExcuse: Rule(frozenset({State.RELEASED}), DESK, following.agree),
    DropExcuse: Rule(frozenset({State.RELEASED}), DESK, following.drop),
    OrderRecall: Rule(AFTER_HANDOVER, DECIDERS | CUSTODIAN, recalling.order),
    AnswerRecall: Rule(EVERY, DESK, recalling.answer),
    ProposeFraud: Rule(EVERY, DESK, defrauding.propose),
    ConfirmFraud: Rule(EVERY, DECIDERS, defrauding.confirm),
    RefuseFraud: Rule(EVERY, DESK, defrauding.refuse),
    AnswerBreach: Rule(EVERY, frozenset({Role.SENIOR}), defrauding.answer_breach),
    RecordWarning: Rule(EVERY, DESK, defrauding.warn),
    RecordOutcome: Rule(ENDED | AFTER_HANDOVER, DESK, outcome.record),
    RaiseFlag: Rule(BEFORE_HANDOVER, DESK, flagging.raise_flag),
    LiftFlag: Rule(BEFORE_HANDOVER, DESK, flagging.lift),
    LinkCase: Rule(EVERY, NOBODY, linking.link, system=True),
    RecordSeniorCall: Rule(EVERY, frozenset({Role.SENIOR}), senior_call.record),
    ReceiveCopy: Rule(UNDECIDED, NOBODY, copying.receive, requester=True),
    ProposeRestriction: Rule(TO_RELEASE, DESK, restricting.propose),
    AgreeRestriction: Rule(TO_RELEASE, DESK, restricting.agree),
    RefuseRestriction: Rule(TO_RELEASE, DESK, restricting.refuse),
    ProposeLift: Rule(TO_RELEASE, DESK, restricting.propose_lift),
    AgreeLift: Rule(TO_RELEASE, DESK, restricting.agree_lift),
    ConfirmAddress: Rule(TO_RELEASE, DESK, addressing.confirm),
    RefuseAddress: Rule(TO_RELEASE, DESK, addressing.refuse),
    RefuseLift: Rule(TO_RELEASE, DESK, restricting.refuse_lift),
    AnswerInvolvement: Rule(UNDECIDED, DESK, consenting.answer),
    AskOwner: Rule(UNDECIDED, NOBODY, consenting.ask, system=True),
    MissOwner: Rule(BEFORE_HANDOVER, NOBODY, consenting.miss, system=True),
    RecordConsent: Rule(BEFORE_HANDOVER, NOBODY, consenting.record, system=True),
    RecordObjection: Rule(AFTER_HANDOVER, DESK, ordering.object_to),
    Complain: Rule(EVERY, NOBODY, complaining.complain, owner=True),
    AnswerComplaint: Rule(EVERY, DESK, complaining.answer),
    ProposeStandard: Rule(BEFORE_HANDOVER, DECIDERS, governing.propose),
    SettleStandard: Rule(BEFORE_HANDOVER, DECIDERS, governing.confirm),
    RefuseStandard: Rule(BEFORE_HANDOVER, DECIDERS, governing.refuse),
    ProposeErasure: Rule(EVERY, DECIDERS | CUSTODIAN, erasing.propose),
    AgreeErasure: Rule(EVERY, DECIDERS | CUSTODIAN, erasing.agree),
    RefuseErasure: Rule(EVERY, DESK, erasing.refuse),
    EraseCase: Rule(EVERY, NOBODY, erasing.erase, system=True),
    PlaceLegalHold: Rule(EVERY, DESK, erasing.place),
    ProposeHoldLift: Rule(EVERY, DECIDERS | CUSTODIAN, erasing.propose_lift),
    LiftLegalHold: Rule(EVERY, DECIDERS | CUSTODIAN, erasing.lift),
    RefuseHoldLift: Rule(EVERY, DESK, erasing.refuse_lift),
    cm.PassTime: Rule(EVERY, NOBODY, _settled_by_time, system=True),
}
"""The table: the lifecycle's diagram is printed from it."""
