"""`process CASE`: what an agency owes, what it sent, and what was found of it."""

import re

import aiohttp

from bot.domain import events as ev
from bot.domain.changing import ReceiveProcess
from bot.domain.followup import Covers, FollowUpStatus
from bot.domain.request import Attachment
from bot.domain.roster import REQUESTER
from handlers.blocks.card import card
from handlers.desk import Desk
from handlers.desk_source import CaseDesk
from tests.factories import ANA, BEN, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.release.told import handed_over
from tests.handlers.site import site

NAME = "warrant <b>.pdf"
COURT = "<!channel> *Court*"


async def sent(house: House, number: str) -> None:
    """The agency sends a document whose every word is hostile."""
    count = (await house.case(number)).processes + 1
    paper = Attachment(key=f"P{count}", name=NAME, type="application/pdf", size=9, digest="d")
    command = ReceiveProcess(number=count, process="warrant", court=COURT, attachment=paper)
    assert (await house.do(number, command, REQUESTER)).refused is None
    await house.database.tx(lambda db: db.cabinet.put_file(number, f"P{count}", b"%PDF-1.7"))


async def filed(house: House, who: str, **fields: str) -> str:
    """Fill the form in and submit it; return what was shown and what was answered."""
    hand = house.hand(who)
    await hand.command("/edr", "process 1", REVIEW)
    shown = str((await hand.view("process.file")).blocks)
    await hand.fill(None, fields)
    said = await hand.submit()
    await hand.close(everything=True)
    return f"{shown} {said.text}"


async def test_the_card_says_what_is_owed_and_what_came(dwelling: House) -> None:
    """By when, and how many documents lie unread; nothing that the agency wrote."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    drawn = str(card(await dwelling.opened(number)))
    assert "Legal process is owed by 2026-12-02" in drawn
    assert f"1 document, 1 not read yet: /edr process {number}" in drawn
    assert "Court" not in drawn
    assert "warrant <b>" not in drawn


async def test_somebody_is_called_to_read_the_first(dwelling: House) -> None:
    """One custodian, once: a second document that waits beside it calls nobody."""
    number = await handed_over(dwelling)
    for _ in range(2):
        await sent(dwelling, number)
    pages = [e.event for e in await dwelling.happened(number, ev.PeoplePaged)]
    assert [len(p.people) for p in pages if p.why == "process_received"] == [1]


async def test_a_document_is_taken_by_the_form(dwelling: House) -> None:
    """What it is and whose is needed; the promise ends as kept, in time."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    missing = await filed(dwelling, EVE, found="whole")
    assert "Write the court" in missing
    said = await filed(dwelling, EVE, found="whole", kind="warrant", issuer="Superior Court")
    assert "on the record as the legal process" in said
    assert "Released: " in said
    owed = (await dwelling.case(number)).follow_up
    assert owed is not None
    assert (owed.status, owed.late) == (FollowUpStatus.RECEIVED, False)
    (accepted,) = await dwelling.happened(number, ev.ProcessAccepted)
    assert (accepted.actor, accepted.event.covers) == (EVE, Covers.YES)


async def test_a_document_for_a_part_leaves_the_rest_owed(dwelling: House) -> None:
    """The form and the card say so, and the next document is asked about as before."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    said = await filed(dwelling, EVE, found="part", kind="warrant", issuer="Superior Court")
    assert "The rest is owed as before" in said
    (accepted,) = await dwelling.happened(number, ev.ProcessAccepted)
    assert (accepted.event.covers, accepted.event.rest_owed) == (Covers.PARTLY, True)
    assert "Document P1 covers a part" in str(card(await dwelling.opened(number)))


async def test_a_document_is_put_aside_with_a_reason(dwelling: House) -> None:
    """Without one the form stays open; the process is owed as before."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    assert "Say in a sentence" in await filed(dwelling, EVE, found="aside")
    said = await filed(dwelling, EVE, found="aside", why="A parking ticket.")
    assert "put aside" in said
    case = await dwelling.case(number)
    assert case.follow_up is not None
    assert case.follow_up.open
    assert case.uploads[0].covers is Covers.NO


async def test_two_people_excuse_it_by_the_form(dwelling: House) -> None:
    """The second reads what the first said, and the first alone excuses nothing."""
    number = await handed_over(dwelling)
    first = await filed(dwelling, ANA, found="excuse", why="The owner gave it to them herself.")
    assert "once a second person says so" in first
    assert "needs a second person" in await filed(dwelling, ANA, found="excuse", why="Again.")
    second = await filed(dwelling, BEN, found="excuse", why="I asked her as well.")
    assert "Ana finds that nothing needs to come any more: The owner gave it" in second
    assert "two people say so" in second
    assert len(await dwelling.happened(number, ev.FollowUpExcused)) == 1


async def test_what_the_agency_wrote_is_never_markup(dwelling: House) -> None:
    """A court's name that calls the channel stands in plain text alone."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", f"process {number}", REVIEW)
    blocks = (await hand.view("process.file")).blocks
    holding = [b["text"]["type"] for b in blocks if COURT in str(b)]
    assert holding == ["plain_text"]


async def test_afterwards_the_form_only_says_how_it_ended(dwelling: House) -> None:
    """Nothing is left to file once it came."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    await filed(dwelling, EVE, found="whole", kind="warrant", issuer="Superior Court")
    hand = dwelling.hand(ANA)
    await hand.command("/edr", f"process {number}", REVIEW)
    view = await hand.view("process.seen")
    assert "It came as document P1, in time" in str(view.blocks)


async def test_the_documents_are_only_to_be_kept(dwelling: House) -> None:
    """By a link for one person, each look on the record, as a download under a sandbox."""
    number = await handed_over(dwelling)
    await sent(dwelling, number)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", f"process {number}", REVIEW)
    shown = str((await hand.view("process.file")).blocks)
    found = re.search(r"https://edr\.example\.com(/desk/[\w-]+)", shown)
    assert found is not None
    desk = CaseDesk(office=dwelling.office, standings=dwelling.side.edge.standings.standings_for)
    async with site(Desk(desk).routes(), dwelling.clock) as client:
        async with client.get(found[1]) as page:
            text = await page.text()
        async with client.get(f"{found[1]}/file/P1") as download:
            content, headers = await download.read(), download.headers
    assert "warrant &lt;b&gt;.pdf" in text
    assert "not read yet" in text
    assert content == b"%PDF-1.7"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in headers["Content-Security-Policy"]
    surfaces = [e.event.surface for e in await dwelling.happened(number, ev.CaseViewed)]
    assert surfaces[-3:] == ["process", "desk", "file:P1"]
    assert isinstance(client, aiohttp.ClientSession)
