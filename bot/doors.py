"""Every door of the product: which routes there are, and what stands behind each.

It holds no rule and no wording; it only builds.
"""

import asyncio

from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.compose import House, mail_domain
from bot.letterhead import letterhead
from bot.mail_intake import mailroom
from bot.workflow.holding import Flood, Threshold
from bot.workflow.intake import Intake
from bot.workflow.outside import count_refusal
from bot.workflow.proofs import Proofs
from bot.workflow.watch import count_overdue
from handlers.blocks.private import said
from handlers.consent.page import ConsentPage
from handlers.consent.source import OwnersPage
from handlers.delivery.desk_page import DeliveryPage
from handlers.delivery.desk_source import DeliveryDesk
from handlers.delivery.recipient_page import ReleasePage
from handlers.delivery.recipient_source import CaseReleases
from handlers.desk import Desk
from handlers.desk_calls import DeskCalls
from handlers.desk_calls_source import CaseCalls
from handlers.desk_source import CaseDesk
from handlers.doorkeeper import CountRefusal, Doorkeeper
from handlers.exports import BODY_CAP as EXPORTS_CAP
from handlers.exports import Exports
from handlers.exports_board import RecordBooks
from handlers.gate import FOREIGN, Behind, SlackGate, SlackMetrics, Workspace
from handlers.health import Health
from handlers.intake.email.key_records import TextRecords
from handlers.intake.email.webhook import BODY_CAP as EMAIL_CAP
from handlers.intake.email.webhook import EmailIntake
from handlers.intake.status_acts import CaseActs
from handlers.intake.status_page import StatusPage, Taking
from handlers.intake.status_source import CaseStatus
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.intake.web_portal.form_page import Desk as FormDesk
from handlers.intake.web_portal.form_page import FormPage
from handlers.intake.webhook import BODY_CAP as REQUEST_CAP
from handlers.intake.webhook import RequestIntake
from handlers.notices.letter_file import Letters
from handlers.notices.outcomes import NoticeOutcomes
from handlers.openapi import OpenApi
from handlers.owners.page import OwnerPage
from handlers.owners.source import CasePages
from handlers.owners.taking import Taking as OwnersTaking
from handlers.page_receipts import PageReceipts
from handlers.receipts import BODY_CAP as RECEIPT_CAP
from handlers.receipts import NOTICE as APP_NOTICE
from handlers.receipts import PAGING, Receipts
from handlers.seen_signatures import SeenSignatures
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from handlers.slack_payloads import Delivered
from handlers.slack_side import SlackSide
from handlers.slack_signatures import SlackSignatures


def routes(
    house: House,
    slack: SlackSide,
    registry: CollectorRegistry,
    records: TextRecords | None = None,
) -> list[web.AbstractRouteDef]:
    """Return every route of the product."""
    settings, office = house.settings, house.office
    clock = office.clock

    async def count(source: str, reason: str) -> None:
        await count_refusal(office, source, reason)

    doorkeeper = Doorkeeper(count, clock.monotonic)
    partners = {n: s.get_secret_value() for n, s in settings.intake.webhooks.items()}
    signatories = Signatories(partners, clock.wall)
    requests = SignedDoor("requests", signatories, doorkeeper, REQUEST_CAP)
    emails = SignedDoor("emails", signatories, doorkeeper, EMAIL_CAP)
    made: list[web.AbstractRouteDef] = [
        *RequestIntake(requests, Intake(office), settings.public_url).routes(),
        *EmailIntake(emails, mailroom(house, records), count, settings.public_url).routes(),
        *_officers_pages(house, count),
        *_owners_pages(house, count),
        *_consent(house, count),
        *_desk_pages(house, _desk(house, slack), count),
        *OpenApi(settings.public_url).routes(),
        *Health(lambda: ready(house), lambda: count_overdue(office), registry).routes(),
    ]
    made.extend(_reported(house, doorkeeper))
    made.extend(_from_the_store(house, doorkeeper))
    secrets = [s.get_secret_value() for s in settings.slack.signing_secret]
    if secrets:
        made.extend(_gate(house, slack, doorkeeper, registry, secrets))
    return made


def _desk_pages(house: House, desk: CaseDesk, count: CountRefusal) -> list[web.RouteDef]:
    doorstep = _doorstep(house)
    return [
        *Desk(desk, desk).routes(),
        *DeskCalls(CaseCalls(desk), doorstep, count).routes(),
        *DeliveryPage(DeliveryDesk(desk), doorstep, count).routes(),
    ]


