"""GET, POST /request/{token}: where a request stands, and what its officer may still send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Final, Protocol

import structlog
from aiohttp import web

from handlers.body import BodyError
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.cures import Cure
from handlers.intake.mail_form import MailForm
from handlers.intake.schema.members import MOST_SOUGHT
from handlers.intake.status_acts import ACTS, Taken, worded
from handlers.intake.web_portal import choices, sentences
from handlers.intake.web_portal import status_forms as form
from handlers.intake.web_portal.doorstep import Doorstep, Visit
from handlers.intake.web_portal.form_page import ADD, NEXT, Desk, spoken_in, unreadable
from handlers.intake.web_portal.multipart import read_form
from handlers.intake.web_portal.typed import Typed
from handlers.languages import Language, language, offered
from handlers.languages import marked as _n
from handlers.pages import gone, page

PATH = "/request/{token}"
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
"""What a token looks like; anything else is answered like an unknown one."""
_NOTICES: Final[Mapping[str, str]] = {
    "sent": _n("Your request has reached us. Keep this page open, or keep its address."),
    "again": _n("You had sent this form already. This is the request that it made."),
    "done": _n("We have what you sent."),
    "waits": _n(
        "We have what you sent. It waits until we have called your agency and heard it from you: "
        "that way nobody who reads your mail can change your request."
    ),
}
_UNKNOWN_FORM: Final = _n(
    "Nothing was sent, because this form was open for too long or your browser keeps no cookies. "
    "Everything you typed is still here. Choose your files again, then send it."
)
CHANGE: Final = "change"
FILL: Final = "fill"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One device's part of the request: its alias, and the end of what identifies it."""

    alias: str
    ending: str
    categories: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What the officer may see.

    `words` is the state in neutral words: they say nothing of accounts, reviewers or reasons.
    `code` is None where it was spoken by phone, or once the call-back is done. `waiting` are the
    changes that wait for a call, each with when it was proposed. `rows` are empty where nothing
    can be changed any more; their times are local in `zone`. `cures` say why it ended as it did, to
    a requester who was verified, and to nobody else. `mail_form` completes what began as a mail.
    `receipt` is the request's entry in the record with the latest checkpoint, for keeping.
    """

    case: str
    words: str
    updated_at: datetime
    code: str | None = field(default=None, repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)
    phone: str = ""
    waiting: tuple[tuple[str, datetime], ...] = ()
    rows: tuple[AskedRow, ...] = field(default=(), repr=False)
    zone: str = "UTC"
    answerable: bool = False
    takes_process: bool = False
    cures: tuple[Cure, ...] = ()
    mail_form: MailForm | None = None
    receipt: str = ""


class StatusSource(Protocol):
    """Where the page's content comes from."""

    async def status(self, token: str) -> StatusView | None:
        """Return what the token opens; None when it is unknown or expired."""
        ...


class StatusActs(Protocol):
    """Where what an officer sends from the page goes."""

    async def take(self, token: str, typed: Typed) -> Taken | None:
        """Carry out a form; None where the token opens nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What it takes for the page to take anything in."""

    acts: StatusActs
    doorstep: Doorstep
    count: CountRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    tongue: Language
    visit: Visit | None
    typed: Typed = field(default_factory=Typed)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    wrong: bool = False
    new_row: bool = False

    @property
    def act(self) -> str:
        """The form that was sent, which stays open."""
        return self.typed.one("act")


