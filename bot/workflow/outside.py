"""Entries that belong to no case: configuration, refused traffic, imports, exports."""

import hmac
from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta

from bot.domain import events as ev
from bot.domain.errors import ExigentError
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.entries import Place, chain
from bot.workflow.folds import of_no_case
from bot.workflow.ledger import Ledger
from bot.workflow.moment import moment
from bot.workflow.office import Office

INBOUND_KEPT = timedelta(hours=48)
"""How long ids of what came in are kept: Slack may send a delayed event after a day."""

ARRIVALS_KEPT = timedelta(days=1)
"""How long it is kept how many requests came from where, minute by minute."""


def note(office: Office, ledger: Ledger, events: Sequence[tuple[Ref, ev.Outside]]) -> None:
    """Append entries without a case, in the caller's transaction."""
    now = moment(office, ledger)
    place = Place(head=now.head, blinding=office.site_secret, at=now.now)
    ledger.record.append(chain(place, events))


class AccountMovedError(ExigentError):
    """A Slack account of the settings belonged to another person before."""


def _digest(office: Office, prefix: str, text: str) -> str:
    """Return a keyed digest: the same for the same text, telling nothing of it."""
    mark = hmac.digest(office.site_secret, f"{prefix}\0{text}".encode(), "sha256").hex()
    return f"{prefix[0]}_{mark[:20]}"


def source_mark(office: Office, source: str) -> str:
    """Return the keyed digest under which a source is counted."""
    return _digest(office, "source", source)


def _people(office: Office) -> tuple[ev.OnRoster, ...]:
    return tuple(
        ev.OnRoster(
            person=p.ref,
            roles=p.roles,
            accounts=tuple(
                sorted(
                    _digest(office, "account", f"{team} {user}")
                    for (team, user), ref in office.accounts.items()
                    if ref == p.ref
                )
            ),
        )
        for p in office.roster.people
    )


def _refuse_moved(office: Office, ledger: Ledger, people: Sequence[ev.OnRoster]) -> None:
    """Two natural persons: an account that was one person's must never become another's."""
    owners: dict[str, Ref] = {}
    for _, earlier in of_no_case(ledger, ev.ConfigurationRecorded):
        owners.update({a: p.person for p in earlier.people for a in p.accounts})
    for person in people:
        if any(owners.get(a, person.person) != person.person for a in person.accounts):
            name = office.names.get(person.person, person.person)
            raise AccountMovedError(
                f"people: a Slack account of {name} belonged to another person of the roster "
                "before; give every person an account of their own"
            )


async def record_configuration(office: Office, standards: tuple[str, ...]) -> None:
    """Put on the record what the product was started with.

    Raises AccountMovedError for a Slack account that belonged to another person before.
    """
    configured = ev.ConfigurationRecorded(
        people=_people(office),
        limits=tuple(
            ev.TimeLimit(name=f.name, length=getattr(office.limits, f.name))
            for f in fields(office.limits)
        ),
        standards=standards,
        imminent_policy=office.policy.imminent,
        strict_separation=office.policy.strict_separation,
    )

    def work(ledger: Ledger) -> None:
        _refuse_moved(office, ledger, configured.people)
        note(office, ledger, [(SYSTEM, configured)])

    await office.database.tx(work)


async def count_refusal(office: Office, source: str, reason: str) -> None:
    """Count an unauthenticated refusal; one entry a minute and source, however many come."""
    digest = source_mark(office, source)
    minute = office.clock.law().replace(second=0, microsecond=0)
    await office.database.tx(lambda ledger: ledger.inbox.count_refusal(digest, minute, reason))


async def write_refusals(office: Office) -> None:
    """Put the counts of the minutes that are over on the record, and forget old inbound ids."""

    def work(ledger: Ledger) -> None:
        minute = office.clock.law().replace(second=0, microsecond=0)
        counts = ledger.inbox.take_refusals(minute)
        if counts:
            entries = [
                (SYSTEM, ev.TrafficRefused(source=s, minute=m, reason=r, count=n))
                for s, m, r, n in counts
            ]
            note(office, ledger, entries)
        ledger.held.forget(minute - ARRIVALS_KEPT)
        ledger.inbox.forget(office.clock.wall() - INBOUND_KEPT.total_seconds())

    await office.database.tx(work)
