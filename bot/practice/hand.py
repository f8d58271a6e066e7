"""A person at a phone: reads channels, presses, types commands, opens the App Home."""

import asyncio
import contextlib
import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from bot.practice.actions import find_element, pressed
from bot.practice.delivery import Answer, Post
from bot.practice.errors import ImpossibleError
from bot.practice.findings import Json
from bot.practice.messages import Message
from bot.practice.payloads import Delivery, Payloads
from bot.practice.people import Person
from bot.practice.replies import after_command
from bot.practice.views import View
from bot.practice.workspace import Workspace

Found = TypeVar("Found")
_LOOK_AGAIN_SECONDS: Final = 0.02


class HandOnMessages:
    """The part of a person that needs no form: see `Hand` for the whole."""

    def __init__(self, workspace: Workspace, post: Post, payloads: Payloads, user_id: str) -> None:
        self.workspace = workspace
        self.post = post
        self.payloads = payloads
        self.user_id = user_id

    @property
    def person(self) -> Person:
        """The account as it is now."""
        return self.workspace.people.get(self.user_id)

    def messages(self, channel: str) -> list[Message]:
        """Return copies of what this person reads in a channel, oldest first."""
        return copy.deepcopy(self.workspace.visible_messages(self.user_id, channel))

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """Return copies of the messages only this person sees, oldest first."""
        return [
            copy.deepcopy(m)
            for m in self.workspace.messages
            if m.seen_by == self.user_id and channel in (None, m.channel)
        ]

    def dms(self) -> list[Message]:
        """Return copies of the app's direct messages to this person, oldest first."""
        own = {c.id for c in self.workspace.channels.of(self.user_id) if c.kind in ("im", "mpim")}
        return [copy.deepcopy(m) for m in self.workspace.messages if m.channel in own]

    def home(self) -> View | None:
        """Return what the App Home shows."""
        return self.workspace.views.home(self.user_id)

    def current_view(self) -> View:
        """Return the modal in front, or raise `ImpossibleError` if none is open."""
        stack = self.workspace.views.stack(self.user_id)
        if not stack:
            raise ImpossibleError(f"{self.user_id} has no modal open")
        return stack[-1]

    async def press(
        self,
        place: str | Message | View | None,
        action_id: str,
        *,
        block_id: str | None = None,
        value: str | None = None,
        stale: bool = False,
        forge: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Press a button, or choose `value` in a menu, and return the product's answer.

        `place` is a channel (its newest message with that action), a message, a view, or None
        for the modal in front. A message is pressed as it is now; `stale=True` presses the
        copy that was handed in, as a phone that has not loaded the update. `forge` replaces
        members of the payload. Raises `ImpossibleError` if there is nothing to press.
        """
        if self.person.deleted and not stale:
            raise ImpossibleError(f"{self.user_id} is deactivated")
        where = self._resolve(place, action_id, block_id, value, stale=stale)
        block, element = find_element(where.blocks, action_id, block_id, value)
        action = pressed(block, element, self.workspace.messages.next_ts(), value)
        if isinstance(where, View):
            delivery = self.payloads.action_in_view(self.person, where, action)
        else:
            delivery = self.payloads.action_on_message(self.person, where, action)
        return await self.post.bring(_forged(delivery, forge))

    async def replay(self, answer: Answer) -> Answer:
        """Send the very payload of an earlier answer again, under a fresh signature."""
        if answer.delivery is None:
            raise ImpossibleError("that answer came of no delivery")
        return await self.post.bring(answer.delivery)

    async def command(
        self,
        word: str,
        text: str = "",
        channel: str | None = None,
        *,
        forge: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Type a slash command, by default in the direct conversation with the app.

        Raises `ImpossibleError` for a command the app does not offer.
        """
        if word not in self.workspace.app.commands:
            raise ImpossibleError(f"{word} is no command here")
        room = channel or self.workspace.channels.direct([self.user_id]).id
        delivery = _forged(self.payloads.command(self.person, room, word, text), forge)
        answer = await self.post.bring(delivery)
        if answer.ok:
            answer = self._told(answer, after_command(self.workspace, self.user_id, room, answer))
        self.workspace.changed()
        return answer

    async def open_home(self) -> Answer:
        """Open the App Home tab: `app_home_opened`, with the view if one was published."""
        room = self.workspace.channels.direct([self.user_id]).id
        event: Json = {
            "type": "app_home_opened",
            "user": self.user_id,
            "channel": room,
            "tab": "home",
        }
        if (home := self.home()) is not None:
            event["view"] = self.workspace.view_json(home)
        return await self.post.announce(self.payloads.event(event))

    def dismiss(self, message: Message) -> None:
        """Drop a message that only this person sees."""
        current = self.workspace.messages.find(message.channel, message.ts)
        if current.seen_by != self.user_id:
            raise ImpossibleError("only one's own ephemeral messages can be dismissed")
        self.workspace.messages.delete(current)
        self.workspace.changed()

    async def until(self, look: Callable[[], Found | None], seconds: float = 10.0) -> Found:
        """Wait until `look` finds something, for at most `seconds`; raises TimeoutError.

        It looks after every change of the workspace, and now and then for what lies outside.
        """
        woken = asyncio.Event()
        self.workspace.listeners.append(woken.set)
        try:
            async with asyncio.timeout(seconds):
                while not (found := look()):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(woken.wait(), _LOOK_AGAIN_SECONDS)
                    woken.clear()
                return found
        finally:
            self.workspace.listeners.remove(woken.set)

    async def view(self, callback_id: str | None = None, seconds: float = 10.0) -> View:
        """Wait for a modal (of that callback id) to be in front; raises TimeoutError."""

        def look() -> View | None:
            stack = self.workspace.views.stack(self.user_id)
            front = stack[-1] if stack else None
            wanted = front is not None and callback_id in (None, front.callback_id)
            return front if wanted else None

        return await self.until(look, seconds)

    def _resolve(
        self,
        place: str | Message | View | None,
        action_id: str,
        block_id: str | None,
        value: str | None,
        *,
        stale: bool,
    ) -> Message | View:
        if place is None:
            return self.current_view()
        if isinstance(place, View):
            shown = place.open or stale
            if not shown:
                raise ImpossibleError(f"view {place.id} is closed")
            return place
        if isinstance(place, Message):
            return place if stale else self.workspace.messages.find(place.channel, place.ts)
        for message in reversed(self.workspace.visible_messages(self.user_id, place)):
            try:
                find_element(message.blocks, action_id, block_id, value)
            except ImpossibleError:
                continue
            return message
        raise ImpossibleError(f"no message in {place} has {action_id} to press")

    def _told(self, answer: Answer, trouble: str) -> Answer:
        if not trouble:
            return answer
        kind = answer.delivery.type if answer.delivery else "answer"
        self.workspace.troubles.append(f"{kind}: {trouble}")
        return replace(answer, trouble=trouble)


def _forged(delivery: Delivery, forge: Mapping[str, Any] | None) -> Delivery:
    return replace(delivery, payload=delivery.payload | dict(forge)) if forge else delivery
