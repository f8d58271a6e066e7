"""What Slack sends the product (Slack docs "Interaction payloads", "Slash commands", "Events").

`team` is the app's own workspace even when somebody of another team presses in a shared
channel: only `user.team_id` tells, which is why the product must look at it.
"""

import copy
from dataclasses import dataclass
from typing import Literal

from bot.practice.findings import Json
from bot.practice.messages import Message
from bot.practice.people import Person
from bot.practice.views import View
from bot.practice.workspace import Workspace

DeliveryKind = Literal["interactive", "slash_commands", "events_api"]


@dataclass(frozen=True)
class Delivery:
    """One payload on its way; `type` names it for planned faults."""

    kind: DeliveryKind
    type: str
    payload: Json


@dataclass(frozen=True)
class Payloads:
    """Writes payloads; `origin` is the pretend Slack's own address for response urls."""

    workspace: Workspace
    origin: str

    def action_on_message(self, person: Person, message: Message, action: Json) -> Delivery:
        """block_actions of a button or menu in a message."""
        channel = self.workspace.channels.any(message.channel)
        payload = self._actor("block_actions", person) | {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": message.seen_by is not None,
            },
            "trigger_id": self.workspace.triggers.give(person.id),
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "state": {"values": {}},
            "response_url": self._response_url(person, channel.id, message.ts),
            "actions": [action],
        }
        if message.seen_by is None:
            payload["message"] = self.workspace.message_json(message)
        return Delivery("interactive", "block_actions", payload)

    def action_in_view(self, person: Person, view: View, action: Json) -> Delivery:
        """block_actions of an element in a modal or in the App Home."""
        modal = view.content["type"] == "modal"
        payload = self._actor("block_actions", person) | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self.workspace.triggers.give(person.id, view.id if modal else None),
            "view": self.workspace.view_json(view),
            "actions": [action],
        }
        return Delivery("interactive", "block_actions", payload)

    def submission(self, person: Person, view: View) -> Delivery:
        """view_submission."""
        payload = self._actor("view_submission", person) | {
            "trigger_id": self.workspace.triggers.give(person.id, view.id),
            "view": self.workspace.view_json(view),
            "response_urls": [],
        }
        return Delivery("interactive", "view_submission", payload)

    def closed(self, person: Person, view: View, *, cleared: bool) -> Delivery:
        """view_closed; `cleared` when the whole stack went at once."""
        payload = self._actor("view_closed", person) | {
            "view": self.workspace.view_json(view),
            "is_cleared": cleared,
        }
        return Delivery("interactive", "view_closed", payload)

    def suggestion(self, person: Person, view: View, place: tuple[str, str], text: str) -> Delivery:
        """block_suggestion: what was typed into an external select so far."""
        payload = self._actor("block_suggestion", person) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self.workspace.view_json(view),
            "block_id": place[0],
            "action_id": place[1],
            "value": text,
        }
        return Delivery("interactive", "block_suggestion", payload)

    def command(self, person: Person, channel_id: str, word: str, text: str) -> Delivery:
        """Write the form of a slash command."""
        channel = self.workspace.channels.any(channel_id)
        payload = {
            "token": "practice",
            "team_id": person.team_id,
            "team_domain": "practice",
            "channel_id": channel.id,
            "channel_name": channel.name or "directmessage",
            "user_id": person.id,
            "user_name": person.name,
            "command": word,
            "text": text,
            "api_app_id": self.workspace.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(person, channel.id, None),
            "trigger_id": self.workspace.triggers.give(person.id),
        }
        return Delivery("slash_commands", "slash_commands", payload)

    def event(self, event: Json) -> Delivery:
        """event_callback around an event of the Events API."""
        moment = self.workspace.messages.next_ts()
        app = self.workspace.app
        payload = {
            "token": "practice",
            "team_id": app.team_id,
            "api_app_id": app.app_id,
            "event": {"event_ts": moment, **copy.deepcopy(event)},
            "type": "event_callback",
            "event_id": f"Ev{moment.replace('.', '')}",
            "event_time": int(float(moment)),
            "is_ext_shared_channel": False,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": app.team_id,
                    "user_id": app.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
        }
        return Delivery("events_api", str(event["type"]), payload)

    def _actor(self, kind: str, person: Person) -> Json:
        app = self.workspace.app
        user = {"id": person.id, "username": person.name, "name": person.name}
        return {
            "type": kind,
            "user": user | {"team_id": person.team_id},
            "team": {"id": app.team_id, "domain": "practice"},
            "api_app_id": app.app_id,
            "token": "practice",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _response_url(self, person: Person, channel: str, ts: str | None) -> str:
        name = self.workspace.response_urls.give(person.id, channel, ts)
        return f"{self.origin}/respond/{name}"
