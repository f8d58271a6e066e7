"""The rules of red flags, one by one: what raises each, and what is near it and does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.flag import BY_HAND, OF_THE_DIRECTORY, SENIOR, Sign, Weight, weight_of
from bot.domain.flag_words import REASONS
from bot.domain.free_mail import FREE_MAIL
from bot.domain.red_flags import RULES, History, Signals, hurried, raised
from bot.domain.request import Agency, AgencyKind, Category, Contact, Request
from tests import factories as make
from tests.factories import AGENCY

KNOWN = Signals(
    history=History(officer_seen=True),
    standing="verified",
    domains=AGENCY.domains,
    numbers=2,
    first_seen=False,
    mail_authentic=True,
)
CHIEF = Contact(name="L. Chen", rank="Lt", email="lchen@springfieldpd.example", phone="+1 5550111")
TOLD = "A neighbour saw a man pull the girl into a white van at 14 Elm Street. It went north."


def wanted(**changes: object) -> Request:
    """A request about which there is nothing to notice."""
    usual = make.request(supervisor=CHIEF, legal_basis="18 U.S.C. 2702(b)(8)")
    assert usual.emergency is not None
    return replace(usual, emergency=replace(usual.emergency, narrative=TOLD), **changes)


def officer(email: str | None = None, phone: str = "+1 555 010 4417") -> Contact:
    """The officer, with another mailbox or number."""
    return Contact(name="R. Alvarez", email=email or make.OFFICER_MAIL, phone=phone)


def told(narrative: str) -> Request:
    """The usual request with another story."""
    usual = wanted()
    assert usual.emergency is not None
    return replace(usual, emergency=replace(usual.emergency, narrative=narrative))


def about(**changes: object) -> Request:
    """The usual request with another emergency."""
    usual = wanted()
    assert usual.emergency is not None
    return replace(usual, emergency=replace(usual.emergency, **changes))


def seen(**changes: object) -> Signals:
    """What is known around the usual request, but for some of it."""
    return replace(KNOWN, **changes)


def of_old(**changes: object) -> Signals:
    """What the traces say, but for some of it."""
    return replace(KNOWN, history=replace(KNOWN.history, **changes))


NORWAY = Agency(name="Politi", kind=AgencyKind.FOREIGN, country="NO")
BILLED = make.sought(categories=(Category.VIDEO, Category.BILLING))
WEEKS = make.sought(start=make.AT - timedelta(days=9))

RAISED: dict[str, tuple[Request, Signals, Sign]] = {
    "another domain": (wanted(officer=officer("a@shelbypd.example")), KNOWN, Sign.SENDER_MISMATCH),
    "a look-alike": (
        wanted(officer=officer("a@springfie1dpd.example")),
        of_old(lookalike=True),
        Sign.LOOKALIKE_DOMAIN,
    ),
    "free mail": (wanted(officer=officer("sgt.a@GMAIL.com")), KNOWN, Sign.FREE_MAIL),
    "mail fails": (wanted(), seen(mail_authentic=False), Sign.MAIL_NOT_AUTHENTIC),
    "compromised": (wanted(), seen(standing="compromised"), Sign.AGENCY_COMPROMISED),
    "blocked": (wanted(), seen(standing="blocked"), Sign.AGENCY_BLOCKED),
    "watched": (wanted(), seen(standing="watch"), Sign.AGENCY_ON_WATCH),
    "agency new": (wanted(), seen(first_seen=True), Sign.AGENCY_FIRST_SEEN),
    "officer new": (wanted(), of_old(officer_seen=False), Sign.OFFICER_FIRST_SEEN),
    "no number": (wanted(), seen(numbers=0), Sign.PHONE_NOT_LISTED),
    "resisted": (wanted(), seen(resisted=True), Sign.CALLBACK_RESISTED),
    "no supervisor": (wanted(supervisor=None), KNOWN, Sign.SUPERVISOR_MISSING),
    "nameless supervisor": (wanted(supervisor=Contact(phone="1")), KNOWN, Sign.SUPERVISOR_MISSING),
    "one telephone": (
        wanted(officer=officer(phone="(555) 0111"), supervisor=replace(CHIEF, phone="555-0111")),
        KNOWN,
        Sign.SUPERVISOR_SAME_PHONE,
    ),
    "one mailbox": (
        wanted(supervisor=replace(CHIEF, email=make.OFFICER_MAIL.upper())),
        KNOWN,
        Sign.SUPERVISOR_SAME_PHONE,
    ),
    "only pressing": (told("This is URGENT, a life is at stake!"), KNOWN, Sign.GENERIC_URGENCY),
    "solo prisa": (told("Es muy urgente, respondan ya"), KNOWN, Sign.GENERIC_URGENCY),
    "nobody": (about(person_at_risk=" "), KNOWN, Sign.NO_PERSON),
    "no incident": (wanted(incident_number=None), KNOWN, Sign.NO_INCIDENT_NUMBER),
    "a template": (wanted(), of_old(text_reused=True), Sign.TEXT_REUSED),
    "weeks": (wanted(data_sought=(WEEKS,)), KNOWN, Sign.LONG_WINDOW),
    "billing": (wanted(data_sought=(BILLED,)), KNOWN, Sign.BILLING_DATA),
    "US law abroad": (wanted(agency=NORWAY), KNOWN, Sign.WRONG_LAW),
    "foreign law here": (wanted(legal_basis="PIPEDA 7(3)(e)"), KNOWN, Sign.WRONG_LAW),
    "same target": (wanted(), of_old(same_target=True), Sign.SAME_TARGET),
    "staff": (wanted(), seen(target_staff=True), Sign.TARGET_STAFF),
    "out of hours": (wanted(), seen(hurried=True), Sign.OUT_OF_HOURS),
    "a burst": (wanted(), of_old(burst=True), Sign.BURST),
    "elsewhere": (
        told("Please send the footage to unit7@files.example today."),
        KNOWN,
        Sign.OTHER_DELIVERY,
    ),
}


@pytest.mark.parametrize("name", RAISED)
def test_each_sign_is_seen_and_no_other(name: str) -> None:
    """What each rule looks for raises its own sign alone."""
    request, signals, sign = RAISED[name]
    assert raised(request, signals) == (sign,)


def test_an_ordinary_request_raises_nothing() -> None:
    """A known officer of a verified agency who says what happened is not suspected of anything."""
    assert raised(wanted(), KNOWN) == ()
    assert len(RULES) == len({rule.__name__ for rule in RULES})


def test_every_sign_is_seen_by_a_rule_or_by_a_person() -> None:
    """No sign is only on paper; each has its reason, what it matters for, and its cure."""
    by_rule = {sign for _, _, sign in RAISED.values()}
    assert by_rule | BY_HAND == {*Sign}
    assert {*REASONS} == {*Sign}
    for reason in REASONS.values():
        for sentence in (reason.noticed, reason.matters, reason.cure):
            assert sentence.endswith(".")


def test_the_weights_are_those_of_the_field() -> None:
    """What blocks, what holds, and what only informs; everything else is high."""
    weighing = {w: {s for s in Sign if weight_of(s) is w} for w in Weight}
    assert weighing[Weight.BLOCK] == OF_THE_DIRECTORY | {
        Sign.SENDER_MISMATCH,
        Sign.LOOKALIKE_DOMAIN,
        Sign.FREE_MAIL,
        Sign.OTHER_DELIVERY,
        Sign.BURST,
    }
    assert weighing[Weight.HOLD] == {Sign.MAIL_NOT_AUTHENTIC}
    assert weighing[Weight.MEDIUM] == {
        Sign.AGENCY_FIRST_SEEN,
        Sign.OFFICER_FIRST_SEEN,
        Sign.FAR_FROM_DEVICE,
    }
    assert weighing[Weight.LOW] == {Sign.OUT_OF_HOURS}
    assert weighing[Weight.HIGH] > SENIOR


def test_who_is_not_asked_yet_is_not_suspected() -> None:
    """A request taken down by telephone lacks most fields, and none of that is a sign."""
    spoken = Request(agency=wanted().agency, officer=Contact(name="R. Alvarez"))
    assert raised(spoken, KNOWN) == ()


def test_who_found_nobody_in_a_text_accuses_nobody() -> None:
    """Rules look for a label; the mail may name the person in a sentence. Stated, it is a sign."""
    found = replace(about(person_at_risk=None), unconfirmed=("officer.name", "emergency.nature"))
    assert found.complete
    assert raised(found, KNOWN) == ()
    assert raised(replace(found, unconfirmed=()), KNOWN) == (Sign.NO_PERSON,)


def test_mailboxes_below_the_agencys_domain_are_the_agencys() -> None:
    """A county's mail often comes from a name below the one that the directory has."""
    below = wanted(officer=officer("a@mail.springfieldpd.example"))
    assert raised(below, KNOWN) == ()


