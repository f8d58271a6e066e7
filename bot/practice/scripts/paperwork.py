"""The legal process that follows a release: the officer sends it, somebody of the desk reads it."""

import re
from http import HTTPStatus

from aiohttp import ClientSession, CookieJar, FormData

from bot.practice.delivery import Answer
from bot.practice.scripts import deeds
from bot.practice.scripts.requests import Json
from bot.practice.stage import ScriptFailedError, Stage, expect

COURT = "Superior Court of Springfield"
PDF = b"%PDF-1.7\n% an invented warrant\n"


async def page_of(stage: Stage, request: Json, message_id: str) -> str:
    """Return the path of the officer's page, as a partner who asks again is told it."""
    again = await stage.send(request, message_id)
    expect(again["duplicate"], "the request to be known already")
    return "/" + str(again["status_url"]).split("/", 3)[-1]


async def officer_sends(stage: Stage, page: str, name: str = "warrant.pdf") -> None:
    """Upload a warrant by the officer's page, as a browser does."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        async with browser.get(stage.product + page) as opened:
            shown = await opened.text()
        form = FormData(default_to_multipart=True)
        for field in ("form", "token"):
            form.add_field(field, _hidden(shown, field))
        form.add_field("act", "process")
        form.add_field("process", "warrant")
        form.add_field("court", COURT)
        form.add_field("process_file", PDF, filename=name, content_type="application/pdf")
        async with browser.post(stage.product + page, data=form) as sent:
            expect(sent.status == HTTPStatus.OK, "the page to take the document")


def _hidden(page: str, field: str) -> str:
    found = re.search(rf'name="{field}" value="([^"]*)"', page)
    if found is None:
        raise ScriptFailedError(f"expected a form with the field {field} on the officer's page")
    return found[1]


async def read(stage: Stage, user: str, case: str) -> Answer:
    """Take the one document that waits as the warrant that was promised."""
    hand = stage.hand(user)
    await hand.command("/edr", f"process {case}")
    await hand.view("process.file")
    await hand.fill(None, {"found": "whole", "kind": "warrant", "issuer": COURT})
    return await hand.submit()


async def warrant_comes(stage: Stage, case: str, request: Json, message_id: str) -> None:
    """The officer keeps the promise, and Dia reads what came."""
    await officer_sends(stage, await page_of(stage, request, message_id))
    await stage.card(case, "not read yet")
    await read(stage, deeds.DIA, case)
    await stage.card(case, "It came as document P1")
