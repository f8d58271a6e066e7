"""Looks at what the product stands on outside: Slack, the mail server, the pager."""

import asyncio
import ssl
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import aiosmtplib
from slack_sdk.errors import SlackApiError

from bot.workflow.checkup import Check, Grade, skew_check
from handlers.notices.relay import Encryption, Relay
from handlers.outside import Failure
from handlers.slack_api import SlackApi
from handlers.standing import problem_of

SECONDS: Final = 10.0
"""How long one look outside may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSetting:
    """What the settings say of the workspace."""

    team: str
    enterprise: str
    private: Sequence[str]
    posted: Sequence[str]
    accounts: Sequence[tuple[str, str]]


async def slack_checks(
    api: SlackApi, setting: SlackSetting, scopes: Collection[str], wall: Callable[[], float]
) -> list[Check]:
    """Ask Slack who we are, what we may do, and how channels and people stand."""
    try:
        async with asyncio.timeout(SECONDS):
            answer = await api.client.auth_test()
    except SlackApiError as error:
        words = f"refuses the bot token: {error.response.get('error', 'no reason given')}"
        return [Check("Slack", Grade.FAIL, words)]
    except (aiohttp.ClientError, OSError):
        return [Check("Slack", Grade.FAIL, "does not answer: check slack.api_url and the network")]
    headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
    found = [_team(answer.get("team_id"), setting), _scopes(headers, scopes)]
    if "date" in headers:
        found.append(skew_check(parsedate_to_datetime(headers["date"]).timestamp(), wall()))
    channels = dict.fromkeys(setting.posted, False) | dict.fromkeys(setting.private, True)
    found += [await _channel(api, channel, private=kept) for channel, kept in channels.items()]
    return [*found, *await _people(api, setting)]


def _team(team: object, setting: SlackSetting) -> Check:
    if team == setting.team:
        return Check("Slack", Grade.OK, f"the bot is installed in {setting.team}")
    words = f"the token is of {team}, slack.team says {setting.team}: correct one of them"
    return Check("Slack", Grade.FAIL, words)


def _scopes(headers: Mapping[str, str], wanted: Collection[str]) -> Check:
    if "x-oauth-scopes" not in headers:
        return Check("scopes", Grade.WARN, "Slack did not name them")
    granted = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")}
    missing = sorted(set(wanted) - granted)
    if missing:
        words = f"missing {', '.join(missing)}: install the app anew from exigent manifest"
        return Check("scopes", Grade.FAIL, words)
    return Check("scopes", Grade.OK, f"all {len(wanted)} are granted")


async def _channel(api: SlackApi, channel: str, *, private: bool) -> Check:
    try:
        answer = await api.client.conversations_info(channel=channel)
    except SlackApiError as error:
        code = error.response.get("error", "no reason given")
        return Check("channel", Grade.FAIL, f"{channel}: {code}: invite the bot, check the id")
    found: Mapping[str, Any] = answer.get("channel") or {}
    shared = any(
        found.get(flag) for flag in ("is_shared", "is_ext_shared", "is_pending_ext_shared")
    )
    if not found.get("is_member"):
        return Check("channel", Grade.FAIL, f"{channel}: the bot is not in it: invite it")
    if shared:
        words = f"{channel}: is shared with outsiders: stop sharing it"
        return Check("channel", Grade.FAIL, words)
    if private and not found.get("is_private"):
        return Check("channel", Grade.FAIL, f"{channel}: is public: make it private")
    return Check("channel", Grade.OK, f"{channel}: the bot is in it, nobody from outside is")


async def _people(api: SlackApi, setting: SlackSetting) -> list[Check]:
    ours = frozenset(team for team in (setting.team, setting.enterprise) if team)
    found = []
    for person, account in setting.accounts:
        user = await api.user(account)
        if isinstance(user, Failure):
            found.append(Check("people", Grade.FAIL, f"{person}, {account}: {user.reason}"))
        elif (problem := problem_of(user, ours)) is not None:
            words = f"{person}, {account}: {problem.value}; may decide nothing"
            found.append(Check("people", Grade.FAIL, words))
    good = len(setting.accounts) - len(found)
    return [Check("people", Grade.OK, f"{good} accounts are in good standing"), *found]


async def mail_check(relay: Relay) -> Check:
    """Connect to the mail server and log in; sends nothing."""
    start_tls = {Encryption.REQUIRED: True, Encryption.OFFERED: None}.get(relay.encryption, False)
    client = aiosmtplib.SMTP(
        hostname=relay.host,
        port=relay.port,
        timeout=SECONDS,
        use_tls=relay.encryption is Encryption.AT_ONCE,
        start_tls=start_tls,
        tls_context=relay.tls,
        local_hostname="localhost",
    )
    where = f"{relay.host}:{relay.port}"
    try:
        await client.connect()
        if relay.user is not None:
            await client.login(relay.user, relay.password)
        await client.quit()
    except (aiosmtplib.SMTPException, OSError) as error:
        words = f"{where}: {type(error).__name__}: check notice.smtp_url and its password"
        return Check("mail", Grade.FAIL, words)
    finally:
        client.close()
    return Check("mail", Grade.OK, f"{where} takes mail from us")


async def reach_checks(hooks: Iterable[tuple[str, str]]) -> list[Check]:
    """Connect to the company's own systems by (name, address); an empty address is by hand."""
    return [await _reach(name, url) for name, url in hooks]


async def _reach(name: str, url: str) -> Check:
    if not url:
        by_hand = "nobody is woken outside Slack" if name == "paging" else "done by a person"
        return Check(name, Grade.WARN if name == "paging" else Grade.OK, f"no address: {by_hand}")
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    context = ssl.create_default_context() if secure else None
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, port, ssl=context)
            writer.close()
    except (OSError, ValueError):
        return Check(name, Grade.FAIL, f"{parts.hostname}:{port} cannot be reached")
    return Check(name, Grade.OK, f"{parts.hostname}:{port} can be reached")
