"""Draws the pages for people outside Slack: no script, one inline style, allowed by its hash."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from handlers.languages import ENGLISH, Language, language, marked
from handlers.sandbox import sandboxed

_TEMPLATES = Path(__file__).parent / "templates"
_GONE = marked("This link does not open anything")
_WHY_GONE = marked(
    "It may have expired, or a part of it may be missing. Open it again from the message that you "
    "got, or call the desk."
)


_FAILED = marked("Something went wrong")
_TITLES: Mapping[int, str] = {
    400: marked("Not understood"),
    403: marked("Not allowed"),
    404: marked("Not found"),
    405: marked("Not possible here"),
    413: marked("Too large"),
    415: marked("Not understood"),
    429: marked("Too many at once"),
    503: marked("Busy"),
}


def page(
    template: str,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    forms: bool = False,
    spoken_in: Language | None = None,
    **values: object,
) -> web.Response:
    """Return a page; values are escaped. `forms` lets the page post to this site.

    A template that speaks several languages has `_` for its texts and `when` for instants.
    """
    tongue = spoken_in or language(ENGLISH)
    text = drawn(template, lang=tongue.code, _=tongue.say, when=tongue.moment, **values)
    response = web.Response(status=status, text=text, content_type="text/html", charset="utf-8")
    response.headers.update(headers or {})
    response.headers["Content-Security-Policy"] = _policy(forms=forms)
    return response


def drawn(template: str, *sheets: str, **values: object) -> str:
    """Return a page as text, to be kept as a file; values are escaped.

    `sheets` are styles of its own beside the templates, after the one that all pages have.
    """
    return _environment().get_template(template).render(style=_style(*sheets), **values)


def kept_policy(*sheets: str) -> str:
    """Return what a page that is kept as a file forbids itself: all but its own style."""
    return f"default-src 'none'; style-src 'sha256-{_digest(*sheets)}'"


def error_page(
    status: int,
    sentence: str,
    headers: Mapping[str, str] | None = None,
    *,
    spoken_in: Language | None = None,
    phone: str = "",
) -> web.Response:
    """Return the small page for an error; the sentence is one of the catalogues'."""
    tongue = spoken_in or language(ENGLISH)
    return page(
        "error.html.j2",
        status,
        headers=headers,
        spoken_in=tongue,
        title=tongue.say(_TITLES.get(status, _FAILED)),
        sentence=tongue.say(sentence),
        phone=phone,
    )


def gone(spoken_in: Language | None = None, phone: str = "") -> web.Response:
    """Return the one page for a link that is unknown, mistyped or expired alike."""
    tongue = spoken_in or language(ENGLISH)
    return page(
        "error.html.j2",
        HTTPStatus.NOT_FOUND,
        spoken_in=tongue,
        title=tongue.say(_GONE),
        sentence=tongue.say(_WHY_GONE),
        phone=phone,
    )


def moment(value: datetime, zone: tzinfo = UTC) -> Markup:
    """Return an instant for reading, in a zone and in UTC, with its machine form."""
    there, utc = value.astimezone(zone), value.astimezone(UTC)
    words = f"{there.day} {there:%B %Y, %H:%M} {there:%Z}"
    if there.utcoffset():
        words += f" ({utc:%H:%M} UTC)"
    return Markup('<time datetime="{}">{}</time>').format(utc.isoformat(), words)


def size(count: int) -> str:
    """Return a number of bytes in the largest unit that keeps it above one."""
    if count < 1024:  # noqa: PLR2004 - bytes in a KiB
        return f"{count} bytes"
    kibibytes = count / 1024
    return f"{kibibytes:.1f} KiB" if kibibytes < 1024 else f"{kibibytes / 1024:.1f} MiB"  # noqa: PLR2004 - KiB in a MiB


def spoken(digits: str) -> str:
    """Return a code letter by letter, as a screen reader should say it."""
    return " ".join(digits)


def grouped(digits: str) -> str:
    """Return a code in groups of three, as an eye reads it."""
    return " ".join(digits[n : n + 3] for n in range(0, len(digits), 3))


def dialled(phone: str) -> str:
    """Return a number as a `tel:` address has it (RFC 3966), an extension after `;ext=`."""
    number, *extension = re.split(r"[^0-9+\s().-]+", phone.strip(), maxsplit=1)
    digits = re.sub(r"[^0-9+]", "", number)
    inner = re.sub(r"[^0-9]", "", extension[0]) if extension else ""
    return f"{digits};ext={inner}" if inner else digits


@cache
def _style(*sheets: str) -> Markup:
    texts = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", *sheets))
    return Markup("\n".join(text.strip() for text in texts))  # noqa: S704 - our own files


@cache
def _digest(*sheets: str) -> str:
    return base64.b64encode(hashlib.sha256(_style(*sheets).encode()).digest()).decode()


@cache
def _policy(*, forms: bool) -> str:
    target = "'self'" if forms else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_digest()}'; form-action {target}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = sandboxed(_TEMPLATES)
    environment.filters.update(
        moment=moment, size=size, spoken=spoken, grouped=grouped, dialled=dialled
    )
    return environment
