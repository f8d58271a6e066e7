"""The doors for programs over a real database, served from a thread of their own."""

import asyncio
import base64
import hmac
import itertools
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

from bot.workflow.holding import Flood, Threshold
from bot.workflow.intake import Intake
from bot.workflow.outside import count_refusal
from handlers.doorkeeper import Doorkeeper
from handlers.exports import BODY_CAP as EXPORTS_CAP
from handlers.exports import Exports
from handlers.exports_board import RecordBooks
from handlers.intake.email.mailroom import Mailroom
from handlers.intake.email.webhook import BODY_CAP as EMAIL_CAP
from handlers.intake.email.webhook import EmailIntake
from handlers.intake.webhook import BODY_CAP as REQUEST_CAP
from handlers.intake.webhook import RequestIntake
from handlers.notices.outcomes import NoticeOutcomes
from handlers.page_receipts import PageReceipts
from handlers.receipts import BODY_CAP as RECEIPT_CAP
from handlers.receipts import Receipts
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from handlers.web import application, runner
from tests import factories as make
from tests.databases import opened
from tests.fakes.clock import FrozenClock
from tests.handlers.house import office_over
from tests.handlers.intake.email.given import Room
from tests.handlers.site import SECRET

URL = "https://edr.example"


def routes(template: Path, folder: Path, clock: FrozenClock) -> list[web.RouteDef]:
    """The three doors; their keeper's minute passes between any two who knock.

    Of mails so few are let in at once that others are held.
    """
    database = opened(f"sqlite:///{shutil.copyfile(template, folder / 'doors.db')}")
    office, seconds = office_over(database, clock), itertools.count(0, 100)

    async def count(source: str, reason: str) -> None:
        await count_refusal(office, source, reason)

    keeper = Doorkeeper(count, lambda: float(next(seconds)))
    signatories = Signatories({"partner": SECRET}, clock.wall)

    def door(name: str, cap: int) -> SignedDoor:
        return SignedDoor(name, signatories, keeper, cap)

    intake, room = Intake(office), Room(clock)
    mailroom = Mailroom(
        reception=intake,
        arrivals=Threshold(office, Flood(per_source=5, everybody=8)),
        directory=room.directory,
        authenticator=room.authenticator,
        wall=clock.wall,
    )
    outcomes = NoticeOutcomes(office=office, domain="c.example")
    return [
        *RequestIntake(door("requests", REQUEST_CAP), intake, URL).routes(),
        *EmailIntake(door("emails", EMAIL_CAP), mailroom, count, URL).routes(),
        *Exports(door("exports", EXPORTS_CAP), RecordBooks(office)).routes(),
        *Receipts(door("receipts", RECEIPT_CAP), PageReceipts(office), outcomes).routes(),
    ]


@contextmanager
def served(template: Path, folder: Path) -> Iterator[tuple[str, FrozenClock]]:
    """Serve the doors from another thread; yields their address and the clock they go by."""
    clock, loop, ready = FrozenClock(make.AT), asyncio.new_event_loop(), threading.Event()
    address: list[str] = []
    stop = asyncio.Event()

    async def serve() -> None:
        doors = routes(template, folder, clock)
        serving = runner(application(doors, https=False, monotonic=clock.monotonic))
        await serving.setup()
        await web.TCPSite(serving, "127.0.0.1", 0).start()
        host, port = serving.addresses[0][:2]
        address.append(f"http://{host}:{port}")
        ready.set()
        await stop.wait()
        await serving.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(20)
        yield address[0], clock
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


def signature(raw: bytes, clock: FrozenClock, message_id: str) -> Mapping[str, str]:
    """Sign the very bytes, which the scheme's library cannot where they are no text."""
    at = int(clock.wall())
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    mac = hmac.digest(key, b"%s.%d.%s" % (message_id.encode(), at, raw), "sha256")
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
