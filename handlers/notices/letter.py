"""Writes the owner's notice as mail: one text, plain and in HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment

from handlers.languages import ENGLISH, language, offered
from handlers.notices.content import Notice
from handlers.notices.hostile import one_line
from handlers.notices.wording import written
from handlers.notices.written import Block, Code, Linked, Listed, Written
from handlers.sandbox import sandboxed

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
    text = in_words(notice)
    return NoticeText(
        language=text.language,
        subject=one_line(text.subject),
        plain=plain(text),
        html=_environment().get_template("page.j2").render(w=text),
    )


def in_words(notice: Notice) -> Written:
    """Return a notice in the owner's language, with everything in it cleaned."""
    return written(_cleaned(notice), language(language_for(notice.locale)))


def language_for(locale: str) -> str:
    """Return the language of a locale such as `en-US`; English where it is not spoken."""
    wanted = locale.replace("_", "-").split("-")[0].lower()
    return wanted if wanted in offered() else ENGLISH


def plain(text: Written) -> str:
    """Return the text for a mail program that shows no HTML."""
    return "\n".join(_plain(text)) + "\n"


def _plain(text: Written) -> Iterator[str]:
    yield text.greeting
    for said in text.opening:
        yield from ("", said)
    for section in text.sections:
        if section.request:
            yield from ("", "", "", section.request.upper())
        yield from ("", "", section.heading.upper())
        for block in section.blocks:
            yield ""
            yield from _lines(block)
    yield from ("", "-- ", text.company, text.contact)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, Code):
        yield block.text
    elif isinstance(block, Linked):
        yield from _with_address(block)
    else:
        for number, item in enumerate(block, 1):
            yield from (("",) if number > 1 else ())
            yield from (f"{number}. {item.what}", *_beneath(item))


def _with_address(block: Linked) -> Iterator[str]:
    if block.own_line:
        yield from (block.before, block.shown)
    else:
        yield f"{block.before} {block.shown} {block.after}".rstrip()


def _beneath(item: Listed) -> Iterator[str]:
    yield from (f"   {line}" for line in (*item.lines, *item.quiet))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = sandboxed(_TEMPLATES)
    environment.tests["code"] = lambda block: isinstance(block, Code)
    environment.tests["linked"] = lambda block: isinstance(block, Linked)
    return environment


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
