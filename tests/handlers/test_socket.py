"""Socket Mode: two connections, replaced when they go, and nothing lost when we stop."""

import asyncio

import pytest

from bot.domain import events as ev
from handlers.blocks.limits import VIEW_BYTES, ascii_bytes
from handlers.socket import CONNECTIONS, SocketMode, SocketRefused
from tests import factories as make
from tests.factories import ANA, DEE
from tests.handlers.house import REVIEW, USERS, House
from tests.handlers.review.filling import fill_file, fill_scope, fill_test


@pytest.fixture
async def plugged(dwelling: House) -> House:
    """A house that Slack reaches by sockets only."""
    dwelling.slack.point_at("http://127.0.0.1:9/nobody")
    await dwelling.side.start_socket(dwelling.slack.workspace.app.app_token)
    return dwelling


def socket_of(house: House) -> SocketMode:
    """Its Socket Mode."""
    socket = house.side.socket
    assert socket is not None
    return socket


async def test_two_connections(plugged: House) -> None:
    """Two connections are open, and both are well."""
    hand = plugged.hand(ANA)
    await hand.until(lambda: len(plugged.slack.sockets.open) == CONNECTIONS)
    assert await socket_of(plugged).healthy() == CONNECTIONS


async def test_bad_token_fails_at_once(dwelling: House) -> None:
    """A token that Slack does not take is said at the start, without the token."""
    with pytest.raises(SocketRefused) as refused:
        await dwelling.side.start_socket("xapp-wrong-one")
    assert "invalid_auth" in str(refused.value)
    assert "wrong-one" not in str(refused.value)


async def test_review_by_socket(plugged: House) -> None:
    """The whole review goes by sockets as it goes by HTTP."""
    number = await plugged.verified()
    hand = plugged.hand(ANA)
    await hand.press(REVIEW, "review.open")
    await fill_test(hand)
    await fill_scope(hand)
    await fill_file(hand)
    await hand.view("review.filed")
    history = (await plugged.opened(number, ANA)).history
    assert [h.actor for h in history if isinstance(h.event, ev.DeterminationFiled)] == [ANA]
    assert plugged.slack.workspace.troubles == []


async def test_words_by_socket(plugged: House) -> None:
    """The command is answered in the acknowledgement."""
    number = await plugged.received()
    ana = plugged.hand(ANA)
    await ana.command("/edr", "queue", REVIEW)
    assert number in str(ana.ephemerals(REVIEW)[-1].blocks)


async def test_large_answer_takes_another_way(plugged: House) -> None:
    """A list too large for an acknowledgement still arrives, by another way."""
    name = "Прокуратура " * 8
    for _ in range(20):
        await plugged.received(
            make.request(agency=make.Agency(name=name, kind=make.AgencyKind.LOCAL, country="US"))
        )
    ana = plugged.hand(ANA)
    await ana.command("/edr", "queue", REVIEW)
    shown = await ana.until(lambda: ana.ephemerals(REVIEW))
    assert "20 cases open" in shown[-1].text
    assert plugged.slack.sockets.dropped_acks == []


async def test_hostile_request_fits_an_acknowledgement(plugged: House) -> None:
    """The longest request in the widest letters still gives forms that arrive."""
    long = "ß\u202e" * 2500
    emergency = make.replace(make.request().emergency, narrative=long, person_at_risk=long[:600])
    await plugged.verified(make.request(emergency=emergency))
    hand = plugged.hand(ANA)
    await hand.press(REVIEW, "review.open")
    view = await hand.view("review.test")
    assert ascii_bytes(view.content) < VIEW_BYTES + 2000
    pushed = await fill_test(hand)
    assert pushed.ok
    assert plugged.slack.sockets.dropped_acks == []


async def test_replaced_when_slack_asks(plugged: House) -> None:
    """When Slack refreshes a connection, a new one takes its place and presses go on."""
    await plugged.received()
    hand = plugged.hand(ANA)
    await hand.until(lambda: len(plugged.slack.sockets.open) == CONNECTIONS)
    await plugged.slack.sockets.ask_to_leave()
    await hand.until(lambda: len(plugged.slack.sockets.open) == CONNECTIONS)
    await hand.press(REVIEW, "review.open")
    await hand.view("review.test")


async def test_stale_connections_are_replaced(plugged: House) -> None:
    """Connections that broke unnoticed are opened anew by our own watch."""
    hand = plugged.hand(ANA)
    await hand.until(lambda: len(plugged.slack.sockets.open) == CONNECTIONS)
    for client in socket_of(plugged)._clients:
        client.stale = True
    assert await socket_of(plugged).healthy() == 0
    await socket_of(plugged).look_after()
    assert await socket_of(plugged).healthy() == CONNECTIONS


async def test_stopping_finishes_what_was_taken(plugged: House) -> None:
    """A press that was taken is carried out before the sockets close."""
    number = await plugged.received()
    hand = plugged.hand(DEE)
    pressing = asyncio.create_task(hand.press(REVIEW, "callback.open"))
    await pressing
    await plugged.side.close()
    case = await plugged.case(number)
    assert case.taken_by == DEE
    assert plugged.slack.sockets.open == []
    assert USERS[DEE] == hand.user_id
