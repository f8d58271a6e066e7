"""Every form, whatever the request says: within limits, and nothing personal in metadata."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.commands import ItemLine
from bot.domain.decision import DirectoryNumber, Opened
from bot.domain.release import Item, KnownOwner, Owner, OwnerRole
from bot.domain.request import Attachment, Contact, Request
from bot.domain.scope import Window
from bot.domain.verification import AdHocNumber, Step, StepKind, StepResult
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Dossier
from handlers.blocks import (
    amend,
    ask,
    beside,
    callback,
    new_request,
    numbers,
    owners,
    recuse,
    release,
    short_forms,
    store,
)
from handlers.blocks.limits import Payload, checked
from tests.handlers.blocks.dossiers import (
    ANA,
    BEN,
    CUS,
    END,
    EXTREMES,
    NOW,
    START,
    approved,
    dossier,
    hostile,
    listed,
    request,
    sought,
)
from tests.handlers.release.given import at_store

CALLED = Step(kind=StepKind.CALLBACK, result=StepResult.PASS, by=BEN, at=NOW)
SECRETS = ("Alvarez", "girl", "pavement", "B8:7C", "555 010", "26-118203", "739104", "@")


def numbered(count: int, text: str) -> tuple[DirectoryNumber, ...]:
    """As many directory numbers as somebody may have imported."""
    return tuple(
        DirectoryNumber(
            key=f"n{n}",
            number=f"+1 555 010 01{n:02}",
            label=text,
            source=text,
            checked=text,
            dispatch=n % 2 == 0,
        )
        for n in range(1, count + 1)
    )


def hostile_request(text: str, devices: int) -> Request:
    """A request with `text` wherever a requester may write."""
    who = Contact(
        name=text, rank=text, badge=text, email=f"{text}@springfieldpd.example", phone=text
    )
    wanted = tuple(
        sought(f"D{n}", f"{n} {text}", start=START + n * timedelta(seconds=1), end=END)
        for n in range(1, devices + 1)
    )
    papers = tuple(
        Attachment(key=f"F{n}", name=text, type="application/pdf", size=9)
        for n in range(1, devices + 1)
    )
    made = request(officer=who, supervisor=who, incident_number=text, zone=text, data_sought=wanted)
    made = replace(made, attachments=papers)
    assert made.emergency is not None
    emergency = replace(made.emergency, person_at_risk=text, narrative=text)
    return replace(made, agency=replace(made.agency, name=text), emergency=emergency)


def hostile_dossier(text: str, count: int) -> Dossier:
    """A case in which everybody wrote `text`, with `count` of everything."""
    wanted = hostile_request(text, max(count, 1))
    keys = [f"a{n}" for n in range(1, count + 1)]
    found = tuple(
        AdHocNumber(key=k, found_by=BEN, confirmed_by=ANA if n % 2 else None)
        for n, k in enumerate(keys)
    )
    people = tuple(Owner(alias=f"O{n}", role=OwnerRole.SHARED, name=text) for n in range(count))
    held = tuple(KnownOwner(alias=o.alias, role=o.role, flags=o.flags, device="D1") for o in people)
    window = Window(alias="D1", category=wanted.data_sought[0].categories[0], start=START, end=END)
    items = tuple(Item(line=1, window=window, size=9, sha256="a" * 64, name=text) for _ in people)
    case = approved(wanted, numbers=found, steps=(CALLED,), owners=held)
    opened = Opened(request=wanted, code="739104", numbers=dict.fromkeys(keys, text))
    return dossier(
        case,
        opened=opened,
        agency=listed(name=text, numbers=numbered(count, text)),
        names={BEN: text},
        owners=people,
        items=items,
    )


def forms(of: Dossier) -> dict[str, Payload]:
    """Every form of a case."""
    line = ItemLine(line=1, start=START, end=END, size=1, sha256="a" * 64, name="x")
    words = {word: short_forms.view(word, of) for word in short_forms.FORMS}
    return {
        "callback": callback.view(of),
        "no number": callback.view(replace(of, agency=None, case=replace(of.case, numbers=()))),
        "skip": beside.skip_view(of),
        "document": beside.document_view(of, "https://edr.example.com/desk/" + "d" * 43),
        "log": beside.log_view(of, "https://edr.example.com/desk/" + "d" * 43),
        "numbers": numbers.view(of),
        "propose": numbers.propose(of),
        "confirm": numbers.confirm(of, "a1"),
        "ask": ask.view(of),
        "recuse": recuse.view(of),
        "who": new_request.who(),
        "emergency": new_request.emergency(of),
        "sought": new_request.sought(of),
        "amend": amend.view(of),
        "owners": owners.view(of, "D1"),
        "release": release.check(of, [line] * 30),
        "handover": release.confirm(of),
        "authorize": store.authorize(of),
        "take over": store.take_over(at_store(of)),
        **words,
    }


FORMS = sorted(forms(dossier()))


def fit(of: Dossier) -> None:
    """Check every form by our own guard and by the pretend workspace's rules."""
    for view in forms(of).values():
        assert accepted_view(view, "modal")
        if view["callback_id"] != new_request.WHO:
            assert checked(view, "modal")


@pytest.mark.parametrize("count", [0, 1, 3, 120])
@pytest.mark.parametrize("text", EXTREMES)
def test_no_extreme_can_break_a_form(text: str, count: int) -> None:
    """The worst of texts in every field, none or many of everything: Slack takes each form."""
    fit(hostile_dossier(text, count))


@settings(max_examples=25, deadline=None)
@given(hostile, st.integers(0, 9))
def test_no_request_can_break_a_form(text: str, count: int) -> None:
    """Whatever anybody wrote, each form is one that Slack takes."""
    fit(hostile_dossier(text, count))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_carries_identifiers_only(name: str) -> None:
    """Metadata, block ids, action ids and values hold no word of the request."""
    view = forms(replace(dossier(), reader=CUS))[name]
    carried = [view["private_metadata"], view["callback_id"]]
    for block in view["blocks"]:
        carried.append(str(block.get("block_id")))
        places = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in filter(None, places):
            carried += [str(element.get("action_id")), str(element.get("value"))]
            carried += [o["value"] for o in element.get("options", [])]
    assert not any(secret in text for text in carried for secret in SECRETS)
    assert set(json.loads(view["private_metadata"])) <= {"c", "v", "d", "n"}


def test_forms_are_short() -> None:
    """As many inputs as agreed with those who fill them in: 6 for a call, 3 to ask, 2 to recuse."""
    counts = {
        name: sum(b["type"] == "input" for b in view["blocks"])
        for name, view in forms(dossier(approved())).items()
    }
    agreed = {"callback": 6, "ask": 3, "recuse": 2, "release": 6, "handover": 2}
    steps = {"who": 6, "emergency": 6, "sought": 6, "owners": 7}
    assert {name: counts[name] for name in agreed | steps} == agreed | steps
    assert max(counts.values()) <= 12


@given(hostile)
def test_any_search_for_an_agency_is_answered_within_limits(typed: str) -> None:
    """At most 100 options, each within Slack's lengths."""
    found = [listed(key=f"k{n}", name=f"{n} {typed}") for n in range(200)]
    options = new_request.agencies(typed, found)["options"]
    assert len(options) <= 100
    assert all(1 <= len(o["text"]["text"]) <= 75 and len(o["value"]) <= 150 for o in options)
