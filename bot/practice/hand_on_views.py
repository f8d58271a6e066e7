"""A person at a phone, the whole: also fills in, submits and closes modals."""

from collections.abc import Mapping
from typing import Any

from bot.practice.actions import changed, dispatches
from bot.practice.delivery import NO_ANSWER, Answer
from bot.practice.errors import ImpossibleError
from bot.practice.filling import answer_by_hand, missing
from bot.practice.findings import Json
from bot.practice.form import Place
from bot.practice.hand import HandOnMessages
from bot.practice.replies import after_submission, suggested
from bot.practice.views import View


class Hand(HandOnMessages):
    """One person's fingers: every verb checks that Slack's client would allow it."""

    async def fill(
        self, view: View | None, values: Mapping[str, object], *, enter: bool = False
    ) -> list[Answer]:
        """Enter values by block id (or action id), and return what the product said meanwhile.

        Text, date `YYYY-MM-DD` and time `HH:mm` as strings; options by their value, several as
        a list; None empties. Inputs with `dispatch_action` reach the product; typed ones by
        their config, at once or only with `enter=True`. Raises `ImpossibleError` for what the
        client refuses: unknown input or option, too long, malformed, not offered.
        """
        target = view or self.current_view()
        answers = []
        for name, value in values.items():
            place = self._place(target, name)
            answer = answer_by_hand(target.form, place, value)
            target.form.touch(place, answer)
            target.errors.pop(place[0], None)
            block = next(b for b in target.blocks if b["block_id"] == place[0])
            element = target.form.elements[place]
            if dispatches(block, element, enter=enter):
                action = changed(block, element, self.workspace.messages.next_ts(), answer)
                delivery = self.payloads.action_in_view(self.person, target, action)
                answers.append(await self.post.bring(delivery))
        self.workspace.changed()
        return answers

    async def submit(self, view: View | None = None, *, stale: bool = False) -> Answer:
        """Submit a modal and let Slack act on the answer: close, errors, update, push, clear.

        Raises `ImpossibleError` if the modal is closed or has no submit button, and for
        required inputs left empty (as the client would show); `stale=True` sends regardless.
        """
        target = view or self.current_view()
        if not stale:
            self._check_ready(target)
        target.errors = {}
        answer = await self.post.bring(self.payloads.submission(self.person, target))
        if answer.ok and target.open:
            answer = self._told(answer, after_submission(self.workspace, target, answer))
        self.workspace.changed()
        return answer

    async def close(self, view: View | None = None, *, everything: bool = False) -> Answer:
        """Close a modal by its button, or the whole stack by the X with `everything=True`.

        The product hears `view_closed` where the view asks for it; otherwise the answer's
        status is 0 without trouble.
        """
        target = view or self.current_view()
        if not target.open:
            raise ImpossibleError(f"view {target.id} is closed")
        cleared = everything or bool(target.content.get("clear_on_close"))
        delivery = self.payloads.closed(self.person, target, cleared=cleared)
        if cleared:
            self.workspace.views.clear(self.user_id)
        else:
            self.workspace.views.close(target)
        self.workspace.changed()
        if not target.content.get("notify_on_close"):
            return Answer(NO_ANSWER)
        return await self.post.bring(delivery)

    async def suggest(
        self, view: View | None, block_id: str, action_id: str, text: str
    ) -> list[Json]:
        """Type into an external select and return the options offered.

        Below the element's `min_query_length` nothing is asked; raises `ImpossibleError` if
        there is no such select.
        """
        target = view or self.current_view()
        place = (block_id, action_id)
        element = target.form.elements.get(place)
        if element is None or "external" not in element["type"]:
            raise ImpossibleError(f"{block_id}/{action_id} is no external select")
        if len(text) < element.get("min_query_length", 3):
            return []
        answer = await self.post.bring(self.payloads.suggestion(self.person, target, place, text))
        if not answer.ok:
            return []
        options, trouble = suggested(answer)
        self._told(answer, trouble)
        target.form.offered[place] = options
        self.workspace.changed()
        return options

    def seen(self, view: View | None = None) -> dict[str, Any]:
        """Return what each input shows, by block id: text, option values, or None."""
        target = view or self.current_view()
        return {place[0]: plain(answer) for place, answer in target.form.shown.items()}

    def _place(self, view: View, name: str) -> Place:
        if not view.open and view.content["type"] == "modal":
            raise ImpossibleError(f"view {view.id} is closed")
        for place in view.form.elements:
            if place[0] == name:
                return place
        for place in view.form.elements:
            if place[1] == name:
                return place
        listed = ", ".join(place[0] for place in view.form.elements) or "none"
        raise ImpossibleError(f"there is no input {name}; there are {listed}")

    def _check_ready(self, view: View) -> None:
        if not view.open or view is not self.current_view():
            raise ImpossibleError(f"view {view.id} is not in front")
        if view.content.get("submit") is None:
            raise ImpossibleError(f"view {view.callback_id} has no submit button")
        if wanted := missing(view.form, view.blocks):
            view.errors = wanted
            raise ImpossibleError(f"still to fill in: {', '.join(sorted(wanted))}")


def plain(answer: object) -> Any:  # noqa: ANN401 # text, option values or a number
    """Return an answer as the page and `Hand.fill` write it: options by their value."""
    if isinstance(answer, dict):
        return answer.get("value")
    if isinstance(answer, list):
        return [plain(one) for one in answer]
    return answer
