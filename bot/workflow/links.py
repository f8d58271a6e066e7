"""Capability links: unguessable, stored hashed, for one purpose and a limited time."""

from datetime import timedelta

from bot.domain.roster import Ref
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office, link_digest
from bot.workflow.rows import Link

DESK = "desk"
STATUS = "status"
HELD = "held"
COPY = "copy"
DESK_LIFE = timedelta(minutes=10)
"""How long a desk link opens: long enough to read, short enough to be of no use in a log."""


async def mint_desk(office: Office, case: str, version: int, person: Ref) -> str:
    """Return a fresh token that opens one case version on the desk page for one person."""
    token = office.clock.token()
    link = Link(
        digest=link_digest(token),
        kind=DESK,
        case=case,
        version=version,
        person=person,
        expires_at=office.clock.law() + DESK_LIFE,
    )
    await office.database.tx(lambda ledger: ledger.cabinet.put_link(link))
    return token


async def find(office: Office, kind: str, token: str) -> Link | None:
    """Return what a token opens; a wrong one looks like an unknown one."""

    def work(ledger: Ledger) -> Link | None:
        link = ledger.cabinet.link(link_digest(token), office.clock.law())
        return link if link is not None and link.kind == kind else None

    return await office.database.read(work)
