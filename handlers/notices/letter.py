"""Writes the owner's notice in words. All wording lives in `templates/<language>/words.j2`."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handlers.notices.content import Notice
from handlers.notices.hostile import one_line

FALLBACK_LANGUAGE = "en"

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice as it will be read: its language, subject line, and two forms of one text."""

    language: str
    subject: str
    plain: str
    html: str


def write_letter(notice: Notice) -> NoticeText:
    """Return the text of a notice; the same notice always gives the same text."""
    language = language_for(notice.locale)
    cleaned = _cleaned(notice)
    plain = _environment(escape=False)
    # Each environment loads the words for itself: escaping is decided when they are compiled.
    words: Any = plain.get_template(f"{language}/words.j2").module
    return NoticeText(
        language=language,
        subject=one_line(str(words.subject(cleaned))),
        plain=plain.get_template("plain.j2").render(n=cleaned, language=language),
        html=_environment(escape=True).get_template("page.j2").render(n=cleaned, language=language),
    )


def language_for(locale: str) -> str:
    """Return the folder for a locale such as `en-US`; English where there is none."""
    wanted = locale.replace("_", "-").split("-")[0].lower()
    return wanted if wanted in _languages() else FALLBACK_LANGUAGE


@cache
def _languages() -> frozenset[str]:
    return frozenset(folder.parent.name for folder in _TEMPLATES.glob("*/words.j2"))


@cache
def _environment(*, escape: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["in_zone"] = in_zone
    environment.filters["initial"] = lambda text: text[:1].upper() + text[1:]
    return environment


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return the instant in an IANA zone, or in UTC where the zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.astimezone(UTC)


def _cleaned(notice: Notice) -> Notice:
    delay = notice.delay
    if delay is not None:
        delay = replace(
            delay,
            ground=one_line(delay.ground),
            authorised_by=one_line(delay.authorised_by),
            provision=one_line(delay.provision),
        )
    return replace(
        notice,
        company=one_line(notice.company),
        owner_name=one_line(notice.owner_name, 80),
        agency=one_line(notice.agency),
        agency_reference=one_line(notice.agency_reference, 60),
        given=tuple(
            replace(item, device=one_line(item.device, 80), category=one_line(item.category))
            for item in notice.given
        ),
        delay=delay,
        also=tuple(_cleaned(other) for other in notice.also),
    )
