"""Reads what an owner sends: one text, from the browser that was given the form."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from aiohttp import web

from bot.domain.complaining import TEXT_MOST
from handlers.body import BodyError, read_body
from handlers.doorkeeper import CountRefusal, source_of
from handlers.intake.web_portal.doorstep import Doorstep

BODY_CAP: Final = 64 * 1024
"""Bytes of a form: a text of the greatest length, each letter of it written as twelve."""
_FIELDS: Final = 8
_KIND: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form as it came in: its id, whether we gave it to this browser, and the text."""

    form: str
    ours: bool
    text: str

    @property
    def fits(self) -> bool:
        """Whether there is a text, and not too long a one."""
        return 0 < len(self.text) <= TEXT_MOST


@dataclass(frozen=True, slots=True)
class Taking:
    """What it takes for the page to take anything in."""

    doorstep: Doorstep
    count: CountRefusal
    proxies: tuple[str, ...] = ()

    async def read(self, request: web.Request) -> Sent:
        """Read the form; raises BodyError for one that is broken, slow or too large."""
        if request.content_type != _KIND:
            raise BodyError(415, "content-type", f"expected {_KIND}")
        body = await read_body(request, BODY_CAP)
        try:
            pairs = parse_qsl(body.decode("ascii"), max_num_fields=_FIELDS, errors="strict")
        except ValueError:
            raise BodyError(400, "broken-form", "expected a form as browsers send it") from None
        sent = dict(pairs)
        form = sent.get("form", "")
        return Sent(
            form=form,
            ours=self.doorstep.knows(request, form, sent.get("token", "")),
            text=_clean(sent.get("text", "")),
        )

    async def refused(self, request: web.Request, reason: str) -> None:
        """Count what was not taken in."""
        await self.count(source_of("owner", request, self.proxies), reason)


def _clean(text: str) -> str:
    """Return the text with plain line ends and without what no keyboard types."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or c.isprintable()).strip()
