"""The ways out of the house, built from the settings: boards, pagers, mail, anchors."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.anchoring import Yard, anchor_ports
from bot.compose import House, counsel_mail, mail_domain
from bot.domain.checkpoint import VerifierKey
from bot.domain.notice_channel import NoticeChannel
from bot.letterhead import letterhead
from bot.settings_shape import Hook
from bot.workflow.agency_stops import AgencyStops
from bot.workflow.anchor_names import HOUR
from bot.workflow.broken_promises import BrokenPromises, ForgedAgencies
from bot.workflow.hourly import HourPort
from bot.workflow.linker import Linker
from bot.workflow.ports import Port
from bot.workflow.reactions import (
    ACCOUNTS,
    AGENCY_REEXAMINE,
    AGENCY_STOP,
    ALARM,
    CHASE,
    COMPLAINT,
    DIRECTORY_TELL,
    LINK,
    NEWS,
    NOTICE,
    PAGER,
    PAGER_RESOLVE,
    REPLY,
)
from bot.workflow.reactions_consent import CONSENT
from bot.workflow.reactions_delivery import DELIVERY
from bot.workflow.reactions_ends import (
    AGENCY_FORGED,
    AGENCY_WARN,
    AGENCY_WATCH,
    RECALL,
    SECOND,
)
from bot.workflow.reactions_store import EXPORTS, STORE
from handlers.board import Board
from handlers.consent.port import ConsentPort
from handlers.consent.source import OwnersPage
from handlers.delivery.mail import DeliveryPort
from handlers.directory_board import ProposalWarning, Reexamination
from handlers.exports_board import ExportsAlarm
from handlers.intake.email.chase import ChasePort
from handlers.intake.email.news import NewsPort
from handlers.intake.email.officer_mail import OfficerMail
from handlers.intake.email.recall import RecallPort
from handlers.intake.email.reply import ReplyPort
from handlers.intake.email.warning import WarningPort
from handlers.matters import SECONDING
from handlers.notices.alarm import AlarmMail
from handlers.notices.by_app import ByApp
from handlers.notices.by_mail import ByMail
from handlers.notices.channels import Channel
from handlers.notices.email import EmailNotice
from handlers.notices.port import NoticePort
from handlers.notices.preview import Previewed
from handlers.notices.relay import read_relay
from handlers.outside import SignedPost
from handlers.owners.complaint_port import ComplaintMail
from handlers.paging import PagingDesk
from handlers.paging_port import PageEnder, PagerPort
from handlers.release.accounts import Accounts
from handlers.release.accounts_port import AccountsPort
from handlers.release.authorization import Seal, kid_of
from handlers.release.evidence_store import TIME_LIMIT, EvidenceStore
from handlers.release.store_port import StorePort
from handlers.second_cards import SecondCards
from handlers.slack_api import SlackApi


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOut:
    """Every port by its name, and the alarm that goes past all of them."""

    ports: Mapping[str, Port]
    alarm: AlarmMail


def ways_out(house: House, session: aiohttp.ClientSession, api: SlackApi) -> WaysOut:
    """Build the ports that the settings ask for."""
    settings, office = house.settings, house.office
    domain = mail_domain(settings)
    mail = EmailNotice(
        read_relay(settings.notice.smtp_url, settings.notice.smtp_password.get_secret_value()),
        settings.notice.sender,
        settings.legal.privacy_contact,
        settings.notice.bounces,
    )
    alarm = AlarmMail(
        office=office,
        mail=mail,
        to=settings.alarm.email,
        domain=domain,
        counsel=counsel_mail(settings),
    )
    ports: dict[str, Port] = {
        **_boards(house, api),
        **anchor_ports(Yard(house=house, session=session, api=api, mail=mail)),
        HOUR: HourPort(office),
        NOTICE: _notices(house, _channels(house, session, mail)),
        **_to_agencies(house, mail, domain),
        **_consent(house, session, mail, domain),
        COMPLAINT: ComplaintMail(office=office, mail=mail, letterhead=letterhead(house)),
        ALARM: alarm,
        LINK: Linker(office),
    }
    if settings.accounts.webhook_url:
        accounts = Accounts(_signed(house, session, settings.accounts))
        ports[ACCOUNTS] = AccountsPort(office, accounts)
    if settings.release.webhook_url:
        ports[STORE] = _store(house, session)
    if settings.paging.webhook_url:
        desk = PagingDesk(_signed(house, session, settings.paging))
        ports |= {PAGER: PagerPort(office, desk), PAGER_RESOLVE: PageEnder(office, desk)}
    return WaysOut(ports=ports, alarm=alarm)


def _notices(house: House, channels: Mapping[NoticeChannel, Channel]) -> Port:
    head = letterhead(house)
    latest = house.notary.text
    port = NoticePort(office=house.office, channels=channels, letterhead=head, latest=latest)
    return Previewed(office=house.office, letterhead=head, port=port)


def _channels(
    house: House, session: aiohttp.ClientSession, mail: EmailNotice
) -> Mapping[NoticeChannel, Channel]:
    channels: dict[NoticeChannel, Channel] = {NoticeChannel.EMAIL: ByMail(mail)}
    if house.settings.notice.webhook_url:
        channels[NoticeChannel.APP] = ByApp(_signed(house, session, house.settings.notice))
    return channels


def _boards(house: House, api: SlackApi) -> dict[str, Port]:
    office, slack = house.office, house.settings.slack
    board = Board(
        office=office,
        api=api,
        review_channel=slack.review_channel,
        escalation_channel=slack.escalation_channel,
        latest=house.notary.text,
    )
    cards = SecondCards(
        office=office, api=api, review_channel=slack.review_channel, seconding=SECONDING
    )
    escalation = slack.escalation_channel
    return {
        **board.ports(),
        SECOND: cards,
        EXPORTS: ExportsAlarm(office=office, api=api, escalation_channel=escalation),
        AGENCY_STOP: AgencyStops(office),
        AGENCY_REEXAMINE: Reexamination(office=office, api=api, escalation_channel=escalation),
        DIRECTORY_TELL: ProposalWarning(office=office, api=api, escalation_channel=escalation),
    }


def _to_agencies(house: House, mail: EmailNotice, domain: str) -> dict[str, Port]:
    to = OfficerMail(
        office=house.office,
        mail=mail,
        domain=domain,
        public_url=house.settings.public_url,
        phone=house.settings.paging.desk_phone,
    )
    return {
        REPLY: ReplyPort(to=to),
        NEWS: NewsPort(to=to),
        CHASE: ChasePort(to=to),
        RECALL: RecallPort(to=to),
        DELIVERY: DeliveryPort(to=to),
        AGENCY_WATCH: BrokenPromises(house.office),
        AGENCY_FORGED: ForgedAgencies(house.office),
        AGENCY_WARN: WarningPort(to=to),
    }


def _consent(
    house: House, session: aiohttp.ClientSession, mail: EmailNotice, domain: str
) -> dict[str, Port]:
    settings = house.settings
    app = _signed(house, session, settings.notice) if settings.notice.webhook_url else None
    page = OwnersPage(office=house.office, contact=settings.legal.privacy_contact)
    port = ConsentPort(page=page, mail=mail, domain=domain, public_url=settings.public_url, app=app)
    return {CONSENT: port}


def _store(house: House, session: aiohttp.ClientSession) -> StorePort:
    hook, key = house.settings.release, VerifierKey(house.settings.record.origin, house.keys.public)
    secret = hook.webhook_secret.get_secret_value()
    wall = house.office.clock.wall
    post = SignedPost(session, hook.webhook_url, secret, wall, TIME_LIMIT)
    seal = Seal(key.name, kid_of(key), house.keys.sign)
    return StorePort(office=house.office, store=EvidenceStore(post), seal=seal)


def _signed(house: House, session: aiohttp.ClientSession, hook: Hook) -> SignedPost:
    secret = hook.webhook_secret.get_secret_value()
    return SignedPost(session, hook.webhook_url, secret, house.office.clock.wall)
