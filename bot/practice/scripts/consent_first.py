"""Scenario 5: the owner can be reached and is safe. Two people find so, and the owner shares."""

import re

from aiohttp import ClientSession

from bot.practice.scripts import deeds, requests
from bot.practice.stage import ScriptFailedError, Stage, expect

OWNER = "jo@home.example"
WHY = "A neighbour called it in; nobody of the household is anywhere near."


async def play(stage: Stage) -> str:
    """Nobody is asked on one person's word; the owner says yes, and nothing leaves the house."""
    case, code = await deeds.request_comes_in(
        stage, requests.kidnapping(stage.law()), "msg_consent_first"
    )
    await deeds.verify(stage, case, code)
    await deeds.record_owner(stage, case, OWNER)
    await find_nobody_involved(stage, deeds.ANA, case)
    expect(stage.mailbox.to(OWNER) == [], "nobody to be asked on one person's word")
    await find_nobody_involved(stage, deeds.BEN, case)
    letter = (await stage.letter(OWNER)).part("plain")
    expect("It is your choice" in letter, "the owner to read that they are free to say no")
    expect("taken" not in letter, "the owner not to read what the police wrote")
    await answer(stage, letter, "yes")
    await stage.card(case, "losed")
    return case


async def find_nobody_involved(stage: Stage, user: str, case: str) -> None:
    """Answer that no account holder could be involved or endangered."""
    hand = stage.hand(user)
    await hand.command("/edr", f"consent {case}")
    await hand.view("consent.file")
    await hand.fill(None, {"involved": "no", "why": WHY})
    await hand.submit()


async def answer(stage: Stage, letter: str, said: str) -> None:
    """Open the letter's link as a browser does, and press one of the two buttons."""
    link = re.search(r"https?://[^/\s]+(/consent/\S+)", letter)
    if link is None:
        raise ScriptFailedError("expected a link in the letter")
    async with ClientSession() as browser:
        async with browser.get(f"{stage.product}{link[1]}") as shown:
            page = await shown.text()
            cookie = shown.cookies
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        form = {**hidden, "answer": said}
        sent = {name: morsel.value for name, morsel in cookie.items()}
        async with browser.post(
            f"{stage.product}{link[1]}", data=form, cookies=sent, allow_redirects=False
        ) as taken:
            expect(taken.status == 303, "the answer to be taken")  # noqa: PLR2004 - See Other
