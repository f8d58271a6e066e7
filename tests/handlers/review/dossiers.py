"""One kidnapping, with every personal field filled by a value that can be searched for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.domain.case import Case, Sought, State
from bot.domain.decision import DirectoryNumber, ListedAgency, Opened
from bot.domain.determination import Decision, Filed, OwnerRoute, Reason
from bot.domain.events import Escalation
from bot.domain.limits import Limits, Policy
from bot.domain.notice import NoticeOwed, NoticeStatus, Safety, SafetyAnswer
from bot.domain.release import Approval, Clearance, KnownOwner, Owner, OwnerRole, Recipient
from bot.domain.request import (
    Agency,
    AgencyKind,
    Category,
    Contact,
    DataSought,
    Emergency,
    FollowUp,
    Harm,
    Nature,
    NoWarrant,
    Ongoing,
    OwnerConsent,
    Request,
)
from bot.domain.roster import Person, Role, Roster
from bot.domain.standards.us_federal import STANDARD
from bot.domain.verification import NumberSource, Step, StepKind, StepResult
from bot.workflow.dossier import Deadline, Dossier
from tests.factories import LAW

ROSTER: Final = Roster(
    people=tuple(
        Person(ref=ref, roles=frozenset({Role.REVIEWER}))
        for ref in ("p_first", "p_other", "p_reader", "p_caller", "p_second")
    )
)
NOW: Final = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
EVENT: Final = datetime(2026, 11, 22, 2, 20, tzinfo=UTC)
START: Final = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
END: Final = START + timedelta(minutes=30)
ZONE: Final = "America/Los_Angeles"
AGENCY: Final = Agency(
    name="Springfield Police Department", kind=AgencyKind.LOCAL, country="US", state="CA"
)


def canary(name: str) -> str:
    """A personal value that stands for the field `name` and occurs nowhere else."""
    return f"canary-{name}-7f3a"


OFFICER: Final = Contact(
    **{n: canary(f"officer-{n}") for n in ("name", "rank", "badge", "email", "phone")}
)
SUPERVISOR: Final = Contact(
    **{n: canary(f"supervisor-{n}") for n in ("name", "rank", "badge", "email", "phone")}
)
EMERGENCY: Final = Emergency(
    nature=Nature.ABDUCTION,
    harm=frozenset(Harm),
    person_at_risk=canary("person"),
    relation_to_owner=canary("relation"),
    narrative=canary("narrative"),
    how_known=canary("how-known"),
    occurred_at=EVENT,
    last_confirmed_at=EVENT + timedelta(minutes=35),
    ongoing=Ongoing.YES,
    why_no_warrant=NoWarrant.NO_TIME,
    how_data_helps=canary("helps"),
    owner_consent=OwnerConsent.UNREACHABLE,
)


def sought(
    alias: str = "D1",
    categories: tuple[Category, ...] = (Category.VIDEO,),
    start: datetime = START,
    end: datetime = END,
) -> DataSought:
    """One device's part of a request."""
    return DataSought(
        alias=alias, device=canary(f"device-{alias}"), categories=categories, start=start, end=end
    )


def request(*data: DataSought, **changes: Any) -> Request:  # noqa: ANN401 — any field
    """The request of 30 minutes of video of one camera, or of `data`."""
    whole = Request(
        agency=AGENCY,
        officer=OFFICER,
        supervisor=SUPERVISOR,
        incident_number=canary("incident"),
        legal_basis="usc2702b8",
        emergency=EMERGENCY,
        data_sought=data or (sought(),),
        deadline=NOW + timedelta(hours=1),
        zone=ZONE,
        notice_objection=canary("objection"),
        follow_up=FollowUp(kind="warrant", court="Superior Court", by=NOW + timedelta(days=3)),
        attested=True,
    )
    return replace(whole, **changes)


CALLS: Final = (
    Step(
        kind=StepKind.CALLBACK,
        result=StepResult.PASS,
        by="p_caller",
        at=NOW - timedelta(minutes=20),
        number="n1",
        source=NumberSource.DIRECTORY,
    ),
    Step(kind=StepKind.DISPATCH, result=StepResult.PASS, by="p_second", at=NOW, number="n2"),
)


def case(asked: Request | None = None, **changes: Any) -> Case:  # noqa: ANN401 — any field
    """The case of a request, verified and in review."""
    asked = asked or request()
    emergency = asked.emergency
    whole = Case(
        number="EDR-2026-000001",
        state=State.IN_REVIEW,
        opened_at=NOW - timedelta(minutes=10),
        channel="webhook",
        agency=asked.agency,
        agency_listed=True,
        agency_first_seen=False,
        vouched=True,
        standard="us_federal",
        standard_version="2026-11",
        # A case is asked about what was stored by then, whatever window a test asks for.
        version_at=max([NOW - timedelta(minutes=10), *(s.end for s in asked.data_sought)]),
        review_from=NOW - timedelta(minutes=10),
        stop_from=NOW - timedelta(minutes=10),
        complete=asked.complete,
        mark="a" * 64,
        nature=emergency.nature if emergency else None,
        sought=tuple(
            Sought(alias=s.alias, categories=s.categories, start=s.start, end=s.end)
            for s in asked.data_sought
        ),
        occurred_at=emergency.occurred_at if emergency else None,
        confirmed_at=emergency.last_confirmed_at if emergency else None,
        ongoing=Ongoing.YES,
        deadline=asked.deadline,
        attachments=2,
        steps=CALLS,
        owners=(owner("O1"),),
    )
    return replace(whole, **changes)