def test_where_no_domain_is_known_none_mismatches() -> None:
    """An agency that is in no directory cannot write from another domain than its own."""
    stranger = seen(domains=(), numbers=0, first_seen=True)
    found = raised(wanted(officer=officer("a@shelbypd.example")), stranger)
    assert found == (Sign.PHONE_NOT_LISTED, Sign.AGENCY_FIRST_SEEN)


@pytest.mark.parametrize(
    ("moment", "left", "expected"),
    [
        (datetime(2026, 11, 20, 18, 0, tzinfo=UTC), 10, False),  # Friday, ten in the morning there
        (datetime(2026, 11, 20, 12, 0, tzinfo=UTC), 10, True),  # Friday, four at night
        (datetime(2026, 11, 21, 18, 0, tzinfo=UTC), 10, True),  # Saturday
        (datetime(2026, 11, 21, 18, 0, tzinfo=UTC), 60, False),
    ],
)
def test_hours_are_the_agencys(moment: datetime, left: int, expected: bool) -> None:
    """Only little time together with a night or a weekend in the agency's zone is a hurry."""
    pressed = wanted(deadline=moment + timedelta(minutes=left))
    assert hurried(pressed, AGENCY.zone, moment) is expected
    assert not hurried(wanted(), AGENCY.zone, moment)


def test_no_domain_of_an_agency_is_free_mail() -> None:
    """The list holds providers in lower case, and nothing that belongs to a government."""
    assert {d.lower() for d in FREE_MAIL} == FREE_MAIL
    assert not any(d.endswith((".gov", ".mil", ".gob.mx", ".police.uk")) for d in FREE_MAIL)
