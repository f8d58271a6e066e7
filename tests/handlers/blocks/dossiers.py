"""A case as a surface gets it, and views as Slack sends them back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain.case import Case, Sought, State
from bot.domain.decision import DirectoryNumber, ListedAgency, Opened
from bot.domain.limits import Limits, Policy
from bot.domain.release import Approval, DeviceAccount, Stored
from bot.domain.request import (
    Agency,
    AgencyKind,
    Category,
    Contact,
    DataSought,
    Emergency,
    Nature,
    Ongoing,
    Request,
)
from bot.domain.roster import Person, Role, Roster
from bot.domain.scope import scope_of
from bot.domain.standards.us_federal import STANDARD
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Dossier
from tests.factories import LAW

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
END = START + timedelta(minutes=30)
ANA, BEN, CUS = "p_ana", "p_ben", "p_cus"
NAMES = {ANA: "Ana Ruiz", BEN: "Ben Osei", CUS: "Cleo Park"}
LOS_ANGELES = "America/Los_Angeles"

EXTREMES = (
    "<!channel>",
    "<@U01ANA> *b* `x`",
    "&" * 4000,
    "<" * 4000,
    "😀" * 3000,
    "\u202e\x00",
    "",
)
"""The worst that a field may hold: markup, what grows when escaped or encoded, and nothing."""
ROSTER = Roster(
    people=(
        Person(ref=ANA, roles=frozenset({Role.REVIEWER})),
        Person(ref=BEN, roles=frozenset({Role.REVIEWER})),
        Person(ref=CUS, roles=frozenset({Role.CUSTODIAN})),
    )
)
hostile = st.text(max_size=60) | st.sampled_from(EXTREMES)
"""What a requester may put into any field."""


def listed(**changes: object) -> ListedAgency:
    """The agency of the directory."""
    numbers = (
        DirectoryNumber(
            key="n1",
            number="+1 555 010 0100",
            label="front desk",
            source="own site",
            checked="2 Oct",
        ),
        DirectoryNumber(
            key="n2",
            number="+1 555 010 0911",
            label="dispatch",
            source="state list",
            checked="2 Oct",
            dispatch=True,
        ),
    )
    agency = ListedAgency(
        key="springfield",
        name="Springfield Police Department",
        domains=("springfieldpd.example",),
        numbers=numbers,
        zone=LOS_ANGELES,
        standing="verified",
    )
    return replace(agency, **changes)


def sought(alias: str = "D1", device: str = "B8:7C:6F:12:34:56", **changes: object) -> DataSought:
    """Half an hour of one camera's video."""
    made = DataSought(
        alias=alias, device=device, categories=(Category.VIDEO,), start=START, end=END
    )
    return replace(made, **changes)


def request(**changes: object) -> Request:
    """A complete request."""
    emergency = Emergency(
        nature=Nature.ABDUCTION,
        person_at_risk="girl, 9",
        narrative="taken from the pavement",
        ongoing=Ongoing.YES,
        last_confirmed_at=NOW - timedelta(minutes=20),
    )
    made = Request(
        agency=Agency(
            name="Springfield Police Department", kind=AgencyKind.LOCAL, country="US", state="CA"
        ),
        officer=Contact(
            name="R. Alvarez",
            rank="Sgt",
            badge="4417",
            email="ralvarez@springfieldpd.example",
            phone="+1 555 010 4417",
        ),
        supervisor=Contact(name="L. Chen", rank="Lt", phone="+1 555 010 4400"),
        incident_number="26-118203",
        emergency=emergency,
        data_sought=(sought(),),
        zone=LOS_ANGELES,
    )
    return replace(made, **changes)


def case(wanted: Request | None = None, **changes: object) -> Case:
    """The case of a request, in review."""
    asked = wanted or request()
    made = Case(
        number="EDR-2026-000001",
        state=State.IN_REVIEW,
        opened_at=NOW - timedelta(minutes=40),
        version_at=NOW - timedelta(minutes=40),
        review_from=NOW - timedelta(minutes=40),
        stop_from=NOW - timedelta(minutes=40),
        channel="webhook",
        agency=asked.agency,
        agency_listed=True,
        agency_first_seen=False,
        vouched=True,
        standard="us_federal",
        standard_version="2026-11",
        complete=asked.complete,
        mark="m" * 64,
        nature=asked.emergency.nature if asked.emergency else None,
        sought=tuple(
            Sought(alias=s.alias, categories=s.categories, start=s.start, end=s.end)
            for s in asked.data_sought
        ),
        confirmed_at=NOW - timedelta(minutes=20),
    )
    return replace(made, **changes)


def approved(wanted: Request | None = None, **changes: object) -> Case:
    """The case once two people allowed what was asked for, its account holders all recorded."""
    asked = wanted or request()
    approval = Approval(
        at=NOW,
        until=NOW + timedelta(hours=12),
        pair=(ANA, BEN),
        scope=scope_of(asked.data_sought),
        package="p" * 64,
        narrowed=False,
    )
    known = tuple(
        DeviceAccount(alias=alias, stored=Stored.YES, complete=True, by=CUS)
        for alias in dict.fromkeys(s.alias for s in asked.data_sought)
    )
    made = {"state": State.APPROVED, "approval": approval, "accounts": known}
    return case(asked, **made | changes)


def dossier(
    of: Case | None = None,
    wanted: Request | None = None,
    opened: Opened | None = None,
    **changes: object,
) -> Dossier:
    """The case opened for Ana."""
    asked = wanted or request()
    made = Dossier(
        case=of or case(asked),
        opened=opened or Opened(request=asked, code="739104"),
        reader=ANA,
        names=NAMES,
        agency=listed(),
        standard=STANDARD,
        law=LAW,
        limits=Limits(),
        policy=Policy(),
        roster=ROSTER,
        now=NOW,
        level=1,
        level_needed=3,
        deadlines=(),
        on_duty={},
    )
    return replace(made, **changes)


def sent(view: dict[str, Any], **answers: object) -> dict[str, Any]:
    """Return a view as Slack accepts it and sends it back, with `answers` by action id.

    A text answers a field, an option's value a choice, a list of values boxes, a number a moment.
    An input that is not answered is missing from the state, as after an update of the view.
    """
    back = accepted_view(view, "modal")
    inputs = {b["element"]["action_id"]: b for b in back["blocks"] if b["type"] == "input"}
    state: dict[str, Any] = {}
    for name, answer in answers.items():
        block = inputs[name]
        state[block["block_id"]] = {name: _answered(block["element"], answer)}
    return {**back, "state": {"values": state}}


def _answered(element: dict[str, Any], answer: object) -> dict[str, Any]:
    kind = element["type"]
    if kind.endswith("_text_input"):
        return {"type": kind, "value": answer}
    if kind.endswith("picker"):
        member = {
            "datepicker": "selected_date",
            "timepicker": "selected_time",
            "datetimepicker": "selected_date_time",
        }
        return {"type": kind, member[kind]: answer}
    if kind == "external_select":
        return {"type": kind, "selected_option": {"value": answer}}
    options = {o["value"]: o for o in element["options"]}
    if isinstance(answer, list):
        return {"type": kind, "selected_options": [options[a] for a in answer]}
    return {"type": kind, "selected_option": options[answer]}


def shown(view: dict[str, Any]) -> str:
    """Return everything that a view or a message holds, as one text."""
    return json.dumps(view, ensure_ascii=False)
