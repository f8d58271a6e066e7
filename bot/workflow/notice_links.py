"""Links to an owner's own page: one for each notice, put there with the attempt that carries it.

The token is made from the site's secret, so that a message which is sent again is the same one;
what is stored is its digest.
"""

import base64
import hmac
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case
from bot.workflow.links import find
from bot.workflow.office import Office, link_digest
from bot.workflow.rows import Link

NOTICE: Final = "notice"
NOTICE_PAGE_LIFE: Final = timedelta(days=3 * 365)
"""How long an owner's page opens: longer than most complaints and claims may wait."""
_BYTES: Final = 20


def holder_of(case: Case, owner: str) -> int:
    """Return how often another person was put in the place of `owner`, by alias."""
    return next((n.holder for n in case.notices if n.owner == owner), 0)


def notice_token(office: Office, case: str, owner: str, holder: int = 0) -> str:
    """Return the secret that opens one owner's page of a case; the same for ever.

    `holder` tells a person from the one in whose place they were put: each has a link of their own.

    160 bits in letters and figures that are not mistaken for one another (RFC 4648, base 32), so
    that it can be typed from a letter on paper.
    """
    corrected = f"\0{holder}" if holder else ""
    content = f"notice\0{case}\0{owner}{corrected}".encode()
    secret = hmac.digest(office.site_secret, content, "sha256")[:_BYTES]
    return base64.b32encode(secret).decode().lower()


def notice_url(office: Office, public_url: str, case: str, owner: str, holder: int = 0) -> str:
    """Return the address of one owner's page."""
    return f"{public_url.rstrip('/')}/notice/{notice_token(office, case, owner, holder)}"


def notice_link(office: Office, case: str, owner: str, holder: int, now: datetime) -> Link:
    """Return the link as it is kept; `owner` is the alias of the one person whose page it is."""
    return Link(
        digest=link_digest(notice_token(office, case, owner, holder)),
        kind=NOTICE,
        case=case,
        version=0,
        person=owner,
        expires_at=now + NOTICE_PAGE_LIFE,
    )


async def owner_of(office: Office, token: str) -> tuple[str, str] | None:
    """Return the case and the owner whose page a token opens; None for any other."""
    # Typed from paper, by somebody whose keyboard begins with a capital.
    link = await find(office, NOTICE, token.lower())
    return None if link is None or link.person is None else (link.case, link.person)
