"""What one person sees, as JSON for the practice page (the contract is in page_api)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.practice.channels import Channel
from bot.practice.evidence import Evidence
from bot.practice.files import File
from bot.practice.findings import Json
from bot.practice.hand_on_views import plain
from bot.practice.mailbox import Mailbox
from bot.practice.messages import Message
from bot.practice.people import Person
from bot.practice.views import View
from bot.practice.workspace import Workspace


class Advance(Protocol):
    """Moves the law clock forward and wakes whoever waits for it."""

    async def __call__(self, seconds: float) -> None:
        """Move by `seconds`, which is never negative."""


@dataclass
class Practice:
    """Everything the page shows besides Slack; the composition root fills it in."""

    law_clock: Callable[[], str] = lambda: ""
    advance: Advance | None = None
    mailbox: Mailbox | None = None
    evidence: Evidence | None = None


def state(workspace: Workspace, practice: Practice, user_id: str, version: int) -> Json:
    """Return everything one person sees; raises `SlackError` if unknown."""
    workspace.people.get(user_id)
    home = workspace.views.home(user_id)
    seen = workspace.channels.of(user_id)
    rooms = [c for c in seen if c.kind in ("public", "private")]
    direct = [c for c in seen if c.kind in ("im", "mpim")]
    return {
        "as": user_id,
        "version": version,
        "team": {"id": workspace.app.team_id, "name": workspace.team_name},
        "law_clock": practice.law_clock(),
        "people": [_person(workspace, p) for p in workspace.people],
        "channels": [_channel(workspace, c, user_id) for c in rooms],
        "dms": [_direct(workspace, c, user_id) for c in direct],
        "views": [view_state(v) for v in workspace.views.stack(user_id)],
        "home": view_state(home) if home is not None else None,
        "commands": list(workspace.app.commands),
        "mail": _mail(practice.mailbox),
        "evidence": _evidence(practice.evidence),
        "troubles": list(workspace.troubles),
    }


def view_state(view: View) -> Json:
    """Return one view with what the person sees in its inputs."""
    values: Json = {}
    for (block_id, action_id), answer in view.form.shown.items():
        values.setdefault(block_id, {})[action_id] = plain(answer)

    def words(name: str) -> str | None:
        part = view.content.get(name)
        return part["text"] if isinstance(part, dict) else None

    return {
        "id": view.id,
        "hash": view.hash,
        "callback_id": view.callback_id,
        "type": view.content["type"],
        "title": words("title") or "",
        "submit": words("submit"),
        "close": words("close"),
        "blocks": view.blocks,
        "values": values,
        "errors": view.errors,
    }


def _person(workspace: Workspace, person: Person) -> Json:
    notes = {
        "app": person.is_bot,
        "guest": person.is_restricted or person.is_ultra_restricted,
        "deactivated": person.deleted,
        "from another organisation": person.team_id != workspace.app.team_id,
    }
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name or person.name,
        "title": person.title,
        "tz": person.tz,
        "bot": person.is_bot,
        "note": next((note for note, on in notes.items() if on), ""),
        "dnd": person.do_not_disturb,
    }


def _channel(workspace: Workspace, channel: Channel, user_id: str) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "private": channel.kind == "private",
        "shared": channel.shared,
        "member": user_id in channel.members,
        "messages": _messages(workspace, channel, user_id),
    }


def _direct(workspace: Workspace, channel: Channel, user_id: str) -> Json:
    others = [m for m in channel.members if m not in (user_id, workspace.app.bot_user)]
    messages = _messages(workspace, channel, user_id)
    return {"id": channel.id, "with": [user_id, *others], "messages": messages}


def _messages(workspace: Workspace, channel: Channel, user_id: str) -> list[Json]:
    return [
        _message(workspace, message)
        for message in workspace.messages.in_channel(channel.id, user_id)
    ]


def _message(workspace: Workspace, message: Message) -> Json:
    author = workspace.people.get(message.author)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "author_name": author.real_name or author.name,
        "app": author.is_bot,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "ephemeral": message.seen_by is not None,
        "edited": message.edited is not None,
        "files": [_file(file) for file in message.files],
    }


def _file(file: File) -> Json:
    picture = file.mimetype.startswith("image/")
    return {"id": file.id, "title": file.title or file.name, "alt": file.alt, "picture": picture}


def _mail(mailbox: Mailbox | None) -> list[Json]:
    return [
        {
            "number": letter.number,
            "at": letter.at,
            "from": letter.sender,
            "to": list(letter.recipients),
            "subject": str(letter.parsed["Subject"] or ""),
        }
        for letter in (mailbox.letters if mailbox else [])
    ]


def _evidence(evidence: Evidence | None) -> list[Json]:
    files = evidence.all() if evidence else []
    return [{"name": f.name, "bytes": f.size, "sha256": f.sha256} for f in files]
