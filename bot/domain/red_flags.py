"""The rules that raise red flags: small, pure, each over the request and what is known around it.

A request that is not complete yet, one taken down by telephone or found in free text, is not
flagged for what nobody has asked yet; the rules run again once it is complete.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.flag import Sign
from bot.domain.free_mail import FREE_MAIL
from bot.domain.likeness import domain_of, inside
from bot.domain.request import Category, Contact, Request
from bot.domain.wishes import wants_delivery_elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the traces of other cases say of a request, looked up when it came or was changed.

    `lookalike`: the officer's domain looks like one of the directory's, and is none of them.
    """

    officer_seen: bool = False
    lookalike: bool = False
    text_reused: bool = False
    same_target: bool = False
    burst: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the rules may look at beside the request.

    `domains` and `numbers`: of the agency, as the directory has them. `hurried`: little time was
    left when it came, out of office hours. `mail_authentic`: None where no mail was checked.
    """

    history: History = field(default_factory=History)
    standing: str = ""
    domains: tuple[str, ...] = ()
    numbers: int = 0
    first_seen: bool = True
    hurried: bool = False
    mail_authentic: bool | None = None
    resisted: bool = False
    target_staff: bool = False


LONG_WINDOW: Final = timedelta(days=2)
"""An emergency's data is hours; more than two days of it look like an investigation."""
HURRY: Final = timedelta(minutes=45)
"""A deadline this near, out of hours, is how people are pressed."""
_WORKDAYS: Final = 5
_OFFICE_HOURS: Final = range(7, 19)
_US_LAW: Final = re.compile(
    r"\b(2702|2703|usc|18\s*u\.?\s*s\.?\s*c|ecpa|stored communications|1546)", re.IGNORECASE
)
_FOREIGN_LAW: Final = re.compile(
    r"pipeda|\b(ipa|investigatory powers)\b|2023/1543|\bepoc\b|tddd?g|\bttdsg\b"
    r"|telecommunications act",
    re.IGNORECASE,
)
_DETAIL: Final = re.compile(r"\d|[^\W\d_]{3,}\s+(street|road|avenue|calle|avenida)", re.IGNORECASE)
_PRESSING: Final = re.compile(
    r"urgent|immediate|asap|right away|life[- ]threatening|life or death|urgente|inmediat",
    re.IGNORECASE,
)
_FEW_WORDS: Final = 25

Rule = Callable[[Request, Signals], Iterable[Sign]]


def raised(request: Request, signals: Signals) -> tuple[Sign, ...]:
    """Return every sign that the rules see, each once, in the order of `Sign`."""
    seen = {sign for rule in RULES for sign in rule(request, signals)}
    return tuple(sign for sign in Sign if sign in seen)


def texts_of(request: Request) -> tuple[str, ...]:
    """Return the free texts in which an officer says what happened."""
    emergency = request.emergency
    told = (emergency.narrative, emergency.how_data_helps) if emergency is not None else ()
    return tuple(text for text in (*told, request.message) if text)


def _sender(request: Request, signals: Signals) -> Iterator[Sign]:
    domain = domain_of(request.officer.email)
    if not domain or inside(domain, signals.domains):
        return
    if domain in FREE_MAIL:
        yield Sign.FREE_MAIL
    elif signals.history.lookalike:
        yield Sign.LOOKALIKE_DOMAIN
    elif signals.domains:
        yield Sign.SENDER_MISMATCH


def _mail(_request: Request, signals: Signals) -> Iterator[Sign]:
    if signals.mail_authentic is False:
        yield Sign.MAIL_NOT_AUTHENTIC


def _agency(request: Request, signals: Signals) -> Iterator[Sign]:
    of_standing = {
        "compromised": Sign.AGENCY_COMPROMISED,
        "blocked": Sign.AGENCY_BLOCKED,
        "watch": Sign.AGENCY_ON_WATCH,
    }
    if signals.standing in of_standing:
        yield of_standing[signals.standing]
    if signals.first_seen:
        yield Sign.AGENCY_FIRST_SEEN
    if request.officer.email and not signals.history.officer_seen:
        yield Sign.OFFICER_FIRST_SEEN


