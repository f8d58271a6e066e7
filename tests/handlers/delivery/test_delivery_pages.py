"""Files through us from the upload to the receipt, by two browsers over real sockets."""

import hashlib
from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.delivery import TRIES
from bot.domain.events import delivering as by_link
from bot.domain.release import Transport
from bot.domain.roster import SYSTEM
from bot.workflow.links import mint_desk
from tests.factories import ANA, OFFICER_MAIL
from tests.handlers.delivery.given import COMPANY, CONTENT, Pages, delivering
from tests.handlers.house import House

SHA256 = hashlib.sha256(CONTENT).hexdigest()
TWO_HOURS = timedelta(hours=2)


async def test_from_the_upload_to_the_receipt(dwelling: House) -> None:
    """Size and hash are computed, the code opens, the bytes come whole, the list is confirmed."""
    async with delivering(dwelling) as pages:
        status, text = await pages.upload()
        assert (status, SHA256 in text) == (200, True)
        status, text = await pages.offer()
        assert (status, len(pages.code)) == (200, 6)
        (cleared,) = await dwelling.happened(pages.number, ev.ReleaseCleared)
        (item,) = cleared.event.items
        assert (item.size, item.sha256) == (len(CONTENT), SHA256)
        assert cleared.event.transport is Transport.LINK
        assert (await dwelling.case(pages.number)).state is State.APPROVED
        officer = pages.officer()
        status, text = await officer.send("code", code=f"{pages.code[:3]} {pages.code[3:]}")
        assert (status, SHA256 in text, OFFICER_MAIL in text) == (200, True, True)
        assert (await officer.fetch())[2] == CONTENT
        status, text = await officer.send("confirm", have="yes")
        assert "You confirmed this list." in text
    case = await dwelling.case(pages.number)
    assert case.state is State.RELEASED
    assert case.delivery is not None
    assert (case.delivery.fetches, case.delivery.whole) == (1, {1})
    assert case.delivery.confirmed_at is not None
    (handed,) = await dwelling.happened(pages.number, ev.HandedOver)
    assert handed.actor == SYSTEM


async def test_the_link_alone_shows_nothing(dwelling: House) -> None:
    """Neither case, agency, officer nor file: only the company, and where the code is typed."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        officer = pages.officer()
        for _ in range(3):
            status, text = await officer.get()
            assert (status, COMPANY in text) == (200, True)
        told = (pages.number, "Springfield", "alvarez", SHA256, "front", "mp4", pages.code)
        assert [word for word in told if word.casefold() in text.casefold()] == []
        status, _, body = await officer.fetch()
        assert (status, CONTENT[:64] in body) == (404, False)
    assert (await dwelling.case(pages.number)).state is State.APPROVED
    looks = await dwelling.happened(pages.number, by_link.DeliveryVisited)
    assert len(looks) == 4


async def test_wrong_codes_lock_and_a_new_one_opens(dwelling: House) -> None:
    """A flood of guesses ends after five; the right code then opens nothing until it is renewed."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        officer = pages.officer()
        wrong = f"{(int(pages.code) + 1) % 1_000_000:06d}"
        answers = [await officer.send("code", code=wrong) for _ in range(TRIES + 3)]
        assert {status for status, _ in answers} == {422}
        status, text = await officer.send("code", code=pages.code)
        assert (status, SHA256 in text) == (422, False)
        first = pages.code
        await pages.renew()
        assert pages.code not in ("", first)
        status, text = await officer.send("code", code=pages.code)
        assert (status, SHA256 in text) == (200, True)
    tried = await dwelling.happened(pages.number, by_link.DeliveryCodeWrong)
    assert [entry.event.tries for entry in tried] == list(range(1, TRIES + 1))


