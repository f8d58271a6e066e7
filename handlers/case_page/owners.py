"""Telling the owners: what is owed, each attempt, what held it back, and the proof of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.events import consenting, reaching, restricting
from bot.domain.events.authorizing import ManifestRecorded
from bot.domain.notice import NoticeOwed
from bot.domain.restriction import Restriction, RestrictionKind, RestrictionStatus, held
from handlers.blocks.channel_words import channels_in_words, stands
from handlers.blocks.restriction_words import COVERING, GROUNDS, KINDS
from handlers.blocks.text import utc
from handlers.blocks.words import OWNER_ROLES
from handlers.case_page.reading import Entry, Reading
from handlers.case_page.steps import Step, steps, steps_of

STATUSES = {
    RestrictionStatus.PROPOSED: "proposed only, so it holds nothing",
    RestrictionStatus.REFUSED: "refused, so it never held anything",
    RestrictionStatus.IN_FORCE: "in force",
    RestrictionStatus.RENEWED: "renewed by another",
    RestrictionStatus.LAPSED: "over: its day came",
    RestrictionStatus.LIFTED: "ended early, by two people",
}
_OF_NOTICE = (
    ev.NoticeIsOwed,
    ev.NoticeDueSet,
    ev.NoticeLifted,
    ev.NoticeAttempted,
    ev.NoticeAttemptEnded,
    ev.NoticeUndelivered,
    ev.NoticeReaddressed,
    ev.NoticeEndProposed,
    ev.NoticeToldOtherwise,
    ev.NoticeUnreachable,
    ev.SafetyAnswered,
    reaching.ChannelsChosen,
    reaching.NoticeArrived,
    reaching.NoticeCameBack,
    reaching.LetterWaits,
    reaching.LetterTaken,
    reaching.LetterPosted,
)
"""Entries that name one owner and say how telling them went."""
_CONSENTING = (
    consenting.InvolvementAnswered,
    consenting.ConsentAsked,
    consenting.ConsentMissed,
    consenting.ConsentAnswered,
    consenting.OwnerConsented,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One account holder and their notice; `name` and `contact` are empty where not opened."""

    alias: str
    role: str
    name: str
    stands: str
    owed: str
    due: str
    channels: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One restriction of the notice: its kind, its ground, who, since when, and how it ended."""

    number: int
    whom: str
    kind: str
    ground: str
    people: str
    since: str
    until: str
    status: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How the owners were told. `proof` is the entry that a notice names."""

    duty: str
    holders: tuple[Holder, ...]
    holds: tuple[Hold, ...]
    consent: tuple[Step, ...]
    proof: Entry | None


def telling(reading: Reading) -> Telling:
    """Return the notices and what was in their way."""
    from_release = reading.of(ev.ReleaseCleared, ManifestRecorded)
    case = reading.dossier.case
    return Telling(
        duty=reading.dossier.standard.notice_provision,
        holders=tuple(_holder(notice, reading) for notice in case.notices),
        holds=tuple(_hold(one, reading) for one in case.restrictions),
        consent=steps_of(reading, *_CONSENTING),
        proof=from_release[-1][0] if from_release and case.released_at is not None else None,
    )


def _holder(notice: NoticeOwed, reading: Reading) -> Holder:
    case = reading.dossier.case
    known = [o for _, e in reading.of(ev.OwnersRecorded) for o in e.owners]
    owner = next((o for o in reversed(known) if o.alias == notice.owner), None)
    roles = {o.alias: OWNER_ROLES[o.role] for o in case.owners}
    about = (e for e, f in reading.of(*_OF_NOTICE) if f.owner == notice.owner)
    return Holder(
        alias=notice.owner,
        role=roles.get(notice.owner, "account holder"),
        name=(owner.name or "") if owner is not None else "",
        stands=notice_stands(notice, reading),
        owed=utc(notice.owed_at),
        due=utc(notice.due),
        channels=channels_in_words(notice.channels),
        steps=steps(about, reading),
    )


def notice_stands(notice: NoticeOwed, reading: Reading) -> str:
    """Return where a notice stands; what holds it back comes before what is planned."""
    case, now = reading.dossier.case, reading.dossier.now
    hold = held(case, notice.owner, now) if notice.open else None
    if hold is None:
        return stands(notice)
    if hold.kind is RestrictionKind.STATUTORY_SILENCE:
        return "not told by us: the law forbids it, and the authority that ordered it informs them"
    until = f" until {utc(hold.until)}" if hold.until and hold.ends_by_itself else ""
    return f"not told yet, held back{until} ({KINDS[hold.kind]}: {GROUNDS[hold.ground]})"


def _hold(hold: Restriction, reading: Reading) -> Hold:
    agreed = f", agreed by {reading.who(hold.agreed_by)}" if hold.agreed_by else ""
    by_law = hold.by == "system"
    people = "Imposed by the law" if by_law else f"Proposed by {reading.who(hold.by)}{agreed}"
    ended = f"; ended {utc(hold.ended_at)}" if hold.ended_at is not None else ""
    return Hold(
        number=hold.number,
        whom=hold.owner or "every owner",
        kind=KINDS[hold.kind],
        ground=GROUNDS[hold.ground],
        people=people,
        since=utc(hold.since) if hold.since is not None else "never",
        until=utc(hold.until) if hold.until is not None else "no day of its own",
        status=STATUSES[hold.status] + ended,
        said=tuple(_said(hold, reading)),
    )


def _said(hold: Restriction, reading: Reading) -> Iterator[str]:
    """Yield what stands of a hold in its entries: court, order, provision, reasons."""
    if hold.provision:
        yield f"Provision: {hold.provision}."
    if hold.covers is not None:
        yield f"Whether it covers this release: {COVERING[hold.covers]}."
    for entry, event in reading.of(*_WITH_REASONS):
        if event.number != hold.number:
            continue
        if isinstance(event, restricting.RestrictionProposed):
            if event.issuer:
                yield f"Issued by: {event.issuer}."
            if event.docket:
                yield f"Number of the order: {event.docket}."
        if event.why:
            yield f"{reading.who(entry.actor)}: {event.why}"


_WITH_REASONS = (
    restricting.RestrictionProposed,
    restricting.RestrictionAgreed,
    restricting.RestrictionRefused,
    restricting.LiftProposed,
    restricting.LiftRefused,
    restricting.RestrictionLifted,
)