def owner(alias: str) -> KnownOwner:
    """An account holder as the fold keeps them."""
    return KnownOwner(alias=alias, role=OwnerRole.PRIMARY, flags=frozenset(), device="D1")


def dossier(asked: Request | None = None, of: Case | None = None, **changes: Any) -> Dossier:  # noqa: ANN401 — any field
    """The case opened for a reviewer; `of` replaces the case that the request makes."""
    asked = asked or request()
    whole = of or case(asked)
    opened = Dossier(
        case=whole,
        opened=Opened(
            request=asked,
            code=canary("code"),
            numbers={"n1": canary("number")},
            contact=canary("to"),
        ),
        reader="p_reader",
        names={"p_caller": "J. Ortiz", "p_second": "M. Chen", "p_reader": "Ana Ruiz"},
        agency=_listed(),
        standard=STANDARD,
        law=LAW,
        limits=Limits(),
        policy=Policy(),
        roster=ROSTER,
        now=NOW,
        level=3,
        level_needed=3,
        deadlines=(
            Deadline(clock="first_determination", start=NOW, due=NOW + timedelta(minutes=30)),
            Deadline(clock="hard_stop", start=NOW, due=NOW + timedelta(hours=8)),
        ),
        on_duty={"reviewer": 3, "senior": 1, "custodian": 1, "intake": 2},
        owners=tuple(
            Owner(
                alias=o.alias,
                role=o.role,
                account=canary("account"),
                name=canary(f"owner-{o.alias}"),
                email=canary("owner-email"),
            )
            for o in whole.owners
        ),
    )
    return replace(opened, **changes)


def _listed() -> ListedAgency:
    number = DirectoryNumber(
        key="n1",
        number=canary("directory"),
        label="Desk",
        source="state list",
        checked="2026-10-02",
    )
    return ListedAgency(
        key="springfield",
        name=AGENCY.name,
        domains=("springfieldpd.example",),
        numbers=(number,),
        zone=ZONE,
        standing="verified",
    )


def filed(by: str = "p_first", **changes: Any) -> Filed:  # noqa: ANN401 — any field
    """A determination that allows everything, as the fold keeps it."""
    whole = Filed(
        by=by,
        at=NOW,
        version=1,
        package="b" * 64,
        decision=Decision.APPROVE,
        reason=Reason.GRANTED_FULL,
        scope=case().scope,
        classes=(),
        owner=OwnerRoute.TELL,
    )
    return replace(whole, **changes)


_NOTICE: Final = NoticeOwed(owner="O1", owed_at=NOW, due=NOW + timedelta(days=1))
_TWO: Final = (filed("p_first"), filed("p_other"))
_APPROVED: Final[dict[str, Any]] = {
    "filed": _TWO,
    "approval": Approval(
        at=NOW,
        until=NOW + timedelta(hours=12),
        pair=("p_first", "p_other"),
        scope=case().scope,
        package="b" * 64,
        narrowed=True,
    ),
}
_CLEARANCE: Final = Clearance(
    number=1, at=NOW, by="p_custodian", items=1, recipient=Recipient.DISPATCH
)
_RELEASED: Final[dict[str, Any]] = _APPROVED | {"released_at": NOW, "notices": (_NOTICE,)}
_TOLD: Final = replace(_NOTICE, status=NoticeStatus.SENT, told_at=NOW)
_LOST: Final = replace(_NOTICE, status=NoticeStatus.UNDELIVERED)
_UNSAFE: Final = tuple(
    SafetyAnswer(by=p, owner="O1", answer=Safety.UNSAFE) for p in ("p_first", "p_other")
)

SITUATIONS: Final[dict[str, Case]] = {
    "received": case(state=State.RECEIVED, steps=()),
    "received incomplete": case(
        request(emergency=None, data_sought=()), state=State.RECEIVED, steps=()
    ),
    "verifying": case(state=State.VERIFYING, steps=CALLS[:1]),
    "in review, none filed": case(),
    "in review, one filed": case(filed=_TWO[:1]),
    "on hold": case(state=State.ON_HOLD, asked_at=NOW, asked_due=NOW + timedelta(hours=1)),
    "escalated": case(state=State.ESCALATED, filed=_TWO, escalation=Escalation.DISAGREEMENT),
    "stopped": case(state=State.ESCALATED, escalation=Escalation.STOPPED),
    "approved": case(state=State.APPROVED, **_APPROVED),
    "cleared": case(state=State.APPROVED, clearance=_CLEARANCE, **_APPROVED),
    "released": case(state=State.RELEASED, **_RELEASED),
    "released, ended": case(state=State.RELEASED, ended_at=NOW, **_RELEASED),
    "released, held": case(state=State.RELEASED, ended_at=NOW, safety=_UNSAFE, **_RELEASED),
    "released, told": case(state=State.RELEASED, ended_at=NOW, **_RELEASED | {"notices": (_TOLD,)}),
    "released, undelivered": case(state=State.RELEASED, **_RELEASED | {"notices": (_LOST,)}),
    "refused": case(state=State.REFUSED, filed=_TWO, reason=Reason.NOT_EMERGENCY),
    "lapsed": case(state=State.LAPSED),
    "withdrawn": case(state=State.WITHDRAWN),
    "emergency ended": case(state=State.EMERGENCY_ENDED, ended_at=NOW),
    "fraud": case(state=State.FRAUD, filed=_TWO, reason=Reason.FRAUD),
    "closed": case(state=State.CLOSED, **_RELEASED | {"notices": (_TOLD,)}),
}
"""A case in every state, and in the turns within a state that a card must tell apart."""
