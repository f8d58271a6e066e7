"""Small files go through us: sealed, behind a link and a spoken code, fetched, and confirmed."""

import json
import re
from datetime import timedelta
from http import HTTPStatus

from bot.practice.scripts import deeds, requests
from bot.practice.scripts.fetching import Browser, browser, code_of, fetched_whole, field_of
from bot.practice.stage import ScriptFailedError, Stage, expect

MESSAGE = "msg_by_link"
SIZE = 1_300_000
"""Bytes of the clip: more than one piece of what is kept sealed."""


async def play(stage: Stage) -> str:
    """From the approval to the receipt; a scanner and a guesser come by on the way."""
    case = await approved(stage)
    spoken = await custodian_sends(stage, case)
    await stage.pass_time(timedelta(minutes=2))
    link = await link_in_mail(stage)
    await _scanner_looks(stage, case, link)
    officer = browser(stage, link)
    async with officer.session:
        await _officer_opens(officer, spoken)
        await stage.card(case, "eleased")
        await _officer_fetches(stage, officer)
    return case


async def approved(stage: Stage) -> str:
    """A request comes in and two people approve it; returns the case."""
    case, code = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), MESSAGE)
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    return case


async def way_to_files(stage: Stage, case: str) -> str:
    """Return the address of the custodian's page for files, as the release form has it."""
    hand = await deeds.press_card(stage, deeds.COL, case, "release.open")
    form = await hand.view("release.check")
    found = re.search(r"<(\S+?/desk/[\w-]+/delivery)\|", json.dumps(form.blocks))
    if found is None:
        raise ScriptFailedError("expected the way to the page for files on the release form")
    await hand.close()
    return found[1]


async def custodian_sends(stage: Stage, case: str) -> str:
    """Upload a clip on the custodian's page and send the link; returns the code to be spoken."""
    custodian = browser(stage, await way_to_files(stage, case))
    clip = stage.evidence.make("front-door.mp4", SIZE)
    file = (clip.name, stage.evidence.read(clip.name))
    async with custodian.session:
        page = await custodian.page()
        times = {"line": "1", "start": field_of(page, "start"), "end": field_of(page, "end")}
        outside = await custodian.submit("upload", times | {"end": "2126-01-01 00:00:00"}, file)
        expect("outside the times allowed" in outside, "a file beyond the scope to be refused")
        kept = await custodian.submit("upload", times, file)
        expect(clip.sha256 in kept, "the page to show the SHA-256 that it computed")
        offer = {"ongoing": "yes", "how": "Dispatch, by telephone", "recipient": "officer"}
        return code_of(await custodian.submit("send", offer))


async def link_in_mail(stage: Stage) -> str:
    """Wait for the mail with the link."""

    def look() -> str | None:
        texts = [letter.part("plain") for letter in stage.mailbox.to(requests.OFFICER)]
        found = [re.search(r"\S+/release/[\w-]+", text) for text in texts]
        return next((match[0] for match in found if match is not None), None)

    return await stage.until(look, "a mail to the officer with the link")


async def _scanner_looks(stage: Stage, case: str, link: str) -> None:
    """A mail scanner opens whatever a mail has in it."""
    scanner = browser(stage, link)
    async with scanner.session:
        page = await scanner.page()
        expect(case not in page and "front-door" not in page, "the link alone to show nothing")
        status, _ = await scanner.fetch(1)
        expect(status == HTTPStatus.NOT_FOUND, "no file without the code")


async def _officer_opens(officer: Browser, spoken: str) -> None:
    """Type a wrong code, then the one that was spoken."""
    wrong = f"{(int(spoken) + 1) % 1_000_000:06d}"
    again = await officer.submit("code", {"code": wrong})
    expect("did not open it" in again, "a wrong code to open nothing")
    shown = await officer.submit("code", {"code": f"{spoken[:3]} {spoken[3:]}"})
    expect("front-door.mp4" in shown, "the right code to show the list")


async def _officer_fetches(stage: Stage, officer: Browser) -> None:
    """Fetch the clip over a line that breaks off, compare it, and confirm the list."""
    content = await fetched_whole(officer, 1, SIZE)
    expect(content == stage.evidence.read("front-door.mp4"), "the very bytes that were uploaded")
    confirmed = await officer.submit("confirm", {"have": "yes"})
    expect("You confirmed this list" in confirmed, "the receipt to be taken")
