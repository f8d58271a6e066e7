"""Drafts of determinations, sealed per case, version and person, merged as Slack sends them."""

from dataclasses import replace
from typing import Final

import structlog

from bot.domain.case import Case
from bot.domain.roster import Ref
from bot.domain.scope import Scope
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from handlers.review.draft import Draft, Values, carried, merge
from handlers.review.seen import Seen

EMPTY: Final = Draft()
_log = structlog.get_logger(__name__)


async def load(office: Office, case: Case, person: Ref) -> Draft:
    """Return a person's draft of the current version; of an older one only what was typed."""
    return await office.database.read(
        lambda ledger: _draft(ledger, case.number, case.version, person)
    )


async def merged(office: Office, seen: Seen, person: Ref, values: Values) -> Draft:
    """Return what `save` would keep, without keeping it: a commit less before a decision."""
    before = await office.database.read(
        lambda ledger: _draft(ledger, seen.case, seen.version, person)
    )
    return merge(before, values, seen.version)


async def save(office: Office, seen: Seen, person: Ref, values: Values) -> Draft:
    """Merge what Slack sent into the draft of the version that was seen, and return it."""

    def work(ledger: Ledger) -> Draft:
        # Slack sends changes side by side: without the lock the later one forgets the earlier.
        ledger.cases.lock(seen.case)
        before = _draft(ledger, seen.case, seen.version, person)
        draft = merge(before, values, seen.version)
        # Of a case that was erased meanwhile nothing more is kept.
        if draft != before and ledger.cases.secret(seen.case) is not None:
            ledger.cabinet.put_draft(seen.case, seen.version, person, draft.to_bytes())
        return draft

    return await office.database.tx(work)


async def keep_desk(office: Office, case: str, version: int, person: Ref, scope: Scope) -> None:
    """Keep what was chosen on the desk page beside everything else in the draft."""

    def work(ledger: Ledger) -> None:
        ledger.cases.lock(case)
        draft = replace(_draft(ledger, case, version, person), desk=scope)
        ledger.cabinet.put_draft(case, version, person, draft.to_bytes())

    await office.database.tx(work)


def _draft(ledger: Ledger, case: str, version: int, person: Ref) -> Draft:
    for of_version, content in ledger.cabinet.drafts_of(case, person):
        if of_version > version:
            continue
        draft = _read(content, case)
        return draft if of_version == version else carried(draft)
    return EMPTY


def _read(content: bytes, case: str) -> Draft:
    try:
        return Draft.from_bytes(content)
    except (ValueError, KeyError):
        # Better an empty form than none: an empty one says yes to nothing.
        _log.warning("draft.unreadable", case=case)
        return EMPTY
