"""Requests, people, commands and cases for tests, each with what a test does not care about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.decision import DirectoryNumber, Facts, ListedAgency, Opened
from bot.domain.determination import (
    GRANTS,
    Answer,
    ClassAnswers,
    Decision,
    Element,
    ElementAnswer,
    OwnerRoute,
    Reason,
)
from bot.domain.legal_test import VOLUNTARY_TEST, LegalTest, legal_test
from bot.domain.limits import Limits, Policy
from bot.domain.release import Owner, OwnerRole, Recipient, Stored, Transport
from bot.domain.request import (
    Agency,
    AgencyKind,
    Attachment,
    Category,
    Contact,
    DataClass,
    DataSought,
    Emergency,
    Harm,
    Nature,
    Ongoing,
    Request,
)
from bot.domain.roster import Person, Ref, Role, Roster, Standing, StandingProblem
from bot.domain.scope import Scope, Window, merged
from bot.domain.standard import Law, Standard
from bot.domain.standards import STANDARDS
from bot.domain.standards.us_federal import STANDARD
from bot.domain.verification import Reached, StepKind, StepResult

AT = datetime(2026, 11, 22, 2, 55, tzinfo=UTC)
"""When a test's case is received."""
MINUTE = timedelta(minutes=1)
ANA, BEN, CYD, DEE, EVE, SAM = (f"p_{n}" for n in ("ana", "ben", "cyd", "dee", "eve", "sam"))
GHOST = "p_ghost"
"""Somebody who is on no roster."""
CODE = "739104"
OFFICER_MAIL = "ralvarez@springfieldpd.example"
DESK_PHONE = "+1 555 010 0911"
WHY = "The child was seen on this camera a few minutes ago."
MAIL = StepKind.EMAIL_AUTHENTICATION
NUMBER = "EDR-2026-000001"


def person(ref: Ref, *roles: Role) -> Person:
    """One person of the roster, on duty."""
    return Person(ref=ref, roles=frozenset(roles))


ROSTER = Roster(
    people=(
        person(ANA, Role.REVIEWER),
        person(BEN, Role.REVIEWER),
        person(CYD, Role.REVIEWER, Role.SENIOR),
        person(DEE, Role.CUSTODIAN),
        person(EVE, Role.INTAKE),
        person(SAM, Role.SENIOR),
    )
)
PEOPLE = tuple(p.ref for p in ROSTER.people)


class Weekdays:
    """Courts that know no holidays."""

    def sits(self, court: str, day: date) -> bool:
        """Monday to Friday, wherever the court is."""
        return bool(court) and day.isoweekday() <= 5


LAWS: dict[str, Standard] = dict(STANDARDS)
"""The standards that a determination of a test may answer; tests.orders adds an invented one."""
LAW = Law(standards=STANDARDS, in_force=(STANDARD.name,), court_days=Weekdays())
AGENCY = ListedAgency(
    key="springfield",
    name="Springfield Police Department",
    domains=("springfieldpd.example",),
    numbers=(
        DirectoryNumber(
            key="n1", number="+1 555 010 0100", label="desk", source="own site", checked="2 Oct"
        ),
        DirectoryNumber(
            key="n2",
            number=DESK_PHONE,
            label="dispatch",
            source="state list",
            checked="2 Oct",
            dispatch=True,
        ),
    ),
    zone="America/Los_Angeles",
    standing="verified",
)


def sought(alias: str = "D1", **changes: object) -> DataSought:
    """Half an hour of one camera's video."""
    made = DataSought(
        alias=alias,
        device="B8:7C:6F:12:34:56",
        categories=(Category.VIDEO,),
        start=AT - 55 * MINUTE,
        end=AT - 25 * MINUTE,
    )
    return replace(made, **changes)


def request(**changes: object) -> Request:
    """A complete request for video."""
    made = Request(
        agency=Agency(name=AGENCY.name, kind=AgencyKind.LOCAL, country="US", state="CA"),
        officer=Contact(name="R. Alvarez", rank="Sgt", email=OFFICER_MAIL, phone="+1 555 010 4417"),
        incident_number="26-118203",
        emergency=Emergency(
            nature=Nature.ABDUCTION,
            harm=frozenset(Harm),
            person_at_risk="girl, 9",
            narrative="taken from the pavement",
            occurred_at=AT - 35 * MINUTE,
            last_confirmed_at=AT - 5 * MINUTE,
            ongoing=Ongoing.YES,
        ),
        data_sought=(sought(),),
        attested=True,
    )
    return replace(made, **changes)


def paper(key: str = "F1", **changes: object) -> Attachment:
    """A document that came with a request."""
    made = Attachment(key=key, name="order.pdf", type="application/pdf", size=9, digest="d" * 64)
    return replace(made, **changes)


def records_request(**changes: object) -> Request:
    """A request for a motion log, for which level 2 is enough."""
    wanted = sought(categories=(Category.MOTION_LOG,))
    return request(**{"data_sought": (wanted,), **changes})


