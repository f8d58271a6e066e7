"""The whole product on a practice workspace: for the demo, for drills and for the tests.

Everything is real but Slack, the agency and the owner: the database, the record, the mail that is
sent by SMTP, the signatures. Nothing leaves this machine.
"""

import base64
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.app import Running, running
from bot.clock import PracticeClock
from bot.compose import House, open_office, ref_of
from bot.domain.checkpoint import VerifierKey
from bot.domain.directory.commands import ConfirmProposal
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.roster import Standing
from bot.keyring import new_keys
from bot.practice.evidence import Evidence
from bot.practice.evidence_store import PretendStore, listening
from bot.practice.mailbox import Mailbox
from bot.practice.page_api import PageApi
from bot.practice.page_state import Advance, Practice
from bot.practice.post_office import PostOffice
from bot.practice.seed import AGENCIES, PARTNER, settings_text, workspace_of
from bot.practice.server import SlackServer
from bot.practice.stage import Erase, Stage
from bot.practice.wall import ReadsWall
from bot.removal import remove
from bot.settings import load
from bot.workflow.agencies import DirectoryOrder, change_directory
from bot.workflow.directory import found_directory
from bot.workflow.notice_texts import approve
from handlers.intake.email.key_records import TextRecords
from handlers.languages import offered
from handlers.notices.exemplar import exemplar, key_of, law_of
from handlers.release.authorization import kid_of
from storage import migrate

NOTHING_ELSE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeHouse:
    """What is running, and the stage that scripts play on."""

    running: Running
    stage: Stage

    @property
    def house(self) -> House:
        """The product's inside, for tests and for printing the record."""
        return self.running.house


@contextlib.asynccontextmanager
async def practice_house(
    folder: Path,
    clock: PracticeClock,
    *,
    database_url: str = "",
    page_port: int = 0,
    variables: Mapping[str, str] = NOTHING_ELSE,
    records: TextRecords | None = None,
    stored: bool = False,
) -> AsyncIterator[PracticeHouse]:
    """Run everything in `folder` until the block ends.

    `database_url` empty means a SQLite file in the folder. `page_port` 0 lets the system choose.
    `variables` override settings as the environment does: `EXIGENT_SLACK__APP_TOKEN`.
    `records` takes the place of the pretend DNS for the keys that sign mail. `stored` releases
    through a pretend evidence store.
    """
    async with contextlib.AsyncExitStack() as stack:
        outside = await _outside(stack, folder, clock, page_port)
        store, settings = await _store(stack, outside, clock) if stored else (None, NOTHING_ELSE)
        text = outside.settings(folder, database_url)
        house = _opened(folder, text, clock, {**settings, **variables})
        if store is not None:
            key = VerifierKey(house.settings.record.origin, house.keys.public)
            store.public[kid_of(key)] = key.public
        await list_agencies(house)
        await approve_texts(house)
        looked_up = records or outside.post.records
        product = await stack.enter_async_context(running(house, looked_up))
        outside.server.point_at(product.address + "/slack/events")

        async def advance(seconds: float) -> None:
            clock.advance(seconds)
            house.office.bell.ring()

        outside.practice.advance = advance

        stage = outside.stage(product.address, clock, advance, _operator(house), store)
        yield PracticeHouse(running=product, stage=stage)


def _operator(house: House) -> Erase:
    """Return the operator at the server, who carries out what two people agreed to erase."""

    async def erase(case: str) -> bool:
        return not isinstance(await remove(house, case), Refused)

    return erase


async def list_agencies(house: House) -> None:
    """List the agencies, which Mara has looked through and confirmed before the play begins."""
    office = house.office
    number = await found_directory(office, AGENCIES)
    if number:
        mara = ref_of(house.keys, "mara")
        good = {mara: Standing(ref=mara, observed_at=office.clock.law())}
        confirm = ConfirmProposal(number=number)
        await change_directory(office, DirectoryOrder(command=confirm, actor=mara, standings=good))


async def approve_texts(house: House) -> None:
    """Let Mara have read every text of a notice before the play begins: it is on the record."""
    office, mara = house.office, ref_of(house.keys, "mara")
    texts = [
        key_of(exemplar(kind, language, law_of(office.standards[name])))
        for name, kind, language in product(office.law.in_force, NoticeKind, offered())
    ]
    await approve(office, texts, mara)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outside:
    """Everything that is not the product: Slack, the mailbox, the evidence, the page."""

    server: SlackServer
    mailbox: Mailbox
    evidence: Evidence
    post: PostOffice
    practice: Practice
    partner_secret: str = field(repr=False)

    def stage(
        self,
        product: str,
        clock: PracticeClock,
        advance: Advance,
        erase: Erase,
        store: PretendStore | None,
    ) -> Stage:
        """Return the stage around a product at `product`."""
        return Stage(
            store=store,
            server=self.server,
            mailbox=self.mailbox,
            evidence=self.evidence,
            post=self.post,
            product=product,
            partner=PARTNER,
            partner_secret=self.partner_secret,
            law=clock.law,
            wall=clock.wall,
            advance=advance,
            erase=erase,
        )

    def settings(self, folder: Path, database_url: str) -> str:
        """Return the product's settings, so that it speaks with all of this."""
        return settings_text(
            folder=folder,
            database_url=database_url or f"sqlite:///{folder / 'practice.db'}",
            slack_origin=self.server.origin,
            app=self.server.workspace.app,
            smtp_url=self.mailbox.url,
            partner_secret=self.partner_secret,
            port=_free_port(),
        )


def _free_port() -> int:
    """Return a port that nobody listens on: links to the product's pages must name it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _outside(
    stack: contextlib.AsyncExitStack, folder: Path, clock: PracticeClock, port: int
) -> _Outside:
    wall = ReadsWall(clock.wall)
    evidence = Evidence(folder / "evidence")
    mailbox = await stack.enter_async_context(Mailbox(wall))
    practice = Practice(
        law_clock=lambda: clock.law().astimezone(UTC).isoformat(timespec="seconds"),
        evidence=evidence,
        mailbox=mailbox,
    )
    server = await stack.enter_async_context(
        SlackServer(workspace_of(wall), port=port, extend=PageApi(practice).extend)
    )
    return _Outside(
        server=server,
        mailbox=mailbox,
        evidence=evidence,
        post=PostOffice(clock.wall),
        practice=practice,
        partner_secret="whsec_" + base64.b64encode(clock.random_bytes(24)).decode(),
    )


async def _store(
    stack: contextlib.AsyncExitStack, outside: _Outside, clock: PracticeClock
) -> tuple[PretendStore, Mapping[str, str]]:
    """Run a pretend evidence store; return it and the settings that name it."""
    secret = "whsec_" + base64.b64encode(clock.random_bytes(24)).decode()
    store = PretendStore(secret, {}, clock.law, outside.evidence)
    address = await stack.enter_async_context(listening(store))
    return store, {
        "EXIGENT_RELEASE__WEBHOOK_URL": address,
        "EXIGENT_RELEASE__WEBHOOK_SECRET": secret,
    }


def _opened(folder: Path, text: str, clock: PracticeClock, variables: Mapping[str, str]) -> House:
    path = folder / "exigent.toml"
    path.write_text(text, encoding="utf-8")
    settings = load({**variables, "EXIGENT_CONFIG": str(path)})
    if not settings.key_dir.exists():
        new_keys(settings.key_dir, created=clock.law(), random_bytes=clock.random_bytes)
    migrate(settings.database_url.get_secret_value())
    return open_office(settings, clock)
