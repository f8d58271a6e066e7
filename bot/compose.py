"""Builds the office from the settings: everything the product is started with, and no way out.

What is opened here is closed by whoever opened it: `house.database.close()`.
"""

from dataclasses import dataclass, field
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.court_days import HolidayCourts
from bot.domain.checkpoint import VerifierKey
from bot.domain.delivery import Room
from bot.domain.erasing import Retention
from bot.domain.free_mail import FREE_MAIL
from bot.domain.likeness import domain_of
from bot.domain.limits import Limits, Policy
from bot.domain.record import opaque_actor
from bot.domain.roster import Person, Ref, Role, Roster
from bot.domain.standard import Law
from bot.domain.standards import STANDARDS
from bot.keyring import Keys, load_keys, ring_stamp
from bot.settings import Settings
from bot.workflow.anchor_names import (
    ANCHOR_EMAIL,
    ANCHOR_FILE,
    ANCHOR_HTTP,
    ANCHOR_SLACK,
    ANCHOR_STAMP,
    ANCHOR_WITNESS,
)
from bot.workflow.checkpoints import Notary
from bot.workflow.held_outside import HeldOutside
from bot.workflow.office import Office
from bot.workflow.reactions import Ways
from handlers.anchors.file import FileAnchor
from storage import KeyRing, RingOnDisk, SqlDatabase, Wrapping, open_database

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What was opened: the office, and what stands behind it."""

    settings: Settings = field(repr=False)
    office: Office
    database: SqlDatabase
    keys: Keys = field(repr=False)
    notary: Notary


def open_office(
    settings: Settings, clock: Clock, wrapping: Wrapping | None = None, *, guards: bool = True
) -> House:
    """Read the keys and open the migrated database; without `guards`, whatever its triggers are.

    `wrapping` is what wraps the keys of cases: the ring of `key_dir`, unless a key management
    system is given in its place. Raises KeyFileError, SealError or SchemaError, each in words for
    the operator.
    """
    keys = load_keys(settings.key_dir)
    database = open_database(
        settings.database_url.get_secret_value(),
        owner_url=settings.database_owner_url.get_secret_value(),
        ring=wrapping or RingOnDisk(lambda: _ring(settings), partial(ring_stamp, settings.key_dir)),
        random_bytes=clock.random_bytes,
        guards=guards,
    )
    notary = _notary(settings, clock, keys, database)
    office = _office(settings, clock, keys, database, notary.held)
    return House(settings=settings, office=office, database=database, keys=keys, notary=notary)


def _ring(settings: Settings) -> KeyRing:
    keys = load_keys(settings.key_dir)
    return KeyRing(keys.ring, keys.ring_current)


def _notary(settings: Settings, clock: Clock, keys: Keys, database: SqlDatabase) -> Notary:
    """Return the notary, who reads the file anchor back whatever else is running."""
    origin, file = settings.record.origin, settings.anchors.file
    readers = {ANCHOR_FILE: FileAnchor(Path(file)).read_back} if file else {}
    return Notary(
        database,
        VerifierKey(origin, keys.public),
        keys.sign,
        held=HeldOutside(dict(readers), clock.monotonic),
        earlier=tuple(
            VerifierKey(origin, key.public, key.covers)
            for key in keys.chained
            if key.public != keys.public
        ),
    )


def _office(
    settings: Settings, clock: Clock, keys: Keys, database: SqlDatabase, held: HeldOutside
) -> Office:
    refs = {person.id: ref_of(keys, person.id) for person in settings.people}
    return Office(
        database=database,
        clock=clock,
        roster=roster_of(settings, refs),
        names={refs[person.id]: person.name for person in settings.people},
        accounts={
            (settings.slack.team, user): refs[person.id]
            for person in settings.people
            for user in person.slack
        },
        limits=Limits(**dict(settings.limits)),
        retention=Retention(**dict(settings.retention)),
        policy=Policy(
            imminent=settings.legal.imminent_policy,
            strict_separation=settings.legal.strict_separation,
            app_notices=bool(settings.notice.webhook_url),
        ),
        law=Law(
            standards=STANDARDS,
            in_force=settings.legal.standards,
            court_days=HolidayCourts(),
            stored_in=settings.legal.stored_in,
        ),
        site_secret=keys.site_secret,
        held_most=settings.intake.form.held_megabytes * 1024 * 1024,
        delivery=room_of(settings),
        own_domains=own_domains(settings),
        counsel=refs.get(settings.legal.counsel),
        held_outside=held,
        ways=Ways(
            accounts=bool(settings.accounts.webhook_url),
            store=bool(settings.release.webhook_url),
            pager=bool(settings.paging.webhook_url),
            anchors=anchors_of(settings),
        ),
    )


def room_of(settings: Settings) -> Room:
    """Return what the settings let go through us."""
    release = settings.release
    return Room(
        life=release.link_life,
        file_bytes=release.file_megabytes * MEBIBYTE,
        case_bytes=release.case_megabytes * MEBIBYTE,
    )


def mail_domain(settings: Settings) -> str:
    """Return the domain of the Message-IDs that we write."""
    return urlsplit(settings.public_url).hostname or "localhost"


def own_domains(settings: Settings) -> tuple[str, ...]:
    """Return the company's mail domains, by which an owner who works here is known."""
    _, sender = parseaddr(settings.notice.sender)
    addresses = (sender, settings.legal.privacy_contact, *settings.alarm.email)
    domains = {domain_of(address) for address in addresses}
    return tuple(sorted(domains - FREE_MAIL - {""}))


def counsel_mail(settings: Settings) -> tuple[str, ...]:
    """Return where counsel is reached by mail; nothing where the settings name nobody."""
    named = settings.legal.counsel
    if "@" in named:
        return (named,)
    return tuple(person.email for person in settings.people if person.id == named)


def anchors_of(settings: Settings) -> tuple[str, ...]:
    """Return the anchors that the settings name."""
    anchors = settings.anchors
    named = {
        ANCHOR_FILE: anchors.file,
        ANCHOR_SLACK: anchors.slack_channel,
        ANCHOR_EMAIL: anchors.email,
        ANCHOR_HTTP: anchors.http.url,
        ANCHOR_STAMP: anchors.stamp.url,
        ANCHOR_WITNESS: anchors.witness.url,
    }
    return tuple(name for name, place in named.items() if place)


def ref_of(keys: Keys, person: str) -> Ref:
    """Return the opaque id under which a person of the settings stands in the record."""
    return opaque_actor(keys.site_secret, person)


def roster_of(settings: Settings, refs: dict[str, Ref]) -> Roster:
    """Return the people of the settings in their order, by opaque ids."""
    return Roster(
        people=tuple(
            Person(ref=refs[person.id], roles=frozenset(Role(role) for role in person.roles))
            for person in settings.people
        )
    )