class StatusPage:
    """The officer's page; without `taking` it is for reading only."""

    def __init__(self, source: StatusSource, desk: Desk, taking: Taking | None = None) -> None:
        self._source = source
        self._desk = desk
        self._taking = taking

    def routes(self) -> list[web.RouteDef]:
        """Return the page, and where its forms are sent."""
        read = [web.get(PATH, self.get)]
        return read if self._taking is None else [*read, web.post(PATH, self.post)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the page, or with the one page for every link that opens nothing."""
        view = await self._view(request)
        if view is None:
            return gone(spoken_in(request), self._desk.phone)
        said = next((words for key, words in _NOTICES.items() if key in request.query), "")
        visit = self._taking.doorstep.visit(request) if self._taking is not None else None
        return self._page(view, _Shown(tongue=spoken_in(request), visit=visit, notice=said))

    async def post(self, request: web.Request) -> web.Response:
        """Take in what was sent, or show it again with what is wrong."""
        view, taking, tongue = await self._view(request), self._taking, spoken_in(request)
        if view is None or taking is None:
            await self._refused(request, "unknown_link")
            return gone(spoken_in(request), self._desk.phone)
        try:
            typed = await read_form(request)
        except BodyError as error:
            await self._refused(request, error.kind)
            return unreadable(error, tongue, self._desk)
        shown = _Shown(tongue=tongue, visit=taking.doorstep.visit(request), typed=typed)
        if not taking.doorstep.knows(request, typed.one("form"), typed.one("token")):
            await self._refused(request, "unknown_form")
            return self._again(view, replace(shown, notice=_UNKNOWN_FORM), HTTPStatus.FORBIDDEN)
        if typed.one(ADD):
            rows = min(typed.rows + 1, MOST_SOUGHT)
            typed = replace(typed, rows=rows)
            return self._page(view, replace(shown, typed=typed, new_row=True))
        return await self._take(request, taking, view, shown)

    async def _take(
        self, request: web.Request, taking: Taking, view: StatusView, shown: _Shown
    ) -> web.Response:
        typed, token = shown.typed, request.match_info["token"]
        taken = await taking.acts.take(token, typed) if shown.act in ACTS else None
        if taken is None:
            await self._refused(request, "unknown_act")
            return gone(spoken_in(request), self._desk.phone)
        if taken.faults:
            await self._refused(request, "form_faults")
            errors = sentences.errors(taken.faults, typed, shown.tongue)
            return self._again(view, replace(shown, errors=errors), HTTPStatus.UNPROCESSABLE_ENTITY)
        if taken.refused is not None:
            notice = worded(taken.refused)
            return self._again(view, replace(shown, notice=notice), HTTPStatus.CONFLICT)
        raise web.HTTPSeeOther(f"/request/{token}?{taken.said}&lang={shown.tongue.code}")

    async def _view(self, request: web.Request) -> StatusView | None:
        token = request.match_info["token"]
        return await self._source.status(token) if TOKEN.fullmatch(token) else None

    async def _refused(self, request: web.Request, reason: str) -> None:
        _log.info("status_form.refused", reason=reason)
        if self._taking is not None:
            await self._taking.count(source_of("status", request, self._desk.proxies), reason)

    def _again(self, view: StatusView, shown: _Shown, status: int) -> web.Response:
        return self._page(view, replace(shown, wrong=True), status)

    def _page(self, view: StatusView, shown: _Shown, status: int = HTTPStatus.OK) -> web.Response:
        tongue, fill = shown.tongue, _fill(view, shown)
        found = view.mail_form.unchanged(fill) if view.mail_form and fill else frozenset()
        response = page(
            "status.html.j2",
            status,
            forms=shown.visit is not None,
            spoken_in=tongue,
            view=view,
            shown=shown,
            form=form,
            sought=sentences.SOUGHT,
            zones=choices.ZONES,
            labels={name: sentences.label(name, tongue) for name in shown.errors},
            languages=[language(code) for code in offered()],
            desk=self._desk,
            next_steps=NEXT,
            change=shown.typed if shown.act == CHANGE else prefilled(view),
            fill=fill,
            found=found,
            endings={row.alias: row.ending for row in view.rows},
        )
        if shown.visit is not None and self._taking is not None:
            self._taking.doorstep.mark(response, shown.visit)
        return response


def _fill(view: StatusView, shown: _Shown) -> Typed | None:
    """Return the form that completes a mail; what was typed goes first."""
    if view.mail_form is None:
        return None
    return shown.typed if shown.act == FILL else view.mail_form.typed()


def prefilled(view: StatusView) -> Typed:
    """Return the form of a change as it stands before anybody typed: what is asked for now."""
    values: dict[str, tuple[str, ...]] = {"zone": (view.zone,)}
    for number, row in enumerate(view.rows):
        values |= {
            f"data_sought.{number}.alias": (row.alias,),
            f"data_sought.{number}.from": (row.start,),
            f"data_sought.{number}.to": (row.end,),
            f"data_sought.{number}.categories": row.categories,
        }
    return Typed(values=values, rows=max(len(view.rows), 1))
