"""What left the house: each clearance with its files, to whom, how, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.events import delivering as by_link
from bot.domain.events.authorizing import (
    ManifestRecorded,
    ManifestRefused,
    ReleaseAuthorized,
    StoreRecalled,
)
from bot.domain.release import Item, Recipient, Transport
from handlers.blocks.times import span
from handlers.blocks.words import CATEGORIES
from handlers.case_page.reading import Entry, Reading
from handlers.case_page.steps import Step, steps_of

RECIPIENTS = {
    Recipient.OFFICER: "The officer, at the contact that was verified",
    Recipient.DISPATCH: "The agency's dispatch desk",
}
TRANSPORTS = {
    Transport.PORTAL: "the agency's evidence portal",
    Transport.MEDIA: "encrypted media, in person",
    Transport.LINK: "a link by mail, opened by a code that was spoken on the verified line",
}
_AROUND = (
    ev.HandedOver,
    ev.ClearanceTakenBack,
    ReleaseAuthorized,
    ManifestRefused,
    StoreRecalled,
    by_link.DeliveryOffered,
    by_link.DeliveryCodeRenewed,
    by_link.DeliveryOpened,
    by_link.DeliveryFetchedToEnd,
    by_link.ManifestConfirmed,
    by_link.DeliveryRevoked,
)
"""Entries that say what became of a clearance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file that was cleared or handed over; size in bytes, SHA-256 in hex."""

    number: int
    device: str
    category: str
    when: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One list of files and the entry that holds it. `to` may be empty."""

    entry: Entry
    by: str
    what: str
    to: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Every list of files, and what happened around them."""

    lists: tuple[Release, ...]
    around: tuple[Step, ...]


def released(reading: Reading) -> Released:
    """Return what was given, with the hashes by which a file can be known again."""
    lists = tuple(_list(e, f, reading) for e, f in reading.of(ev.ReleaseCleared, ManifestRecorded))
    return Released(
        lists=lists,
        around=steps_of(reading, *_AROUND),
    )


def _list(entry: Entry, event: ev.ReleaseCleared | ManifestRecorded, reading: Reading) -> Release:
    return Release(
        entry=entry,
        by=reading.who(entry.actor),
        what=reading.did(entry),
        to=tuple(_to(event)),
        files=tuple(_file(n, item, reading) for n, item in enumerate(event.items, start=1)),
    )


def _to(event: ev.ReleaseCleared | ManifestRecorded) -> Iterator[str]:
    if isinstance(event, ManifestRecorded):
        return
    contact = f": {event.contact}" if event.contact else ""
    yield f"{RECIPIENTS[event.recipient]}{contact}, by {TRANSPORTS[event.transport]}."


def _file(number: int, item: Item, reading: Reading) -> File:
    window = item.window
    return File(
        number=number,
        device=window.alias,
        category=CATEGORIES[window.category],
        when=span(window.start, window.end, reading.zone),
        name=item.name or "",
        size=item.size,
        sha256=item.sha256,
    )
