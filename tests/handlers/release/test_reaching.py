"""How an owner is reached in practice: the choice, the bounce, the letter, and what is shown."""

import io
import re
from types import SimpleNamespace

from pypdf import PdfReader

from bot.domain.case import State
from bot.domain.events.reaching import LetterTaken, NoticeCameBack
from bot.domain.notice import NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from handlers.blocks.card import card
from handlers.blocks.home import home
from handlers.blocks.show import show
from handlers.desk_source import CaseDesk
from handlers.notices.letter_file import Letters
from handlers.notices.outcomes import NoticeOutcomes
from handlers.outside import Permanent
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import REVIEW, House
from tests.handlers.release.told import LETTERHEAD, Remembering, found_safe, released, tell

POSTAL = ("Jo Doe", "1 Elm Street", "Springfield, CA 90000")
JO = make.owner(postal=POSTAL)


def outcomes(house: House) -> NoticeOutcomes:
    """What takes bounces and receipts in."""
    return NoticeOutcomes(office=house.office, domain=LETTERHEAD.domain)


def token(mark: str) -> str:
    """What the return path of a mail carries."""
    return mark.strip("<>").partition("@")[0]


async def waiting(house: House) -> str:
    """A case with a letter that waits, since no mail arrives."""
    number = await released(house, (JO,))
    await found_safe(house, number)
    await tell(house, number, Remembering([Permanent("recipient_550_5.1.1")]))
    assert (await house.case(number)).notices[0].status is NoticeStatus.LETTER
    return number


async def test_a_bounce_reopens_the_case_and_asks_for_the_letter(dwelling: House) -> None:
    """By the mark of the very mail that went out; the same bounce again changes nothing."""
    number, mail = await released(dwelling, (JO,)), Remembering()
    await found_safe(dwelling, number)
    await tell(dwelling, number, mail)
    assert (await dwelling.case(number)).state is State.CLOSED
    for _ in range(2):
        assert await outcomes(dwelling).bounced(token(mail.marks[0]), "5.1.1")
    case = await dwelling.case(number)
    assert (case.state, case.notices[0].status) == (State.RELEASED, NoticeStatus.LETTER)
    assert len(await dwelling.happened(number, NoticeCameBack)) == 1


async def test_a_forged_bounce_writes_nothing_into_the_record(dwelling: House) -> None:
    """Whoever knows the case and the owner's mark, but not the key, is not believed."""
    number, mail = await released(dwelling, (JO,)), Remembering()
    await found_safe(dwelling, number)
    await tell(dwelling, number, mail)
    before = (await dwelling.opened(number)).history
    good = token(mail.marks[0])
    place, _, mac = good.rpartition(".")
    for forged in (f"{place}.{mac[::-1]}", good.replace(".o1.", ".o2."), "2026-999999.o1." + mac):
        assert not await outcomes(dwelling).bounced(forged, "5.1.1")
    assert not await outcomes(dwelling).reported(number, "app-1", delivered=False)
    assert not await outcomes(dwelling).reported(number, "", delivered=False)
    assert (await dwelling.opened(number)).history == before


async def test_a_letter_is_opened_by_link_printed_and_posted(dwelling: House) -> None:
    """The link is the reader's own; what it opens is a letter to the address, on the record."""
    number = await waiting(dwelling)
    dee = dwelling.hand(DEE)
    await dee.command("/edr", "letter 1", REVIEW)
    shown = str((await dee.view("letter.file")).blocks)
    found = re.search(r"/desk/([\w-]+)/file/([\w-]+)\|", shown)
    assert found is not None
    desk = CaseDesk(
        office=dwelling.office,
        standings=dwelling.side.edge.standings.standings_for,
        letters=Letters(office=dwelling.office, letterhead=LETTERHEAD),
    )
    file = await desk.file(found[1], found[2])
    assert file is not None
    assert file.content.startswith(b"%PDF-")
    text = PdfReader(io.BytesIO(file.content)).pages[0].extract_text()
    assert all(line in text for line in POSTAL)
    taken = await dwelling.happened(number, LetterTaken)
    assert [entry.actor for entry in taken] == [DEE]
    await dee.fill(None, {"how": "Posted on Elm Street, by Dee, at noon."})
    assert "posted" in (await dee.submit()).text
    case = await dwelling.case(number)
    assert (case.state, case.notices[0].channel) == (State.CLOSED, NoticeChannel.LETTER)
    assert await desk.file(found[1], found[2]) is None


