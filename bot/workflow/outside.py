"""Entries that belong to no case: configuration, refused traffic, imports, exports."""

import hmac
from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta

from bot.domain import events as ev
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.entries import Place, chain
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.reactions import publish

INBOUND_KEPT = timedelta(hours=48)
"""How long ids of what came in are kept: Slack may send a delayed event after a day."""


def note(office: Office, ledger: Ledger, events: Sequence[tuple[Ref, ev.Outside]]) -> None:
    """Append entries without a case, in the caller's transaction."""
    place = Place(head=ledger.record.head(), at=office.clock.law())
    ledger.record.append(chain(place, events))


async def record_configuration(office: Office, standards: tuple[str, ...]) -> None:
    """Put on the record what the product was started with."""
    configured = ev.ConfigurationRecorded(
        people=tuple(ev.OnRoster(person=p.ref, roles=p.roles) for p in office.roster.people),
        limits=tuple(
            ev.TimeLimit(name=f.name, length=getattr(office.limits, f.name))
            for f in fields(office.limits)
        ),
        standards=standards,
        imminent_policy=office.policy.imminent,
        strict_separation=office.policy.strict_separation,
    )
    await office.database.tx(lambda ledger: note(office, ledger, [(SYSTEM, configured)]))


async def count_refusal(office: Office, source: str, reason: str) -> None:
    """Count an unauthenticated refusal; one entry a minute and source, however many come."""
    digest = "s_" + hmac.digest(office.site_secret, b"source\0" + source.encode(), "sha256").hex()
    minute = office.clock.law().replace(second=0, microsecond=0)
    await office.database.tx(lambda ledger: ledger.inbox.count_refusal(digest[:22], minute, reason))


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
        ledger.inbox.forget(office.clock.wall() - INBOUND_KEPT.total_seconds())

    await office.database.tx(work)


async def publish_hourly(office: Office) -> None:
    """Have the record's head published even when nothing happened."""

    def work(ledger: Ledger) -> None:
        for task in publish(office.ways, office.clock.law()):
            ledger.tasks.add(task)

    await office.database.tx(work)
    office.bell.ring()
