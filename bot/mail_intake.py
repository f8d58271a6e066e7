"""Builds the mail room from the settings, for the web server and for the mail server's pipe."""

from bot.compose import House, mail_domain
from bot.workflow.holding import Flood, Threshold
from bot.workflow.intake import Intake
from bot.workflow.senders import ListedSenders
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.key_records import DnsRecords, TextRecords
from handlers.intake.email.mailroom import Mailroom
from handlers.notices.outcomes import NoticeOutcomes


def mailroom(house: House, records: TextRecords | None = None) -> Mailroom:
    """Return the mail room; `records` takes the place of this machine's DNS."""
    intake, office = house.settings.intake, house.office
    flood = Flood(per_source=intake.email.per_domain, everybody=intake.form.everybody)
    return Mailroom(
        reception=Intake(office),
        arrivals=Threshold(office, flood),
        directory=ListedSenders(office),
        authenticator=Authenticator(
            records=records or DnsRecords(),
            authserv_id=intake.email.authserv_id.lower(),
            sealers=frozenset(sealer.lower() for sealer in intake.email.arc_sealers),
        ),
        bounces=NoticeOutcomes(office=office, domain=mail_domain(house.settings)),
        wall=office.clock.wall,
    )