def opening(wanted: Request | None = None, **changes: object) -> cm.OpenCase:
    """A vouched request from an agency that the directory lists."""
    made = cm.OpenCase(
        channel="webhook",
        request=wanted or request(),
        mark="m1",
        original="o1",
        vouched=True,
        standard=STANDARD.name,
        standard_version=STANDARD.version,
        agency_listed=True,
        agency_first_seen=False,
        logged_by=None,
        code=CODE,
    )
    return replace(made, **changes)


def standings(
    now: datetime, away: dict[Ref, StandingProblem] | None = None, roster: Roster = ROSTER
) -> dict[Ref, Standing]:
    """Everybody in good standing at `now`, but for those who are `away`."""
    gone = away or {}
    return {
        p.ref: Standing(ref=p.ref, observed_at=now, problem=gone.get(p.ref)) for p in roster.people
    }


def facts(now: datetime, **changes: object) -> Facts:
    """Everything outside the case, as it is on a good day."""
    made = Facts(
        roster=ROSTER,
        standings=standings(now),
        limits=Limits(),
        policy=Policy(),
        standard=STANDARD,
        law=LAW,
        agency=AGENCY,
        opened=Opened(request=request(), code=CODE),
    )
    return replace(made, **changes)


def answers(
    data_class: DataClass = DataClass.CONTENTS,
    test: LegalTest = VOLUNTARY_TEST,
    **changed: Answer,
) -> ClassAnswers:
    """Yes to every element of the test but those named, as in `E5=Answer.NO`."""
    given = tuple(
        ElementAnswer(element=e, answer=changed.get(e.value, Answer.YES)) for e in test.elements
    )
    return ClassAnswers(data_class=data_class, answers=given)


def determination(
    case: Case, scope: Scope | None = None, refuse: Reason | None = None, **changes: object
) -> cm.FileDetermination:
    """An approval of all, or of `scope`, or a refusal, on what the case is now.

    Answers to elements may be named, as in `E5=Answer.UNSURE`.
    """
    named = {e.value: changes.pop(e.value) for e in Element if e.value in changes}
    allowed = () if refuse else case.scope if scope is None else scope
    whole = merged(allowed) == case.scope
    decision = Decision.REFUSE if refuse else Decision.APPROVE if whole else Decision.NARROW
    test = legal_test(LAWS[case.standard])
    doubted = test.refusals.get(refuse) if refuse else None
    if doubted:
        named.setdefault(min(doubted & set(test.elements)).value, Answer.NO)
    made = cm.FileDetermination(
        version=case.version,
        package=case.package,
        decision=decision,
        reason=refuse or GRANTS[decision],
        scope=allowed,
        classes=tuple(answers(c, test, **named) for c in case.classes),
        owner=OwnerRoute.TELL if test.asks_owner else OwnerRoute.AUTHORITY,
        rationale=WHY,
        attested=True,
        opened_at=AT,
    )
    return replace(made, **changes)


def minutes_of(case: Case, begin: float, end: float) -> Scope:
    """The part of the first window asked for from minute `begin` to minute `end`."""
    first = case.scope[0]
    start = first.start
    return (
        Window(
            alias=first.alias,
            category=first.category,
            start=start + begin * MINUTE,
            end=start + end * MINUTE,
        ),
    )


def call(reached: Reached = Reached.OFFICER, **changes: object) -> cm.RecordCall:
    """A call that passes: the officer reads the code, dispatch knows the incident."""
    dispatch = reached is Reached.DISPATCH
    made = cm.RecordCall(
        number="n2" if dispatch else "n1",
        reached=reached,
        answered="who answered",
        code="26-118203" if dispatch else CODE,
        outcome=StepResult.PASS,
        new_code="551200",
    )
    return replace(made, **changes)


def owner(alias: str = "O1", role: OwnerRole = OwnerRole.PRIMARY, **changes: object) -> Owner:
    """An account holder with a mailbox."""
    made = Owner(alias=alias, role=role, name="Jo Doe", email=f"{alias.lower()}@mail.example")
    return replace(made, **changes)


def owners(*held_by: Owner, device: str = "D1", **changes: object) -> cm.RecordOwners:
    """What is stored for a device, and whose it is."""
    made = cm.RecordOwners(
        device=device, stored=Stored.YES, owners=held_by or (owner(),), complete=True
    )
    return replace(made, **changes)


def item(window: Window, line: int = 1, **changes: object) -> cm.ItemLine:
    """One file that fills a window of the approval."""
    made = cm.ItemLine(
        line=line, start=window.start, end=window.end, size=1024, sha256="a" * 64, name="clip.mp4"
    )
    return replace(made, **changes)


def clearing(case: Case, **changes: object) -> cm.ClearRelease:
    """Everything that was approved, to the officer who was called back."""
    scope = case.approval.scope if case.approval else case.scope
    made = cm.ClearRelease(
        version=case.version,
        ongoing=Ongoing.YES,
        how="called the duty desk",
        recipient=Recipient.OFFICER,
        contact=OFFICER_MAIL,
        transport=Transport.PORTAL,
        items=tuple(item(w, n) for n, w in enumerate(scope, start=1)),
    )
    return replace(made, **changes)
