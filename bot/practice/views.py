"""Open views: each person's stack of modals, and everybody's App Home.

Slack docs "Modals", "views.open", "views.push", "views.update", "views.publish": a stack
of three, a hash per version, ids that stay, external ids used once in the workspace.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from bot.practice.errors import SlackError
from bot.practice.findings import Json
from bot.practice.form import Form
from bot.practice.limits import STACK
from bot.practice.view_rules import accepted_view
from bot.practice.wall import Wall

_DEFAULTS: Final[Json] = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "close": None,
    "submit": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass
class View:
    """One view as a person sees it now; `content` is what the app sent, ids filled in."""

    id: str
    user_id: str
    content: Json
    hash: str
    form: Form
    root_id: str
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    open: bool = True

    @property
    def callback_id(self) -> str:
        """The app's name for the view, or an empty string."""
        return str(self.content.get("callback_id", ""))

    @property
    def blocks(self) -> list[Json]:
        """The blocks as they are now."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def as_slack(self, identity: Json) -> Json:
        """Return the view object of payloads and answers."""
        shown = _DEFAULTS | self.content
        if self.content["type"] == "modal":
            shown.setdefault("submit_disabled", False)
        return {
            **shown,
            **identity,
            "id": self.id,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": self.form.values()},
        }


@dataclass
class Views:
    """All views of the workspace."""

    wall: Wall
    _by_id: dict[str, View] = field(default_factory=dict)
    _stacks: dict[str, list[View]] = field(default_factory=dict)
    _homes: dict[str, View] = field(default_factory=dict)
    _hashes: int = 0

    def stack(self, user_id: str) -> list[View]:
        """Return a person's open modals, the one in front last."""
        return self._stacks.setdefault(user_id, [])

    def home(self, user_id: str) -> View | None:
        """Return what the person's App Home shows, if anything was published."""
        return self._homes.get(user_id)

    def open(self, user_id: str, view: object) -> View:
        """Show a new modal; one that was open is replaced, as no stack is asked for."""
        content = self._accepted(view)
        self.clear(user_id)
        return self._show(user_id, content, [])

    def push(self, user_id: str, view: object) -> View:
        """Put a view on a person's stack; raises `not_found` or `push_limit_reached`."""
        stack = self.stack(user_id)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        return self._show(user_id, self._accepted(view), stack)

    def update(self, target: View, view: object, given_hash: str | None = None) -> View:
        """Replace the content of an open view; raises `hash_conflict` if it has moved on."""
        if not target.open:
            raise SlackError("not_found")
        if given_hash and given_hash != target.hash:
            raise SlackError("hash_conflict")
        content = self._accepted(view, target)
        target.form.updated(content["blocks"])
        target.content = content
        target.hash = self._next_hash()
        target.errors = {}
        return target

    def publish(self, user_id: str, view: object, given_hash: str | None = None) -> View:
        """Publish an App Home; raises `hash_conflict` if it has changed since."""
        content = accepted_view(view, "home")
        home = self._homes.get(user_id)
        if given_hash and home is not None and given_hash != home.hash:
            raise SlackError("hash_conflict")
        view_id = home.id if home else f"V{len(self._by_id) + 1:08d}"
        form = Form.opened(content["blocks"])
        shown = View(view_id, user_id, content, self._next_hash(), form, view_id)
        self._by_id[view_id] = self._homes[user_id] = shown
        return shown

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """Return a view by either id, or raise `not_found`."""
        if view_id and view_id in self._by_id:
            return self._by_id[view_id]
        for view in self._by_id.values():
            if external_id and view.open and view.content.get("external_id") == external_id:
                return view
        raise SlackError("not_found")

    def close(self, view: View) -> None:
        """Take one view off its stack; those under it stay."""
        view.open = False
        stack = self.stack(view.user_id)
        if view in stack:
            stack.remove(view)

    def clear(self, user_id: str) -> None:
        """Close every modal of a person."""
        for view in list(self.stack(user_id)):
            self.close(view)

    def _show(self, user_id: str, content: Json, stack: list[View]) -> View:
        view_id = f"V{len(self._by_id) + 1:08d}"
        root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, None)
        form = Form.opened(content["blocks"])
        view = View(view_id, user_id, content, self._next_hash(), form, root, previous)
        self._by_id[view_id] = view
        self._stacks.setdefault(user_id, []).append(view)
        return view

    def _accepted(self, view: object, target: View | None = None) -> Json:
        content = accepted_view(view, target.content["type"] if target else "modal")
        wanted: Any = content.get("external_id")
        for other in self._by_id.values():
            if wanted and other is not target and other.content.get("external_id") == wanted:
                raise SlackError("duplicate_external_id")
        return content

    def _next_hash(self) -> str:
        self._hashes += 1
        return f"{int(self.wall.now())}.{self._hashes:08x}"