def _from_the_store(house: House, doorkeeper: Doorkeeper) -> list[web.RouteDef]:
    secret = house.settings.release.webhook_secret.get_secret_value()
    if not secret:
        return []
    keys = Signatories({"evidence-store": secret}, house.office.clock.wall)
    door = SignedDoor("exports", keys, doorkeeper, EXPORTS_CAP)
    return Exports(door, RecordBooks(house.office)).routes()


def _reported(house: House, doorkeeper: Doorkeeper) -> list[web.RouteDef]:
    """Return the door of the systems that report back, each known by its secret."""
    settings, office = house.settings, house.office
    hooks = {PAGING: settings.paging, APP_NOTICE: settings.notice}
    secrets = {name: hook.webhook_secret.get_secret_value() for name, hook in hooks.items()}
    known = {name: secret for name, secret in secrets.items() if secret}
    if not known:
        return []
    door = SignedDoor("receipts", Signatories(known, office.clock.wall), doorkeeper, RECEIPT_CAP)
    outcomes = NoticeOutcomes(office=office, domain=mail_domain(settings))
    return Receipts(door, PageReceipts(office), outcomes).routes()


def _desk(house: House, slack: SlackSide) -> CaseDesk:
    letters = Letters(office=house.office, letterhead=letterhead(house))
    return CaseDesk(office=house.office, standings=slack.standings.standings_for, letters=letters)


def _doorstep(house: House) -> Doorstep:
    https = house.settings.public_url.startswith("https://")
    return Doorstep(house.office.clock, house.office.site_secret, https=https)


def _officers_pages(house: House, count: CountRefusal) -> list[web.RouteDef]:
    settings, office = house.settings, house.office
    flood = settings.intake.form
    doorstep = _doorstep(house)
    desk = FormDesk(
        company=settings.legal.company,
        phone=settings.paging.desk_phone,
        call_minutes=int(settings.limits.triage.total_seconds() // 60),
        proxies=flood.proxies,
    )
    threshold = Threshold(office, Flood(per_source=flood.per_source, everybody=flood.everybody))
    taking = Taking(acts=CaseActs(office=office), doorstep=doorstep, count=count)
    status = CaseStatus(office=office, phone=settings.paging.desk_phone, latest=house.notary.text)
    return [
        *FormPage(threshold, doorstep, desk, count).routes(),
        *StatusPage(status, desk, taking).routes(),
        *ReleasePage(CaseReleases(office), doorstep, desk, count).routes(),
    ]


def _consent(house: House, count: CountRefusal) -> list[web.RouteDef]:
    legal = house.settings.legal
    return ConsentPage(
        owners=OwnersPage(office=house.office, contact=legal.privacy_contact),
        doorstep=_doorstep(house),
        count=count,
        company=legal.company,
        proxies=house.settings.intake.form.proxies,
    ).routes()


def _owners_pages(house: House, count: CountRefusal) -> list[web.RouteDef]:
    pages = CasePages(
        office=house.office, proofs=Proofs(house.notary), letterhead=letterhead(house)
    )
    proxies = house.settings.intake.form.proxies
    taking = OwnersTaking(_doorstep(house), count, proxies)
    return OwnerPage(pages, taking).routes()


def _gate(
    house: House,
    slack: SlackSide,
    doorkeeper: Doorkeeper,
    registry: CollectorRegistry,
    secrets: list[str],
) -> list[web.RouteDef]:
    wall = house.office.clock.wall
    gate = SlackGate(
        SlackSignatures(secrets, wall),
        Workspace(team=house.settings.slack.team, enterprise=house.settings.slack.enterprise),
        doorkeeper,
        SlackMetrics(registry),
        Behind(
            slack=slack.handle_http,
            first_time=SeenSignatures(wall).first_time,
            foreign_press=lambda press: _foreign(house, slack, press),
        ),
    )
    return gate.routes()


async def ready(house: House) -> str | None:
    """Return None when the database answers, else what is wrong."""
    async with asyncio.timeout(5):
        await house.database.read(lambda ledger: ledger.record.peek())
    return None


async def _foreign(house: House, slack: SlackSide, press: Delivered) -> None:
    """Count a press from another workspace, and say privately that nothing was done."""
    await count_refusal(house.office, f"slack {press.user}", "foreign_team")
    if press.response_url:
        await slack.api.respond(press.response_url, said(FOREIGN))
