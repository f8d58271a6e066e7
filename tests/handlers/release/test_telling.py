"""Before an owner is told, and when no mail reaches them: the forms, and what goes out."""

from dataclasses import replace

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.determination import OwnerRoute
from bot.domain.errors import Refusal
from bot.domain.notice import NoticeStatus
from bot.domain.release import OwnerRole
from bot.domain.roster import SYSTEM
from handlers.notices.replies import Sent
from handlers.outside import Permanent, Transient, Unknown
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE, SAM
from tests.handlers.house import REVIEW, House
from tests.handlers.release.told import Remembering, addresses_read, found_safe, released, tell

BEGIN = cm.BeginNotice(owner="O1", channel="email", message_id="m")


async def answer(house: House, who: str, said: str) -> str:
    """Answer the safety question about O1 after the word; return what the form showed."""
    hand = house.hand(who)
    await hand.command("/edr", "safety 1", REVIEW)
    shown = str((await hand.view("safety.file")).blocks)
    await hand.fill(None, {"safe:O1:v1": said, "reason:v1": "I rang the desk sergeant."})
    await hand.submit()
    await hand.close(everything=True)
    return shown


async def test_a_hold_ends_when_it_became_safe(dwelling: House) -> None:
    """Whoever answered unsafe is asked again by the word, and the card keeps its button."""
    number = await released(dwelling)
    await answer(dwelling, ANA, "safe")
    await answer(dwelling, BEN, "unsafe")
    posted = await dwelling.post_card(number)
    shown = next(m for m in dwelling.hand(ANA).messages(REVIEW) if m.ts == posted.ts)
    assert "safety.open" in str(shown.blocks)
    assert "Ben answered unsafe" in await answer(dwelling, BEN, "safe")
    await found_safe(dwelling, number, ())
    mail = Remembering()
    await tell(dwelling, number, mail)
    assert [to for to, _ in mail.letters] == ["o1@mail.example"]


async def test_a_finding_in_review_is_shown_and_holds(dwelling: House) -> None:
    """Two who know nothing of it read whose finding it is, and their answers send nothing."""
    number = await released(dwelling, found=OwnerRoute.UNSAFE)
    assert "Ana found it unsafe in review" in await answer(dwelling, EVE, "safe")
    await answer(dwelling, BEN, "safe")
    await found_safe(dwelling, number, ())
    mail = Remembering()
    await tell(dwelling, number, mail)
    assert mail.letters == []
    await answer(dwelling, SAM, "safe")
    await tell(dwelling, number, mail)
    assert len(mail.letters) == 1


async def test_an_attempt_that_was_cut_off_sends_no_second_letter(dwelling: House) -> None:
    """The same task again records the end as unknown, sends nothing, and the next one waits."""
    number = await released(dwelling)
    await found_safe(dwelling, number)
    await dwelling.do(number, BEGIN, SYSTEM)
    mail = Remembering()
    await tell(dwelling, number, mail)
    assert mail.letters == []
    notice = (await dwelling.case(number)).notices[0]
    assert (notice.status, notice.attempts) == (NoticeStatus.OWED, 1)


async def test_every_end_of_a_mail_is_recorded(dwelling: House) -> None:
    """What the server said decides what follows: later, not known, taken."""
    number = await released(dwelling)
    await found_safe(dwelling, number)
    mail = Remembering([Transient("later"), Unknown("timeout"), Sent("250")])
    for _ in range(3):
        await tell(dwelling, number, mail)
    ended = await dwelling.happened(number, ev.NoticeAttemptEnded)
    assert [e.event.outcome.value for e in ended] == ["transient", "unknown", "sent"]
    assert (await dwelling.case(number)).state is State.CLOSED


async def test_a_landlord_reads_nothing_of_the_tenants_camera(dwelling: House) -> None:
    """The landlord who holds the lobby's camera is told of that one alone."""
    tenant = make.owner("O1", OwnerRole.TENANT, name="Tess")
    landlord = make.owner("O2", OwnerRole.LANDLORD, name="Lou")
    lobby = replace(landlord, role=OwnerRole.PRIMARY)
    number = await released(dwelling, (tenant, landlord), (lobby,))
    await found_safe(dwelling, number)
    mail = Remembering()
    for owner in ("O1", "O2"):
        await tell(dwelling, number, mail, owner)
    told = {to: [g.device for g in notice.given] for to, notice in mail.letters}
    assert told == {"o1@mail.example": ["CAM-D1"], "o2@mail.example": ["CAM-D2"]}


async def undelivered(house: House) -> str:
    """A case with a notice that no mail could deliver."""
    number = await released(house)
    await found_safe(house, number)
    await tell(house, number, Remembering([Permanent("recipient_550")]))
    assert (await house.case(number)).notices[0].status is NoticeStatus.UNDELIVERED
    return number


async def report(house: House, who: str, end: str) -> str:
    """Record how the owner was told; return what was shown and what was answered."""
    hand = house.hand(who)
    await hand.command("/edr", "told 1", REVIEW)
    shown = str((await hand.view("told.file")).blocks)
    await hand.fill(None, {"end": end, "how": "Visited at home on Monday at nine."})
    said = await hand.submit()
    await hand.close(everything=True)
    return f"{shown} {said.text}"


async def test_two_people_record_that_nobody_can_reach_them(dwelling: House) -> None:
    """One alone ends nothing; the second reads what the first said; the case stays marked."""
    number = await undelivered(dwelling)
    assert "once a second person says the same" in await report(dwelling, DEE, "unreachable")
    assert (await dwelling.case(number)).state is State.RELEASED
    seen = await report(dwelling, EVE, "unreachable")
    assert "Visited at home" in seen
    assert "two people say so" in seen
    assert (await dwelling.case(number)).state is State.CLOSED
    posted = await dwelling.post_card(number)
    shown = next(m for m in dwelling.hand(ANA).messages(REVIEW) if m.ts == posted.ts)
    assert "an owner could not be reached" in shown.text


async def test_nothing_to_report_is_said(dwelling: House) -> None:
    """While the mail may still arrive the form says that no notice waits for a person."""
    await released(dwelling)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", "told 1", REVIEW)
    view = await hand.view("aside")
    assert "No notice waits for a person" in str(view.blocks)


async def test_a_new_address_brings_the_notice(dwelling: House) -> None:
    """A custodian puts the entry right after the release, and the letter goes there."""
    number = await undelivered(dwelling)
    dee = dwelling.hand(DEE)
    await dee.command("/edr", "owners 1", REVIEW)
    await dee.view("owners.file")
    await dee.fill(None, {"whose": "O1", "name": "Jo Doe", "email": "jo@new.example"})
    assert "put right" in (await dee.submit()).text
    await addresses_read(dwelling, number)
    mail = Remembering()
    await tell(dwelling, number, mail)
    assert [to for to, _ in mail.letters] == ["jo@new.example"]
    assert (await dwelling.case(number)).state is State.CLOSED


async def test_the_word_before_a_release_is_refused(dwelling: House) -> None:
    """There is no owner to be told yet, and nothing personal is drawn."""
    number = await dwelling.verified()
    hand = dwelling.hand(EVE)
    await hand.command("/edr", "safety 1", REVIEW)
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(hand.user_id) == []
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [r.event.reason for r in refused] == [Refusal.WRONG_STATE]
