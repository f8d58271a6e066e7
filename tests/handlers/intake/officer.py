"""An officer at the form: the pages over a real database, on a socket, and a browser's part."""

import io
import re
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp

from bot.domain.case import Case
from bot.domain.commands import Command
from bot.domain.roster import Ref
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.holding import Flood, Threshold
from bot.workflow.office import Office
from bot.workflow.outside import count_refusal
from bot.workflow.queries import dossier
from handlers.intake.status_acts import CaseActs
from handlers.intake.status_page import StatusPage, Taking
from handlers.intake.status_source import CaseStatus
from handlers.intake.web_portal.doorstep import Doorstep
from handlers.intake.web_portal.form_page import Desk, FormPage
from tests import factories as make
from tests.databases import opened
from tests.fakes.clock import FrozenClock
from tests.handlers.house import office_over
from tests.handlers.site import site

PHONE = "+1 555 010 0100"
NO_FLOOD = Flood(per_source=1000, everybody=1000)
File = tuple[str, bytes, str]
"""A name, bytes, and a media type."""

FIELDS: Mapping[str, str | Sequence[str]] = {
    "agency.name": make.AGENCY.name,
    "agency.kind": "local",
    "agency.country": "US",
    "agency.state": "ca",
    "agency.code": "CA0194200",
    "agency.unit": "Missing persons",
    "officer.name": "R. Alvarez",
    "officer.rank": "Sgt",
    "officer.badge": "4417",
    "officer.email": make.OFFICER_MAIL,
    "officer.phone": "+1 555 010 4417",
    "supervisor.name": "L. Chen",
    "supervisor.email": "lchen@springfieldpd.example",
    "supervisor.phone": "+1 555 010 4400",
    "zone": "America/Los_Angeles",
    "incident_number": "26-118203",
    "legal_basis": "usc2702b8",
    "emergency.nature": "abduction",
    "emergency.harm": ["death", "serious_physical_injury"],
    "emergency.person_at_risk": "girl, 9",
    "emergency.relation_to_owner": "stranger",
    "emergency.narrative": "Taken from the pavement.\r\nGrey van.",
    "emergency.how_known": "911 call",
    "emergency.occurred_at": "2026-11-21T18:20",
    "emergency.last_confirmed_at": "2026-11-21T18:50",
    "emergency.ongoing": "yes",
    "emergency.why_no_warrant": "no_time",
    "emergency.how_data_helps": "Shows the van.",
    "emergency.owner_consent": "unreachable",
    "data_sought.0.device": "B8:7C:6F:12:34:56",
    "data_sought.0.categories": ["video", "motion_log"],
    "data_sought.0.from": "2026-11-21T18:00",
    "data_sought.0.to": "2026-11-21T18:30",
    "deadline": "2026-11-21T20:00",
    "notice_objection": "",
    "follow_up.kind": "warrant",
    "follow_up.court": "Superior Court of Springfield",
    "follow_up.by": "2026-11-25T17:00",
    "purpose": "yes",
    "attested": "yes",
    "signature": "R. Alvarez",
}
"""A whole form."""


