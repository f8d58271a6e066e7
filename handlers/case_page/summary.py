"""The first page: what this is, who asked for what, what was decided, given and told."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.case import UNDECIDED
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.events.consenting import OwnerConsented
from bot.domain.events.defrauding import FraudFound, OutcomeRecorded
from bot.domain.events.erasing import CaseErased
from bot.domain.events.ordering import OrderStands
from bot.domain.events.reaching import LetterPosted, NoticeCameBack
from bot.domain.events.recalling import RecallOrdered
from bot.domain.events.restricting import RestrictionAgreed, RestrictionImposed
from bot.domain.notice import AttemptOutcome
from bot.domain.request import Request
from bot.domain.scope import duration, merged
from handlers.blocks.card_state import short_state
from handlers.blocks.text import utc
from handlers.blocks.times import lasting, span
from handlers.blocks.words import CATEGORIES, HARMS, NATURES, REASONS, counted, listed
from handlers.blocks.words import KINDS as AGENCIES
from handlers.case_page.clocks import ClockRow, tally
from handlers.case_page.owners import notice_stands
from handlers.case_page.reading import Entry, Reading
from handlers.case_page.steps import Step, steps

MILESTONES = (
    ev.CaseOpened,
    ev.RequestAmended,
    ev.DeterminationFiled,
    ev.CaseEscalated,
    ev.CaseApproved,
    ev.ApprovalWithdrawn,
    ev.CaseRefused,
    ev.CaseStopped,
    ev.CaseStoppedForAgency,
    ev.CaseLapsed,
    ev.CaseWithdrawn,
    ev.EmergencyEnded,
    ev.HandedOver,
    ManifestRecorded,
    ev.CaseClosed,
    ev.NoticeToldOtherwise,
    ev.NoticeUnreachable,
    ev.FollowUpMissed,
    ev.ProcessAccepted,
    LetterPosted,
    NoticeCameBack,
    FraudFound,
    RecallOrdered,
    OutcomeRecorded,
    OwnerConsented,
    OrderStands,
    RestrictionAgreed,
    RestrictionImposed,
    CaseErased,
)
"""Entries that tell a case in short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a reader wants to know first, in one or more lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The first page."""

    state: str
    facts: tuple[Fact, ...]
    milestones: tuple[Step, ...]


def summary(reading: Reading, clocks: tuple[ClockRow, ...]) -> Summary:
    """Return the case in short; every line follows from entries that stand below it."""
    case = reading.dossier.case
    told = (
        ("Where it stands", [short_state(case)]),
        ("Who asked", list(_asker(reading))),
        ("The emergency, as the agency says", list(_emergency(reading))),
        ("What was asked for", list(_asked(reading))),
        ("What was decided", list(_decided(reading))),
        ("What was given", list(_given(reading))),
        ("Whether the owner was told", list(_told(reading))),
        ("Time limits", [tally(clocks)]),
    )
    told_of = steps(filter(_milestone, reading.entries), reading)
    return Summary(
        state=short_state(case),
        facts=tuple(Fact(name=name, lines=tuple(lines)) for name, lines in told if lines),
        milestones=told_of,
    )


def _milestone(entry: Entry) -> bool:
    event = entry.event
    if isinstance(event, ev.NoticeAttemptEnded):
        return event.outcome is AttemptOutcome.SENT
    return isinstance(event, MILESTONES)


def latest_request(reading: Reading) -> Request:
    """Return the request as it stands last. Raises IndexError where the opening is not shown."""
    kinds = (ev.CaseOpened, ev.RequestCompleted, ev.RequestAmended)
    request: Request = reading.of(*kinds)[-1][1].request
    return request


def _asker(reading: Reading) -> Iterator[str]:
    agency, case = latest_request(reading).agency, reading.dossier.case
    where = ", ".join(part for part in (agency.state, agency.country) if part)
    listed_ = "in our directory" if case.agency_listed else "not in our directory"
    yield f"{agency.name} ({AGENCIES[agency.kind]}, {where}), {listed_}."
    level, wanted = reading.dossier.level, reading.dossier.level_needed
    said = "verified" if level >= wanted else "not verified"
    yield f"Identity: level {level} of 3, where level {wanted} was needed: {said}."


def _emergency(reading: Reading) -> Iterator[str]:
    emergency = latest_request(reading).emergency
    if emergency is None:
        yield "Not described so that anybody could decide on it."
        return
    harm = " and ".join(HARMS[h] for h in sorted(emergency.harm))
    yield NATURES[emergency.nature] + (f"; danger of {harm}." if harm else ".")


def _asked(reading: Reading) -> Iterator[str]:
    case = reading.dossier.case
    for sought in case.sought:
        kinds = listed(CATEGORIES[c] for c in sought.categories)
        length = lasting(sought.end - sought.start)
        when = span(sought.start, sought.end, reading.zone)
        yield f"{sought.alias}: {kinds}, {length}; {when}."
    if case.version > 1:
        yield f"This is version {case.version} of the request; what changed stands below."


def _decided(reading: Reading) -> Iterator[str]:
    case = reading.dossier.case
    approved = reading.of(ev.CaseApproved)
    refused = reading.of(ev.CaseRefused)
    filed = reading.of(ev.DeterminationFiled)
    if approved:
        entry, event = approved[-1]
        who = " and ".join(reading.who(ref) for ref in event.pair)
        what = "part of what was asked" if event.narrowed else "all that was asked"
        yield f"{who} each decided alone, and both allowed {what}: {utc(entry.at)}."
        if case.approval is None and case.released_at is None:
            yield "That approval did not last: see what followed it."
    elif refused:
        entry, event = refused[-1]
        people = counted(len(filed), "determination")
        yield f"Refused: {REASONS[event.reason]}; {utc(entry.at)}, after {people}."
    else:
        yield "Not decided yet." if case.state in UNDECIDED else "Nothing was allowed."


def _given(reading: Reading) -> Iterator[str]:
    case = reading.dossier.case
    given = reading.of(ev.ReleaseCleared, ManifestRecorded)
    if case.released_at is None or not given:
        yield "Nothing."
        return
    items = given[-1][1].items
    length = lasting(duration(merged(i.window for i in items)))
    kinds = listed(dict.fromkeys(CATEGORIES[i.window.category] for i in items))
    yield f"{counted(len(items), 'file')}: {kinds}, {length} in all, on {utc(case.released_at)}."


def _told(reading: Reading) -> Iterator[str]:
    case = reading.dossier.case
    for notice in case.notices:
        yield f"{notice.owner}: {notice_stands(notice, reading)}."
    if not case.notices:
        yield "No notice is owed: nothing of anybody's was given."
