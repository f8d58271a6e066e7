"""In whose name owners are told: the settings as the notices and the owners' pages need them."""

from urllib.parse import urlsplit

from bot.compose import House
from bot.workflow.notice_links import notice_url
from handlers.notices.port import Letterhead


def letterhead(house: House) -> Letterhead:
    """Return the letterhead of this house, with the address of each owner's page."""
    settings, office = house.settings, house.office
    return Letterhead(
        company=settings.legal.company,
        privacy_contact=settings.legal.privacy_contact,
        domain=urlsplit(settings.public_url).hostname or "localhost",
        page_of=lambda case, owner, holder: notice_url(
            office, settings.public_url, case, owner, holder
        ),
    )
