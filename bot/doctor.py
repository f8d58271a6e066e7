"""Examines the whole house before it is trusted with a case: one line for each thing looked at."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.anchor_checks import anchor_checks
from bot.clock import Clock
from bot.compose import House, anchors_of, open_office
from bot.domain.errors import ExigentError
from bot.key_chain import made
from bot.keyring import Keys, load_keys
from bot.manifest import SCOPES
from bot.settings import Settings
from bot.workflow.checkup import (
    Check,
    Grade,
    counsel_check,
    directory_check,
    kept_check,
    overdue_checks,
    record_check,
    roster_checks,
)
from bot.workflow.key_checks import age_checks, kept_checks
from handlers.checkup import SlackSetting, mail_check, reach_checks, slack_checks
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.notices.relay import Relay, read_relay
from handlers.outside import Failure, SignedPost
from handlers.paging import Page, PagingDesk
from handlers.slack_api import TIME_LIMIT, SlackApi
from handlers.slack_people import Found, find_by_mail
from storage.disk import sync_seconds

SLOW_SYNC: Final = 0.05
"""Seconds; a commit syncs once or twice, and a press must be answered within three."""


async def examine(settings: Settings, clock: Clock, *, send_test: bool) -> AsyncIterator[Check]:
    """Yield every check; what needs keys and a database is left out where they do not open."""
    yield _keys(settings)
    yield _disk(settings, clock)
    yield _anchor_file(settings)
    house, opening = _opened(settings, clock)
    yield opening
    async with aiohttp.ClientSession(timeout=TIME_LIMIT) as session:
        if house is not None:
            try:
                for check in [*await _inside(house), *await _anchors(house, session)]:
                    yield check
            finally:
                house.database.close()
        for check in await _outside(settings, clock, session):
            yield check
        if send_test:
            for check in await _tests(settings, clock, session):
                yield check


async def look_up(settings: Settings, email: str) -> Found | str:
    """Return the Slack account with this address, or Slack's word for why there is none."""
    async with aiohttp.ClientSession(timeout=TIME_LIMIT) as session:
        return await find_by_mail(_slack(settings, session), email)


def _slack(settings: Settings, session: aiohttp.ClientSession) -> SlackApi:
    return SlackApi(settings.slack.bot_token.get_secret_value(), settings.slack.api_url, session)


def _keys(settings: Settings) -> Check:
    try:
        keys = load_keys(settings.key_dir)
    except ExigentError as error:
        return Check("keys", Grade.FAIL, str(error))
    words = f"{len(keys.publics)} signing and {len(keys.ring)} data keys, for this user alone"
    return Check("keys", Grade.OK, words)


def _disk(settings: Settings, clock: Clock) -> Check:
    try:
        took = sync_seconds(settings.database_url.get_secret_value(), clock.monotonic)
    except OSError as error:
        return Check("disk", Grade.FAIL, f"nothing can be written: {error.strerror}")
    if took is None:
        return Check("disk", Grade.OK, "is PostgreSQL's: see pg_test_fsync there")
    grade = Grade.WARN if took > SLOW_SYNC else Grade.OK
    return Check("disk", grade, f"keeps a block in {took * 1000:.1f} ms")


def _anchor_file(settings: Settings) -> Check:
    if not settings.anchors.file:
        if anchors_of(settings):
            return Check("anchor", Grade.OK, "no file, other anchors")
        words = "no anchor: a rewritten record could not be told from the true one"
        return Check("anchor", Grade.FAIL, words)
    path = Path(settings.anchors.file)
    place = path if path.exists() else path.absolute().parent
    if os.access(place, os.W_OK):
        return Check("anchor", Grade.OK, f"{path} can be appended to")
    return Check("anchor", Grade.FAIL, f"{path} cannot be written: check folder and owner")


async def _anchors(house: House, session: aiohttp.ClientSession) -> list[Check]:
    if not house.office.ways.anchors:
        return []
    api, relay = _slack(house.settings, session), _relay(house.settings)
    return [check async for check in anchor_checks(house, session, api, relay)]


def _opened(settings: Settings, clock: Clock) -> tuple[House | None, Check]:
    try:
        house = open_office(settings, clock)
    except ExigentError as error:
        return None, Check("database", Grade.FAIL, str(error))
    except Exception as error:  # noqa: BLE001 - the driver's words may name its address
        words = f"does not answer ({type(error).__name__}): check database_url"
        return None, Check("database", Grade.FAIL, words)
    return house, Check("database", Grade.OK, "is at this version's shape, triggers included")


async def _inside(house: House) -> list[Check]:
    office = house.office
    return [
        await record_check(office),
        *roster_checks(office.roster, office.policy),
        counsel_check(office.law, house.settings.legal.counsel),
        *_ages(house.keys, office.clock),
        *await kept_checks(office, house.keys.chained, house.keys.ring_current),
        await directory_check(office),
        await kept_check(office),
        *await overdue_checks(office),
    ]


def _ages(keys: Keys, clock: Clock) -> Iterator[Check]:
    signing = next(key for key in keys.chained if key.public == keys.public)
    return age_checks(signing, made(keys.ring_made[keys.ring_current]), clock.law())


async def _outside(settings: Settings, clock: Clock, session: aiohttp.ClientSession) -> list[Check]:
    slack = settings.slack
    setting = SlackSetting(
        team=slack.team,
        enterprise=slack.enterprise,
        private=(slack.review_channel, slack.escalation_channel),
        posted=(settings.anchors.slack_channel,) if settings.anchors.slack_channel else (),
        accounts=[(person.id, user) for person in settings.people for user in person.slack],
    )
    hooks = [
        (name, getattr(settings, name).webhook_url)
        for name in ("paging", "accounts", "release", "notice")
    ]
    return [
        *await slack_checks(_slack(settings, session), setting, SCOPES, clock.wall),
        await mail_check(_relay(settings)),
        *await reach_checks(hooks),
    ]


def _relay(settings: Settings) -> Relay:
    return read_relay(settings.notice.smtp_url, settings.notice.smtp_password.get_secret_value())


async def _tests(settings: Settings, clock: Clock, session: aiohttp.ClientSession) -> list[Check]:
    """Send one alarm mail and one page that say they are tests."""
    key = f"doctor:{clock.new_id()}"
    mail = EmailNotice(_relay(settings), settings.notice.sender, settings.legal.privacy_contact)
    domain = urlsplit(settings.public_url).hostname or "localhost"
    lines = ["This is a test of the alarm. If you can read it at night, it works."]
    sent = await mail.send_alarm(
        settings.alarm.email,
        "Test of the emergency desk's alarm",
        lines,
        message_id_for(key, domain),
        clock.law(),
    )
    checks = [_sent("test mail", sent, f"was taken for {len(settings.alarm.email)} mailboxes")]
    hook = settings.paging
    if hook.webhook_url:
        post = SignedPost(
            session, hook.webhook_url, hook.webhook_secret.get_secret_value(), clock.wall
        )
        page = Page(key=key, case="", person="", summary="A test page", severity="warning")
        paged = await PagingDesk(post).trigger(page)
        await PagingDesk(post).resolve(page)
        checks.append(_sent("test page", paged, "was taken"))
    return checks


def _sent(name: str, outcome: object, words: str) -> Check:
    if isinstance(outcome, Failure):
        return Check(name, Grade.FAIL, f"was not taken: {outcome.reason}")
    return Check(name, Grade.OK, words)