async def test_a_letter_that_nobody_opened_was_not_posted(dwelling: House) -> None:
    """The form says so beside the input, and the owner is still to be told."""
    number = await waiting(dwelling)
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "letter 1", REVIEW)
    await eve.view("letter.file")
    await eve.fill(None, {"how": "I believe it went out."})
    assert "Nobody has opened this one" in (await eve.submit()).text
    assert (await dwelling.case(number)).notices[0].open


async def test_what_came_back_is_owed_again(dwelling: House) -> None:
    """A letter in the morning's post: one person records it, also on a closed case."""
    number, mail = await released(dwelling, (JO,)), Remembering()
    await found_safe(dwelling, number)
    await tell(dwelling, number, mail)
    ben = dwelling.hand(BEN)
    await ben.command("/edr", "returned 1", REVIEW)
    await ben.view("returned.file")
    await ben.fill(None, {"how": "The mailbox of the privacy desk has the bounce."})
    assert "owed again" in (await ben.submit()).text
    assert (await dwelling.case(number)).state is State.RELEASED


async def test_a_person_chooses_channels_and_language_before_it_goes_out(dwelling: House) -> None:
    """The notice goes by the order and in the language that were chosen."""
    number = await released(dwelling, (JO,))
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "channels 1", REVIEW)
    view = await eve.view("channels.file")
    assert "O1 (owner)" in str(view.blocks)
    await eve.fill(None, {"order": "letter", "locale": "es"})
    assert "says why was expected" in (await eve.submit()).text
    await eve.fill(None, {"order": "letter-email", "locale": "es"})
    await eve.submit()
    notice = (await dwelling.case(number)).notices[0]
    assert notice.channels == (NoticeChannel.LETTER, NoticeChannel.EMAIL)
    await found_safe(dwelling, number)
    mail = Remembering()
    await tell(dwelling, number, mail)
    assert mail.letters == []
    assert (await dwelling.case(number)).notices[0].status is NoticeStatus.LETTER


async def test_card_home_and_show_say_where_each_notice_stands(dwelling: House) -> None:
    """By alias and role, and never by name or address."""
    number = await waiting(dwelling)
    found = await dwelling.opened(number)
    row = SimpleNamespace(case=found.case, deadline=found.next_deadline)
    home_tab = home([row], ANA, found.now, found.roster)
    for drawn in (card(found), show(found, ()), home_tab):
        text = str(drawn)
        assert "O1 (owner)" in text
        assert "a letter waits to be printed and posted" in text
        assert not any(line in text for line in (*POSTAL, "o1@mail.example", "Jo Doe"))
    assert "letter.open" in str(card(found))


async def test_a_typed_address_must_fit_into_the_window(dwelling: House) -> None:
    """Six lines of sixty characters; what fits is the third channel."""
    number = await dwelling.verified()
    for who in (ANA, BEN):
        await dwelling.do(number, make.determination(await dwelling.case(number)), who)
    dee = dwelling.hand(DEE)
    await dee.command("/edr", "owners 1", REVIEW)
    await dee.view("owners.file")
    typed = {"stored": "yes", "name": "Jo Doe", "role": "primary", "more": "all"}
    await dee.fill(None, typed | {"postal": "Jo Doe\n" + "x" * 70})
    assert "at most 6 lines" in (await dee.submit()).text
    await dee.fill(None, typed | {"postal": "\n".join(POSTAL)})
    await dee.submit()
    await dwelling.do(number, make.clearing(await dwelling.case(number)), DEE)
    assert (await dwelling.case(number)).notices[0].channels == (NoticeChannel.LETTER,)
