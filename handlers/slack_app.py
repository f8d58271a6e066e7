"""Slack's side of the product: one listener for each kind of thing that Slack sends.

Each listener looks its handler up in a table, since bolt builds arguments for every listener whose
matcher it tries. Presses are acknowledged at once and worked on beside the answer; forms and words
are answered within two seconds, or with "still recording".
"""

import re
from typing import Final

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import Refused
from bot.workflow.outside import count_refusal
from handlers.blocks.limits import VIEW_BYTES, Payload, ascii_bytes
from handlers.blocks.private import aside, doubt, said, still
from handlers.edge import SOURCE, Edge, Late
from handlers.press import Press
from handlers.refusals import say
from handlers.slack_events import happened
from handlers.slack_tables import ACTIONS, FORMS, KEPT, OPTIONS, VIEWS
from handlers.slack_words import word
from handlers.submitting import update
from handlers.views_open import number_of, open_form

ANY: Final = re.compile(r".*", re.DOTALL)
COMMAND: Final = "/edr"
NOT_OURS: Final = (
    "Nothing was done: you are signed in to another workspace than the one that handles these"
    " requests. Ask a colleague in that workspace."
)
LATER: Final = "We are still at it; the answer follows here. Do not send it again."
OLD_FORM: Final = (
    "This form is of an older version, so nothing was done. Close it and open it again."
)
_GATE: Final = "our own gate proves Slack's requests before bolt sees them"
_log = structlog.get_logger(__name__)


def bolt_app(edge: Edge, team: str, enterprise: str) -> AsyncApp:
    """Return the app with its listeners; every value is given, so that bolt reads no variable."""
    ours = AuthorizeResult(enterprise_id=enterprise or None, team_id=team, bot_token=None)

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        if team_id == team or (enterprise and enterprise_id == enterprise):
            return ours
        await count_refusal(edge.office, f"{SOURCE} {team_id}", "foreign_team")
        return None

    app = AsyncApp(
        name="exigent",
        # Without a token: with one, bolt asks Slack who it is and never compares teams.
        client=AsyncWebClient(token=None),
        signing_secret=_GATE,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        authorize=authorize,  # type: ignore[arg-type]  # None means not ours, as bolt documents
        user_facing_authorize_error_message=NOT_OURS,
        process_before_response=True,
    )
    Listeners(edge).register(app)
    return app


class Listeners:
    """What bolt calls; each answers with the body that Slack expects."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    def register(self, app: AsyncApp) -> None:
        """Register one listener for each kind of payload, and the last resort."""
        app.action(ANY)(self.acted)
        app.view_submission(ANY)(self.submitted)
        app.view_closed(ANY)(self.closed)
        app.options(ANY)(self.searched)
        app.command(COMMAND)(self.commanded)
        app.event(ANY)(self.happened)
        app.error(self.failed)

    async def acted(self, body: Payload) -> BoltResponse:
        """A button or a changed input: acknowledged at once."""
        self._edge.spawn(self._act(body), "press")
        return _answer({})

    async def _act(self, body: Payload) -> None:
        press = await self._edge.admit(body)
        if isinstance(press, Refused):
            await self._stranger(body, press)
            return
        name = str(press.action.get("action_id", ""))
        form, kept = FORMS.get(name), KEPT.get(str(press.view.get("callback_id", "")))
        if form is not None:
            await open_form(self._edge, press, number_of(press.value), form, name)
        elif name in ACTIONS:
            await ACTIONS[name](self._edge, press)
        elif kept is not None:
            await kept(self._edge, press)

    async def _stranger(self, body: Payload, why: Refused) -> None:
        url = str(body.get("response_url", ""))
        if url:
            await self._edge.api.respond(url, said(say(why)))

    async def submitted(self, body: Payload) -> BoltResponse:
        """A form was submitted."""
        press = await self._edge.admit(body)
        if isinstance(press, Refused):
            return _answer(update(_notice(say(press))))
        handler = VIEWS.get(str(press.view.get("callback_id", "")))
        if handler is None:
            return _answer(update(_notice(OLD_FORM)))
        answer = await self._edge.in_time(handler(self._edge, press), "form")
        if isinstance(answer, Late):
            self._edge.spawn(self._follow(answer, press), "late form")
            return _answer(update(still()))
        return _answer(answer)

    async def _follow(self, late: Late, press: Press) -> None:
        """Show what came of it in the window that says "still recording"."""
        try:
            answer: Payload = await late.task
        except Exception:  # noqa: BLE001 — logged by the edge; the person must not be left waiting
            answer = update(doubt())
        view = answer.get("view")
        if view is None:
            said_so = answer.get("errors", {})
            view = _notice("Not done. " + " ".join(said_so.values()) if said_so else "Recorded.")
        await self._edge.api.update_view(str(press.view.get("id", "")), view)

    async def closed(self, body: Payload) -> BoltResponse:
        """A form was closed: what stood in it is kept."""
        press = await self._edge.admit(body)
        kept = KEPT.get(str(body.get("view", {}).get("callback_id", "")))
        if kept is not None and isinstance(press, Press):
            self._edge.spawn(kept(self._edge, press), "closed form")
        return _answer({})

    async def searched(self, body: Payload) -> BoltResponse:
        """Somebody types into a search field."""
        press = await self._edge.admit(body)
        search = OPTIONS.get(str(body.get("action_id", "")))
        if search is None or isinstance(press, Refused):
            return _answer({"options": []})
        return _answer(await search(self._edge, press))

    async def commanded(self, body: Payload) -> BoltResponse:
        """The slash command, in any channel or conversation."""
        press = await self._edge.admit(body)
        if isinstance(press, Refused):
            return _answer(_ephemeral(said(say(press))))
        asked = word(self._edge, press, str(body.get("text", "")))
        answer = await self._edge.in_time(asked, "word")
        if isinstance(answer, Late):
            self._edge.spawn(self._tell_later(answer, press), "late word")
            return _answer(_ephemeral(said(LATER)))
        shown = _ephemeral(answer) if answer is not None else {}
        if answer is not None and ascii_bytes(shown) >= VIEW_BYTES:
            # Socket Mode would lose so large an acknowledgement without a word.
            self._edge.spawn(self._edge.tell(press, answer), "large word")
            return _answer({})
        return _answer(shown)

    async def _tell_later(self, late: Late, press: Press) -> None:
        message = await late.task
        if message is not None:
            await self._edge.tell(press, message)

    async def happened(self, body: Payload) -> BoltResponse:
        """An event."""
        self._edge.spawn(happened(self._edge, body), "event")
        return _answer({})

    async def failed(self, error: Exception, body: Payload) -> BoltResponse:
        """Answer for a listener that broke: like neither success nor refusal."""
        _log.error("slack.listener_failed", kind=body.get("type", "command"), exc_info=error)
        if body.get("type") == "view_submission":
            return _answer(update(doubt()))
        if "command" in body:
            return _answer(_ephemeral(said("Something went wrong on our side. Use /edr queue.")))
        return _answer({})


def _answer(body: Payload) -> BoltResponse:
    return BoltResponse(status=200, body=body) if body else BoltResponse(status=200, body="")


def _ephemeral(message: Payload) -> Payload:
    shown: Payload = {name: message[name] for name in ("text", "blocks") if name in message}
    return shown | {"response_type": "ephemeral"}


def _notice(text: str) -> Payload:
    return aside("Exigent", text)
