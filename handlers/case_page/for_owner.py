"""The page of one owner: what was given of theirs, what happened, how they were told.

Nothing on it says why, who was in danger or who spoke to whom: what may be read is decided in
bot.domain.owner_view, the same for every owner, and the page draws that and no more.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from bot.domain.events import reaching, telling
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.events.releasing import HandedOver
from bot.domain.notice import AttemptOutcome
from bot.workflow.owner_export import ForOwner, Named
from handlers.blocks.channel_words import CHANNELS
from handlers.blocks.complaint_words import FINDINGS
from handlers.blocks.governing import title
from handlers.blocks.text import utc, visible
from handlers.blocks.times import span
from handlers.blocks.words import CATEGORIES
from handlers.case_page.reading import Entry, Reading

NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "case.opened": "The request came in",
        "determination.filed": "{who} decided, alone",
        "case.approved": "What both had allowed could be given",
        "release.cleared": "{who} held the files against what had been allowed",
        "release.manifest": "{who} wrote down which files were given",
    }
)
"""What is said of an entry that is named and not opened."""
OWN: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        HandedOver: lambda _: "{who} handed over the files",
        telling.NoticeIsOwed: lambda e: (
            f"From here on we owed you a notice, by {utc(e.due)} at the very latest"
        ),
        telling.NoticeAttempted: lambda e: f"We began to tell you by {CHANNELS[e.channel]}",
        telling.NoticeAttemptEnded: lambda e: _TRIED[e.outcome],
        telling.NoticeToldOtherwise: lambda _: "Two people noted that you were told another way",
        reaching.NoticeArrived: lambda e: f"The {CHANNELS[e.channel]} arrived",
        reaching.NoticeCameBack: lambda e: (
            f"The {CHANNELS[e.channel]} came back, so we still had to reach you"
        ),
        reaching.LetterPosted: lambda _: "{who} posted a letter to you",
        ComplaintOpened: lambda _: "You wrote to us",
        ComplaintAnswered: lambda e: f"{{who}} answered you: {FINDINGS[e.finding]}",
    }
)
"""What an owner reads of an entry, where the desk's own words would tell them little."""
_TRIED: Final[Mapping[AttemptOutcome, str]] = MappingProxyType(
    {
        AttemptOutcome.SENT: "The message left us, and its carrier took it",
        AttemptOutcome.TRANSIENT: "It did not go through then",
        AttemptOutcome.PERMANENT: "It could not be delivered",
        AttemptOutcome.UNKNOWN: "It is not known whether it arrived",
    }
)
_DESK: Final = ("case.viewed", "verification.step_recorded", "clock.reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that was given: of which device, what, of which time, its size and SHA-256."""

    device: str
    what: str
    when: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `opened` says whether the entry itself stands in the folder."""

    position: int
    at: datetime
    hash: str
    said: str
    opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A complaint of the owner and its answer, None while nobody has answered."""

    entry: Entry
    text: str
    answered: Entry | None
    finding: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerPage:
    """All of it. `desk` is the plain work before anything was given; `proof` the notice's entry.

    `formal`: it was an order that binds, and not a request.
    """

    agency: str
    law: str
    formal: bool
    given_at: datetime | None
    told_at: datetime
    things: tuple[Thing, ...]
    steps: tuple[Step, ...]
    desk: tuple[Step, ...]
    messages: tuple[Message, ...]
    proof: Named | None


def for_owner(reading: Reading, owner: ForOwner) -> OwnerPage:
    """Return the page of the owner for whom the bundle was made."""
    case = reading.dossier.case
    steps = sorted((*_named(reading, owner), *_shown(reading, owner)), key=lambda s: s.position)
    desk = {e.position for e in reading.entries if e.kind in _DESK}
    proofs = [n for n in owner.named if n.kind in ("release.cleared", "release.manifest")]
    return OwnerPage(
        agency=visible(case.agency.name),
        law=title(reading.dossier, case.standard),
        formal=reading.dossier.test.formal,
        given_at=case.released_at or _handed_over(reading),
        told_at=owner.told_at,
        things=tuple(_things(owner)),
        steps=tuple(s for s in steps if s.position not in desk),
        desk=tuple(s for s in steps if s.position in desk),
        messages=tuple(_messages(reading)),
        proof=proofs[-1] if proofs else None,
    )


def _handed_over(reading: Reading) -> datetime | None:
    return next((entry.at for entry, _ in reading.of(HandedOver)), None)


def _things(owner: ForOwner) -> Iterator[Thing]:
    for one in owner.given:
        yield Thing(
            device=visible(one.device),
            what=CATEGORIES[one.category],
            when=span(one.start, one.end, UTC),
            size=one.size,
            sha256=one.sha256,
        )


def _named(reading: Reading, owner: ForOwner) -> Iterator[Step]:
    for one in owner.named:
        said = NAMED[one.kind].format(who=reading.who(one.actor)) + "."
        yield Step(position=one.position, at=one.at, hash=one.hash, said=said, opened=False)


def _shown(reading: Reading, owner: ForOwner) -> Iterator[Step]:
    """Yield the entries that stand in the folder; the owner's own alias reads "you"."""
    alias = re.compile(rf"\b{re.escape(owner.alias)}\b")
    for entry in reading.entries:
        own = OWN.get(type(entry.event))
        said = alias.sub("you", reading.did(entry))
        if own is not None:
            said = own(entry.event).format(who=reading.who(entry.actor)) + "."
        yield Step(position=entry.position, at=entry.at, hash=entry.hash, said=said, opened=True)


def _messages(reading: Reading) -> Iterator[Message]:
    answers = {event.number: (entry, event) for entry, event in reading.of(ComplaintAnswered)}
    for entry, event in reading.of(ComplaintOpened):
        answered, said = answers.get(event.number, (None, None))
        yield Message(
            entry=entry,
            text=event.text or "",
            answered=answered,
            finding=FINDINGS[said.finding] if said is not None else "",
            answer=(said.text or "") if said is not None else "",
        )
