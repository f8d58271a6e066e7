"""Texts of notices that somebody must have read: what was asked, approved and refused so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.events.texts import NoticeTextApproved, NoticeTextAsked, NoticeTextRefused
from bot.domain.notice_text import TextKey
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.reactions import second


@dataclass(frozen=True, slots=True, kw_only=True)
class TextApproval:
    """Where one text stands: since when it waits, who refused it last, and whether it may go."""

    asked_at: datetime | None = None
    approved: bool = False
    refused: str = ""


async def approval(office: Office, key: TextKey) -> TextApproval:
    """Return where a text stands."""
    return await office.database.read(lambda db: _approval(db, key))


async def ask(office: Office, key: TextKey) -> None:
    """Let a text wait for somebody, with a card; a text that waits already is not asked again."""

    def work(ledger: Ledger) -> None:
        if _approval(ledger, key).asked_at is None:
            note(office, ledger, [(SYSTEM, NoticeTextAsked(**_members(key)))])
            ledger.tasks.add(second(key.subject, None, office.clock.law()))

    await office.database.tx(work)
    office.bell.ring()


async def settle(office: Office, key: TextKey, by: Ref, *, approved: bool, why: str = "") -> None:
    """Put what a person said of a text on the record, and the card right."""
    members = _members(key)
    said = NoticeTextApproved(**members) if approved else NoticeTextRefused(**members, why=why)

    def work(ledger: Ledger) -> None:
        if not _approval(ledger, key).approved:
            note(office, ledger, [(by, said)])
        ledger.tasks.add(second(key.subject, None, office.clock.law()))

    await office.database.tx(work)
    office.bell.ring()


async def approve(office: Office, keys: Iterable[TextKey], by: Ref) -> None:
    """Put on the record that somebody has read these texts, before any of them was asked for."""

    def work(ledger: Ledger) -> None:
        new = [key for key in keys if not _approval(ledger, key).approved]
        note(office, ledger, [(by, NoticeTextApproved(**_members(key))) for key in new])

    await office.database.tx(work)


def _approval(ledger: Ledger, key: TextKey) -> TextApproval:
    found: dict[str, Any] = {}
    for kind in ("asked", "approved", "refused"):
        for row in ledger.record.of_no_case(f"notice_text.{kind}"):
            entry = happened(row)
            event: Any = entry.event
            if {name: getattr(event, name) for name in _members(key)} == _members(key):
                found[kind] = entry
    return TextApproval(
        asked_at=found["asked"].at if "asked" in found else None,
        approved="approved" in found,
        refused=found["refused"].event.why if "refused" in found else "",
    )


def _members(key: TextKey) -> dict[str, Any]:
    return {
        "kind": key.kind,
        "language": key.language,
        "standard": key.standard,
        "digest": key.digest,
    }
