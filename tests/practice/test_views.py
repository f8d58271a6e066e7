"""Modals and homes: triggers, stack, hashes, and what views.update loses."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.server import SlackServer
from tests.practice.fakes import (
    REVIEW,
    Json,
    Product,
    StillWall,
    actions,
    asks,
    button,
    modal,
    options,
    section,
    text_input,
)
from tests.practice.test_chat import code


async def trigger(client: AsyncWebClient, slack: SlackServer, product: Product) -> str:
    """A fresh trigger from a press on a card."""
    await client.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    await slack.hand("U01ANA").press(REVIEW, "review.open")
    return str(product.received[-1]["trigger_id"])


async def opened(client: AsyncWebClient, slack: SlackServer, product: Product, view: Json) -> Json:
    """Open a view after a press, and return Slack's view object."""
    answer = await client.views_open(trigger_id=await trigger(client, slack, product), view=view)
    shown: Json = answer["view"]
    return shown


async def test_trigger_is_used_once(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A trigger opens one view; the second time it is exchanged, an invented one is invalid."""
    one = await trigger(client, slack, product)
    await client.views_open(trigger_id=one, view=modal(section()))
    again = client.views_open(trigger_id=one, view=modal(section()))
    assert await code(again) == "exchanged_trigger_id"
    invented = client.views_open(trigger_id="1.2.3", view=modal(section()))
    assert await code(invented) == "invalid_trigger_id"


async def test_trigger_lives_three_seconds(
    client: AsyncWebClient, slack: SlackServer, product: Product, wall: StillWall
) -> None:
    """At three seconds a trigger still opens, later it has expired."""
    one = await trigger(client, slack, product)
    wall.at += 3
    await client.views_open(trigger_id=one, view=modal(section()))
    two = await trigger(client, slack, product)
    wall.at += 3.01
    late = client.views_open(trigger_id=two, view=modal(section()))
    assert await code(late) == "expired_trigger_id"


async def test_stack_of_three(client: AsyncWebClient, slack: SlackServer, product: Product) -> None:
    """Two views can be pushed on the first, a third is one too many; closing goes back."""
    view = modal(actions(button("more")))
    await opened(client, slack, product, view)
    ana = slack.hand("U01ANA")
    for pushed in (True, True, False):
        await ana.press(None, "more")
        call = client.views_push(trigger_id=product.received[-1]["trigger_id"], view=view)
        if pushed:
            await call
        else:
            assert await code(call) == "push_limit_reached"
    stack = slack.workspace.views.stack("U01ANA")
    assert [v.previous_id for v in stack] == [None, stack[0].id, stack[1].id]
    await ana.close()
    assert len(slack.workspace.views.stack("U01ANA")) == 2


async def test_push_needs_a_modal(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A press on a card cannot push, only open."""
    one = await trigger(client, slack, product)
    assert await code(client.views_push(trigger_id=one, view=modal(section()))) == "not_found"


async def test_hash_conflict(client: AsyncWebClient, slack: SlackServer, product: Product) -> None:
    """An update with the hash of an older version is refused, without a hash it passes."""
    view = await opened(client, slack, product, modal(section()))
    first, view_id = view["hash"], view["id"]
    await client.views_update(view_id=view_id, hash=first, view=modal(section("2")))
    old = client.views_update(view_id=view_id, hash=first, view=modal(section("3")))
    assert await code(old) == "hash_conflict"
    await client.views_update(view_id=view_id, view=modal(section("3")))


async def test_update_by_external_id(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A view is found by its external id, which no second view may take, until it is closed."""
    named = modal(section(), external_id="draft-1")
    await opened(client, slack, product, named)
    await client.views_update(external_id="draft-1", view=named)
    one = await trigger(client, slack, product)
    taken = client.views_open(trigger_id=one, view=named)
    assert await code(taken) == "duplicate_external_id"
    ana = slack.hand("U01ANA")
    view = ana.current_view()
    await ana.close()
    assert await code(client.views_update(view_id=view.id, view=named)) == "not_found"


async def test_update_loses_untouched_restored_inputs(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """Inputs that views.update brings in filled are shown but missing from the state."""
    view = await opened(client, slack, product, modal(section("Loading")))
    full = modal(
        asks(text_input(initial_value="draft"), "why:v1"),
        asks(text_input("else"), "else:v1", optional=True),
    )
    await client.views_update(view_id=view["id"], view=full)
    ana = slack.hand("U01ANA")
    assert ana.seen()["why:v1"] == "draft"
    await ana.submit()
    values = product.received[-1]["view"]["state"]["values"]
    assert "why:v1" not in values
    assert values["else:v1"]["else"]["value"] is None


async def test_update_keeps_touched_inputs_of_the_same_ids(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """Typed text survives an update under the same ids, and is lost under new ones."""
    view = await opened(
        client, slack, product, modal(asks(text_input(), "a"), asks(text_input(), "b"))
    )
    ana = slack.hand("U01ANA")
    await ana.fill(None, {"a": "kept", "b": "lost"})
    changed = modal(
        asks(text_input(initial_value="x"), "a"), asks(text_input(initial_value="y"), "b2")
    )
    await client.views_update(view_id=view["id"], view=changed)
    assert ana.seen() == {"a": "kept", "b2": "y"}
    await ana.submit()
    values: Any = product.received[-1]["view"]["state"]["values"]
    assert values == {"a": {"why": {"type": "plain_text_input", "value": "kept"}}}


async def test_initial_values_of_an_opened_view_are_reported(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A view opened in full reports its initial values although nobody touched them."""
    pick: Json = {"type": "radio_buttons", "action_id": "pick", "options": options("a", "b")}
    pick["initial_option"] = options("b")[0]
    await opened(client, slack, product, modal(asks(pick, "pick")))
    await slack.hand("U01ANA").submit()
    state = product.received[-1]["view"]["state"]["values"]["pick"]["pick"]
    assert state["selected_option"]["value"] == "b"


async def test_home(client: AsyncWebClient, slack: SlackServer, product: Product) -> None:
    """A home is published by hash, shown with app_home_opened, and its buttons can be pressed."""
    home = {"type": "home", "blocks": [actions(button("queue.show"))]}
    first = await client.views_publish(user_id="U01ANA", view=home)
    await client.views_publish(user_id="U01ANA", view=home, hash=first["view"]["hash"])
    old = client.views_publish(user_id="U01ANA", view=home, hash=first["view"]["hash"])
    assert await code(old) == "hash_conflict"
    ana = slack.hand("U01ANA")
    await ana.open_home()
    assert product.received[-1]["event"]["type"] == "app_home_opened"
    assert product.received[-1]["event"]["view"]["type"] == "home"
    await ana.press(ana.home(), "queue.show")
    assert product.received[-1]["container"]["type"] == "view"
    assert await code(client.views_publish(user_id="U0NO", view=home)) == "user_not_found"