async def test_what_is_no_code_costs_no_try(dwelling: House) -> None:
    """Letters, or too few digits, are sent back and leave no entry."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        officer = pages.officer()
        for typed in ("", "12345", "abcdef", "١٢٣٤٥٦", "1" * 400):
            status, text = await officer.send("code", code=typed)
            assert (status, "six digits" in text) == (422, True)
        status, _ = await officer.send("code", code="000000", token="x")
        assert status == 403
    assert not await dwelling.happened(pages.number, by_link.DeliveryCodeWrong)


async def test_one_code_opens_one_browser(dwelling: House) -> None:
    """Whoever comes second with the same link and code stays outside."""
    async with delivering(dwelling) as pages:
        first = await pages.opened()
        second = pages.officer()
        status, text = await second.send("code", code=pages.code)
        assert (status, SHA256 in text) == (422, False)
        assert (await second.fetch())[0] == 404
        assert (await first.fetch())[0] == 200


async def _ended(pages: Pages) -> None:
    """Neither the page nor a download nor the code says anything but the one dead page."""
    officer = pages.officer()
    status, text = await officer.get()
    assert (status, "This link does not open anything" in text) == (404, True)
    assert pages.number not in text
    looked = await pages.house.happened(pages.number, by_link.DeliveryVisited)
    assert looked[-1].event.ended is not None


async def test_an_expired_link_is_taken_back_and_says_nothing(dwelling: House) -> None:
    """After its time it opens nothing, even with the right code, and the look is on the record."""
    async with delivering(dwelling, life=TWO_HOURS) as pages:
        await pages.upload()
        await pages.offer()
        dwelling.clock.advance(TWO_HOURS)
        await _ended(pages)
    (back,) = await dwelling.happened(pages.number, ev.ClearanceTakenBack)
    assert back.event.why == "expired"
    case = await dwelling.case(pages.number)
    assert (case.clearance, case.state) == (None, State.APPROVED)


async def test_a_closed_link_says_nothing(dwelling: House) -> None:
    """Closing it ends the session of whoever was inside, too."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        assert (await officer.fetch())[0] == 200
        status, text = await pages.desk.submit("revoke", why="the wrong desk")
        assert (status, "opens nothing any more" in text) == (200, True)
        assert (await officer.fetch())[0] == 404
        assert (await officer.send("confirm", have="yes"))[0] == 404
        await _ended(pages)


async def test_an_unknown_link_is_counted_and_leaves_no_entry(dwelling: House) -> None:
    """A guessed token looks like an expired one, and nothing is written for it."""
    async with delivering(dwelling) as pages:
        officer = pages.officer()
        for path in ("", "/file/1"):
            assert (await officer.get(path))[0] == 404
        assert pages.counted == ["closed_link", "closed_link"]


async def test_the_officers_word_needs_its_tick(dwelling: House) -> None:
    """The list is not confirmed by a button alone, nor by who has none of the files."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        status, text = await officer.send("confirm")
        assert (status, "Tick the box first" in text) == (422, True)
        status, text = await officer.send("confirm", have="yes")
        assert (status, "Download every file first" in text) == (422, True)
    assert not await dwelling.happened(pages.number, by_link.ManifestConfirmed)


async def test_the_code_is_kept_nowhere_in_the_clear(dwelling: House) -> None:
    """Neither the record nor the log has the code or the token."""
    async with delivering(dwelling) as pages:
        await pages.opened()
    rows = await dwelling.database.read(lambda ledger: ledger.record.of_case(pages.number))
    written = b"".join(row.body + (row.openings or b"") for row in rows)
    assert pages.code.encode() not in written
    assert pages.officer().path.removeprefix("/release/").encode() not in written
    for opened in pages._opened:
        await opened.close()


async def test_reviewers_have_no_such_page(dwelling: House) -> None:
    """The page is the custodian's: anybody else's desk link does not open it."""
    async with delivering(dwelling) as pages:
        case = await dwelling.case(pages.number)
        token = await mint_desk(dwelling.office, pages.number, case.version, ANA)
        pages.desk.path = f"/desk/{token}/delivery"
        assert (await pages.desk.get())[0] == 404
