"""The composition root: the only module that knows the doors, the desk and the ways out at once.

It holds no rule and no wording; it builds, starts and stops.
"""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.asks import ExportAsks, RecordAsks, ReportAsks
from bot.compose import House
from bot.doors import routes
from bot.metrics import OfficeMetrics
from bot.scheduler import Scheduler
from bot.ways_out import ways_out
from bot.workflow.agency_cases import list_older_cases
from bot.workflow.deliver import Courier
from bot.workflow.hourly import publish_hourly
from bot.workflow.keeping import Keeping
from bot.workflow.key_entries import record_keys
from bot.workflow.look_back import LookBack, continue_record
from bot.workflow.outside import record_configuration, write_refusals
from bot.workflow.watch import Watch
from handlers.intake.email.key_records import TextRecords
from handlers.slack_api import TIME_LIMIT
from handlers.slack_side import SlackPlaces, SlackSide, build_slack
from handlers.web import application, runner

log = structlog.get_logger(__name__)

EVERY_MINUTE = 60.0
EVERY_HOUR = 3600.0
METRICS_EVERY = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The product while it runs: where it listens and what it is made of."""

    house: House
    address: str
    slack: SlackSide
    scheduler: Scheduler


@contextlib.asynccontextmanager
async def running(house: House, records: TextRecords | None = None) -> AsyncIterator[Running]:
    """Run the product until the block ends, then drain it: doors first, loops, database last.

    `records` takes the place of this machine's DNS for the keys that sign mail.
    """
    settings, office = house.settings, house.office
    await _record_start(house)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(house.database.close)
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=TIME_LIMIT, cookie_jar=aiohttp.DummyCookieJar())
        )
        slack = slack_side(house)
        registry = CollectorRegistry()
        metrics = OfficeMetrics(office, registry)
        out = ways_out(house, session, slack.api)
        scheduler = Scheduler(
            office,
            Courier(office=office, ports=out.ports),
            (
                (EVERY_MINUTE, Watch(office, out.alarm.ring).look),
                (EVERY_MINUTE, lambda: write_refusals(office)),
                (EVERY_MINUTE, LookBack(office, house.notary).look),
                (EVERY_HOUR, lambda: publish_hourly(office)),
                (EVERY_HOUR, Keeping(office).look),
                (METRICS_EVERY, metrics.refresh),
            ),
        )
        # Left in the opposite order: the doors, then what is under way, then the way to Slack.
        stack.push_async_callback(slack.close)
        scheduler.start()
        stack.push_async_callback(scheduler.stop)
        await slack.look_at_channels()
        address = await stack.enter_async_context(_listening(house, slack, registry, records))
        if settings.slack.app_token.get_secret_value():
            await slack.start_socket(settings.slack.app_token.get_secret_value())
        log.info("product.started", address_host=settings.host, socket_mode=_socket(house))
        yield Running(house=house, address=address, slack=slack, scheduler=scheduler)
        log.info("product.stopping")


async def _record_start(house: House) -> None:
    settings, office = house.settings, house.office
    await record_configuration(office, settings.legal.standards)
    await record_keys(office, house.keys.chained)
    await continue_record(office, settings.record.origin)
    await list_older_cases(office)


def _socket(house: House) -> bool:
    return bool(house.settings.slack.app_token.get_secret_value())


def slack_side(house: House) -> SlackSide:
    """Build Slack's side of the product from the settings."""
    slack = house.settings.slack
    return build_slack(
        house.office,
        SlackPlaces(
            bot_token=slack.bot_token.get_secret_value(),
            api_url=slack.api_url,
            team=slack.team,
            enterprise=slack.enterprise,
            review_channel=slack.review_channel,
            escalation_channel=slack.escalation_channel,
            public_url=house.settings.public_url,
            company=house.settings.legal.company,
        ),
        verify=RecordAsks(house),
        export=ExportAsks(house),
        report=ReportAsks(house),
    )


@contextlib.asynccontextmanager
async def _listening(
    house: House, slack: SlackSide, registry: CollectorRegistry, records: TextRecords | None
) -> AsyncIterator[str]:
    settings, clock = house.settings, house.office.clock
    app = application(
        routes(house, slack, registry, records),
        https=settings.public_url.startswith("https://"),
        monotonic=clock.monotonic,
        phone=settings.paging.desk_phone,
    )
    serving = runner(app)
    await serving.setup()
    site = web.TCPSite(serving, settings.host, settings.port)
    await site.start()
    host, port = serving.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await serving.cleanup()