def _call(_request: Request, signals: Signals) -> Iterator[Sign]:
    if not signals.numbers:
        yield Sign.PHONE_NOT_LISTED
    if signals.resisted:
        yield Sign.CALLBACK_RESISTED


def _supervisor(request: Request, _signals: Signals) -> Iterator[Sign]:
    supervisor = request.supervisor or Contact()
    if not request.complete:
        return
    if not (supervisor.name or "").strip():
        yield Sign.SUPERVISOR_MISSING
    elif _same(supervisor.phone, request.officer.phone, digits_of) or _same(
        supervisor.email, request.officer.email, str.casefold
    ):
        yield Sign.SUPERVISOR_SAME_PHONE


def digits_of(number: str) -> str:
    """Return a number's digits, extension included: an extension is another telephone."""
    return re.sub(r"\D", "", number)


def _same(one: str | None, other: str | None, read: Callable[[str], str]) -> bool:
    return bool(one and other and read(one.strip()) and read(one.strip()) == read(other.strip()))


def _substance(request: Request, signals: Signals) -> Iterator[Sign]:
    if signals.history.text_reused:
        yield Sign.TEXT_REUSED
    if request.emergency is None or not request.complete:
        return
    # What rules found in a text has nobody's label: the text may name the person all the same.
    stated = not request.unconfirmed
    if stated and not (request.emergency.person_at_risk or "").strip():
        yield Sign.NO_PERSON
    if not (request.incident_number or "").strip():
        yield Sign.NO_INCIDENT_NUMBER
    told = request.emergency.narrative or ""
    vague = len(told.split()) < _FEW_WORDS and not _DETAIL.search(told)
    if vague and _PRESSING.search(told):
        yield Sign.GENERIC_URGENCY


def _fit(request: Request, _signals: Signals) -> Iterator[Sign]:
    if any(sought.length > LONG_WINDOW for sought in request.data_sought):
        yield Sign.LONG_WINDOW
    if any(Category.BILLING in sought.categories for sought in request.data_sought):
        yield Sign.BILLING_DATA


def _law(request: Request, _signals: Signals) -> Iterator[Sign]:
    cited, american = request.legal_basis or "", request.agency.country == "US"
    if (_FOREIGN_LAW if american else _US_LAW).search(cited):
        yield Sign.WRONG_LAW


def _repeated(_request: Request, signals: Signals) -> Iterator[Sign]:
    if signals.history.same_target:
        yield Sign.SAME_TARGET
    if signals.history.burst:
        yield Sign.BURST
    if signals.target_staff:
        yield Sign.TARGET_STAFF


def hurried(request: Request, zone: str, now: datetime) -> bool:
    """Whether little time is left at `now`, outside of office hours in the agency's zone."""
    if request.deadline is None or request.deadline - now >= HURRY:
        return False
    local = now.astimezone(ZoneInfo(zone))
    return local.weekday() >= _WORKDAYS or local.hour not in _OFFICE_HOURS


def _hours(_request: Request, signals: Signals) -> Iterator[Sign]:
    if signals.hurried:
        yield Sign.OUT_OF_HOURS


def _delivery(request: Request, signals: Signals) -> Iterator[Sign]:
    own = tuple(filter(None, (*signals.domains, domain_of(request.officer.email))))
    if any(wants_delivery_elsewhere(text, own) for text in texts_of(request)):
        yield Sign.OTHER_DELIVERY


RULES: Final[tuple[Rule, ...]] = (
    _sender,
    _mail,
    _agency,
    _call,
    _supervisor,
    _substance,
    _fit,
    _law,
    _repeated,
    _hours,
    _delivery,
)