@dataclass(frozen=True)
class Answer:
    """A page as it came back."""

    status: int
    text: str
    path: str
    headers: Mapping[str, str]

    @property
    def errors(self) -> dict[str, str]:
        """The list of errors on top: the field that each leads to, and its sentence."""
        found = re.findall(r'<li><a href="#([^"]+)">[^<]*</a>: ([^<]*)</li>', self.text)
        return {name: unescape(sentence) for name, sentence in found}

    def hidden(self, name: str) -> str:
        """A hidden field's value."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found is not None
        return unescape(found[1])


@dataclass
class Officer:
    """Somebody with a browser, and the house behind the pages."""

    client: aiohttp.ClientSession
    office: Office
    clock: FrozenClock
    refusals: list[tuple[str, str]] = field(default_factory=list)

    async def get(self, path: str = "/request", **headers: str) -> Answer:
        """Open a page."""
        async with self.client.get(path, headers=headers) as response:
            return Answer(
                response.status, await response.text(), response.url.path_qs, response.headers
            )

    async def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]],
        files: Sequence[File] = (),
        **headers: str,
    ) -> Answer:
        """Send a form as a browser does, and go where it leads."""
        form = aiohttp.FormData(default_to_multipart=True, quote_fields=False)
        for name, value in fields.items():
            for one in [value] if isinstance(value, str) else value:
                form.add_field(name, one)
        for name, content, media_type in files or [("", b"", "application/octet-stream")]:
            bytes_of = io.BytesIO(content)
            form.add_field("attachments", bytes_of, filename=name, content_type=media_type)
        async with self.client.post(path, data=form, headers=headers) as response:
            return Answer(
                response.status, await response.text(), response.url.path_qs, response.headers
            )

    async def send(
        self, changes: Mapping[str, Any] | None = None, files: Sequence[File] = ()
    ) -> Answer:
        """Open the form, fill it in with `changes`, and send it; None leaves a field out."""
        given = {**FIELDS, **(changes or {}), **self.held_by(await self.get())}
        return await self.post("/request", {n: v for n, v in given.items() if v is not None}, files)

    async def act(
        self, path: str, fields: Mapping[str, str | Sequence[str]], files: Sequence[File] = ()
    ) -> Answer:
        """Fill in a form of a status page and send it."""
        page = await self.get(path.partition("?")[0])
        return await self.post(path.partition("?")[0], {**fields, **self.held_by(page)}, files)

    @staticmethod
    def held_by(page: Answer) -> dict[str, str]:
        """What a page wants back with its form."""
        return {"form": page.hidden("form"), "token": page.hidden("token")}

    async def found(self, number: str = make.NUMBER) -> Dossier:
        """A case as the desk sees it."""
        case = await dossier(self.office, number, make.DEE)
        assert case is not None
        return case

    async def case(self, number: str = make.NUMBER) -> Case:
        """A case as it stands."""
        return (await self.found(number)).case

    async def desk(self, command: Command, who: Ref, number: str = make.NUMBER) -> Outcome:
        """Let somebody of the desk do something."""
        self.clock.advance(60)
        standings = make.standings(self.clock.law())
        return await execute(
            self.office, Order(case=number, command=command, actor=who, standings=standings)
        )

    async def cases(self) -> list[str]:
        """The numbers of all cases, oldest first."""
        rows = await self.office.database.read(lambda db: db.cases.find())
        return sorted(row.number for row in rows)

    async def file(self, key: str, number: str = make.NUMBER) -> bytes | None:
        """A sealed file's bytes."""
        return await self.office.database.read(lambda db: db.cabinet.file(number, key))


@asynccontextmanager
async def officer(
    template: Path, folder: Path, flood: Flood = NO_FLOOD, **changes: int
) -> AsyncIterator[Officer]:
    """An officer before the pages of a fresh house."""
    clock = FrozenClock(make.AT)
    database = opened(f"sqlite:///{shutil.copyfile(template, folder / 'exigent.db')}")
    office = replace(office_over(database, clock), **changes)
    await database.tx(lambda ledger: ledger.agencies.replace([make.AGENCY]))
    refusals: list[tuple[str, str]] = []

    async def count(source: str, reason: str) -> None:
        refusals.append((source, reason))
        await count_refusal(office, source, reason)

    doorstep = Doorstep(clock, office.site_secret, https=False)
    desk = Desk(company="Example Cameras Inc.", phone=PHONE, proxies=("127.0.0.1",))
    pages = [
        *FormPage(Threshold(office, flood), doorstep, desk, count).routes(),
        *StatusPage(
            CaseStatus(office=office, phone=PHONE),
            desk,
            Taking(acts=CaseActs(office=office), doorstep=doorstep, count=count),
        ).routes(),
    ]
    async with site(pages, clock) as client:
        # The client keeps cookies of an address only when it is told to.
        client._cookie_jar = aiohttp.CookieJar(unsafe=True)
        yield Officer(client, office, clock, refusals)
    database.close()
