"""`/edr held`: what waits is listed, and let through on the word of a call."""

from bot.domain.codec import join_event
from bot.domain.events.housekeeping import HeardFrom, RequestLifted
from bot.domain.record import parse_body
from bot.workflow.holding import Flood, Threshold, waiting
from bot.workflow.intake_values import Incoming
from tests import factories as make
from tests.factories import ANA, EVE
from tests.handlers.house import REVIEW, House


async def hold(house: House, count: int = 1) -> None:
    """Let requests come where none is let in at once."""
    threshold = Threshold(house.office, Flood(per_source=0, everybody=0))
    for _ in range(count):
        incoming = Incoming(channel="form", request=make.request(), original=b"{}")
        await threshold.arrive(incoming, "form 192.0.2.1")


async def lifted(house: House) -> list[tuple[str, RequestLifted]]:
    """Who let what through, from the record."""
    rows = await house.database.read(lambda db: db.record.of_no_case("request.lifted"))
    entries = [parse_body(row.body) for row in rows]
    return [(e.actor, join_event(e.kind, e.payload, None)) for e in entries]


async def test_a_held_request_is_let_through_after_a_call(dwelling: House) -> None:
    """The list, the form, the case; the record says who did it and that dispatch had called."""
    await hold(dwelling, 2)
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "held", REVIEW)
    (listed,) = eve.ephemerals(REVIEW)
    assert "2 requests held" in listed.text
    assert "Alvarez" not in str(listed.blocks)
    await eve.press(listed, "held.open")
    await eve.view("held.file")
    await eve.fill(None, {"heard": "dispatch"})
    assert "is now EDR-2026-000001" in (await eve.submit()).text
    assert [row.number for row in await waiting(dwelling.office)] == [2]
    (entry,) = await lifted(dwelling)
    assert entry == (
        EVE,
        RequestLifted(number=1, case_number="EDR-2026-000001", heard=HeardFrom.DISPATCH),
    )


async def test_it_is_let_through_once(dwelling: House) -> None:
    """Two who press at once make one case; the later one is told that it waits no more."""
    await hold(dwelling)
    hands = [dwelling.hand(who) for who in (EVE, ANA)]
    for hand in hands:
        await hand.command("/edr", "held", REVIEW)
        await hand.press(hand.ephemerals(REVIEW)[-1], "held.open")
        await hand.view("held.file")
        await hand.fill(None, {"heard": "officer"})
    assert "is now" in (await hands[0].submit()).text
    assert "held no more" in (await hands[1].submit()).text
    assert len(await lifted(dwelling)) == 1


async def test_nothing_held_is_said_plainly(dwelling: House) -> None:
    """An empty list has no button."""
    eve = dwelling.hand(EVE)
    await eve.command("/edr", "held", REVIEW)
    assert eve.ephemerals(REVIEW)[-1].text == "No request is held."


async def test_strangers_see_nothing(dwelling: House) -> None:
    """Whoever is not of the desk is refused before anything is listed."""
    await hold(dwelling)
    zed = dwelling.slack.hand("U01ZED")
    await zed.command("/edr", "held", REVIEW)
    assert "held" not in str([m.blocks for m in zed.ephemerals(REVIEW)]).replace("held.open", "x")
