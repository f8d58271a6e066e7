"""Trigger ids: three seconds, once (Slack docs "Handling user interaction", views.open)."""

from dataclasses import dataclass, field

from bot.practice.errors import SlackError
from bot.practice.limits import TRIGGER_SECONDS
from bot.practice.wall import Wall


@dataclass
class Trigger:
    """Who may be shown a view, until when, and from which view they acted."""

    user_id: str
    born: float
    view_id: str | None = None
    spent: bool = False


@dataclass
class Triggers:
    """Hands out triggers and exchanges each at most once."""

    wall: Wall
    seconds: float = TRIGGER_SECONDS
    _given: dict[str, Trigger] = field(default_factory=dict)

    def give(self, user_id: str, view_id: str | None = None) -> str:
        """Return a new trigger id for what `user_id` just did."""
        number = len(self._given) + 1
        trigger_id = f"{number}.{1000 + number}.practice"
        self._given[trigger_id] = Trigger(user_id, self.wall.now(), view_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up.

        Raises `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if self.wall.now() - trigger.born > self.seconds:
            raise SlackError("expired_trigger_id")
        trigger.spent = True
        return trigger
