"""From the forms of a request taken down here, and of its changes, to requests and commands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.domain.canonical import canonical
from bot.domain.commands import AmendRequest
from bot.domain.decision import ListedAgency
from bot.domain.request import (
    Agency,
    AgencyKind,
    Category,
    DataSought,
    Emergency,
    Harm,
    Nature,
    NoWarrant,
    Ongoing,
    Request,
)
from handlers.blocks.amend import supervisor
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.difference import changed
from handlers.blocks.local_times import window
from handlers.blocks.new_request import NOT_LISTED
from handlers.intake.aliases import same
from handlers.intake.spoken_names import contact
from handlers.intake.typed_scope import LineError, devices, sought, windows

CHANNELS: Final = frozenset({"phone", "fax", "person"})
UNKNOWN_COUNTRY: Final = "ZZ"
"""ISO 3166-1 keeps this code for users; here it says that the country was not asked."""
AHEAD: Final = timedelta(minutes=1)
"""How far a picked minute may lie ahead of our clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """Step 1 as read: by which channel, what is known so far, and what exactly was typed."""

    channel: str
    request: Request
    original: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The changed request, and what the agency answered."""

    request: Request
    answer: str | None = None


def agency_key(answers: Answers) -> str | None:
    """Return the directory key of the agency chosen; None when it is not listed."""
    chosen = answers.one("agency")
    return None if chosen is None or chosen.startswith(NOT_LISTED) else chosen


def who(answers: Answers, listed: ListedAgency | None, zone: str) -> NewCase | FieldErrors:
    """Read step 1. `listed` is the directory's entry for `agency_key`.

    `zone` is used where the directory knows none: that of the person who takes the call.
    """
    agency = _agency(answers.one("agency"), listed)
    officer = answers.needed("officer", "Type the officer's name at least.")
    phone = answers.needed("phone", "Type the number they gave, or “none”.")
    supervisor, channel = answers.text("supervisor"), answers.one("channel")
    if agency is None:
        answers.fault("agency", "Choose an agency from the list, or one of the “not listed”.")
    if channel not in CHANNELS:
        answers.fault("channel", "Say how the request came.")
    if answers.faults or agency is None or channel is None:
        return answers.errors
    request = Request(
        agency=agency,
        officer=contact(officer, phone),
        supervisor=contact(supervisor) if supervisor else None,
        incident_number=answers.text("incident"),
        zone=listed.zone if listed is not None else zone,
    )
    names = ("agency", "officer", "phone", "supervisor", "incident", "channel")
    typed = {name: answers.text(name) or answers.one(name) for name in names}
    return NewCase(channel=channel, request=request, original=canonical({**typed}))


def _agency(chosen: str | None, listed: ListedAgency | None) -> Agency | None:
    if listed is not None and chosen == listed.key:
        return Agency(
            name=listed.name, kind=listed.kind, country=listed.country, state=listed.state
        )
    kind, _, name = (chosen or "").removeprefix(NOT_LISTED).partition(":")
    if not (chosen or "").startswith(NOT_LISTED) or kind not in set(AgencyKind) or not name:
        return None
    country = UNKNOWN_COUNTRY if kind == AgencyKind.FOREIGN else "US"
    return Agency(name=name, kind=AgencyKind(kind), country=country)


def emergency(answers: Answers, current: Request, now: datetime) -> Request | FieldErrors:
    """Read step 2 into the request; "still going on" is confirmed as of `now` (UTC)."""
    nature, ongoing = answers.word("nature", Nature), answers.word("ongoing", Ongoing)
    warrant = answers.word("warrant", NoWarrant)
    person = answers.needed("person", "Say who is in danger: a name or a description.")
    story = answers.needed("story", "Say what happened, when, and how they know.")
    if nature is None:
        answers.fault("nature", "Choose the kind of emergency.")
    if ongoing is None:
        answers.fault("ongoing", "Ask whether it still goes on.")
    if warrant is None:
        answers.fault("warrant", "Ask why there is no warrant.")
    if answers.faults or nature is None or ongoing is None:
        return answers.errors
    harm = frozenset(Harm(h) for h in answers.many("harm") if h in set(Harm))
    facts = Emergency(
        nature=nature,
        harm=harm,
        person_at_risk=person,
        narrative=story,
        last_confirmed_at=now if ongoing is Ongoing.YES else None,
        ongoing=ongoing,
        why_no_warrant=warrant,
    )
    return replace(current, emergency=facts, unconfirmed=_without(current, "emergency"))


def asked_for(
    answers: Answers, current: Request, earlier: tuple[DataSought, ...], zone: tzinfo
) -> Request | FieldErrors:
    """Read step 3 into the request; `earlier` holds the devices of all versions so far."""
    found = _fields(answers, current.data_sought, earlier, zone)
    if found is None:
        return answers.errors
    attested = "yes" in answers.many("attested")
    return replace(
        current,
        data_sought=found,
        attested=current.attested or attested,
        unconfirmed=_without(current, "data_sought"),
    )


def _without(request: Request, part: str) -> tuple[str, ...]:
    """What is still unconfirmed once a person has stated a part of the request."""
    return tuple(name for name in request.unconfirmed if name.partition(".")[0] != part)


def amended(
    answers: Answers,
    current: Request,
    earlier: tuple[DataSought, ...],
    zone: tzinfo,
    now: datetime,
) -> Amended | FieldErrors:
    """Read the amend form; what it does not show, or nobody touched, stays as it is."""
    found: tuple[DataSought, ...] | None = current.data_sought
    if "devices" in answers.places:
        found = _fields(answers, current.data_sought, earlier, zone)
    elif "windows" in answers.places:
        found = _lines(answers, current.data_sought, earlier, zone)
    facts = _confirmed(answers, current.emergency, now)
    if answers.faults or found is None:
        return answers.errors
    named = _named(answers, current)
    sure = named.unconfirmed if found == current.data_sought else _without(named, "data_sought")
    request = replace(named, data_sought=found, emergency=facts, unconfirmed=sure)
    return Amended(request=request, answer=answers.text("answer"))


def _named(answers: Answers, current: Request) -> Request:
    """Read the incident number and the supervisor; the number is not shown, so empty is as before.

    What somebody typed is no longer merely found in a mail's text.
    """
    number, line = answers.text("incident"), answers.text("supervisor")
    if number is not None and number != current.incident_number:
        sure = _without(current, "incident_number")
        current = replace(current, incident_number=number, unconfirmed=sure)
    if "supervisor" in answers.places and line != supervisor(current):
        found, sure = contact(line) if line else None, _without(current, "supervisor")
        current = replace(current, supervisor=found, unconfirmed=sure)
    return current


def amendment(version: int, old: Request, new: Amended, mark: str) -> AmendRequest:
    """Return the command; `mark` is the keyed digest of the new request, `version` the old one."""
    return AmendRequest(
        base=version,
        request=new.request,
        mark=mark,
        changed=changed(old, new.request),
        answer=new.answer,
    )


def _fields(
    answers: Answers, old: tuple[DataSought, ...], earlier: tuple[DataSought, ...], zone: tzinfo
) -> tuple[DataSought, ...] | None:
    """Read devices, categories and one window; None with the faults noted."""
    given = devices(answers.needed("devices", "Name at least one device."))
    ticked = answers.many("categories")
    day, start, end = answers.day("day"), answers.time("from"), answers.time("to")
    if isinstance(given, LineError):
        answers.fault("devices", str(given))
    if not ticked:
        answers.fault("categories", "Tick what they ask for.")
    for name, value in (("day", day), ("from", start), ("to", end)):
        if value is None:
            answers.fault(name, "Pick one.")
    if start is not None and start == end:
        answers.fault("to", "The end is the same as the start.")
    if answers.faults or day is None or start is None or end is None:
        return None
    asked = tuple(c for c in Category if c.value in ticked)
    whole = window(day, start, end, zone)
    made = sought(given if isinstance(given, tuple) else (), asked, whole, (*earlier, *old))
    return _as_before(made, old)


def _lines(
    answers: Answers, old: tuple[DataSought, ...], earlier: tuple[DataSought, ...], zone: tzinfo
) -> tuple[DataSought, ...] | None:
    found = windows(answers.needed("windows", "Leave at least one line."), zone, (*earlier, *old))
    if isinstance(found, LineError):
        answers.fault("windows", str(found))
        return None
    return None if answers.faults else _as_before(found, old)


def _as_before(new: tuple[DataSought, ...], old: tuple[DataSought, ...]) -> tuple[DataSought, ...]:
    """Keep the old writing of whatever did not change, so that equal requests compare equal."""
    before: Mapping[object, DataSought] = {_sense(s): s for s in old}
    return tuple(before.get(_sense(s), s) for s in new)


def _sense(one: DataSought) -> tuple[object, ...]:
    return one.alias, same(one.device), frozenset(one.categories), one.start, one.end


def _confirmed(answers: Answers, old: Emergency | None, now: datetime) -> Emergency | None:
    if old is None or "confirmed" not in answers.places:
        return old
    before, picked = old.last_confirmed_at, answers.moment("confirmed")
    untouched = before is not None and picked == before.replace(microsecond=0)
    if picked is not None and not untouched and picked > now + AHEAD:
        answers.fault("confirmed", "That is still to come. Pick when it was confirmed.")
    ongoing = answers.word("ongoing", Ongoing) or old.ongoing
    return replace(old, ongoing=ongoing, last_confirmed_at=before if untouched else picked)
