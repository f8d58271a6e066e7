"""Changing a request: the agency's answer, or more or less than was asked; a new version.

One window for all devices is changed field by field, anything else line by line. What is too large
for either is left as it is.
"""

from collections.abc import Iterator
from datetime import tzinfo
from unicodedata import normalize

from bot.domain.request import Category, DataSought, Request
from bot.workflow.dossier import Dossier
from handlers.blocks.choices import categories, ongoing
from handlers.blocks.limits import TYPED, Payload, ascii_bytes
from handlers.blocks.local_times import typed, window, zone_word
from handlers.blocks.parts import (
    checkboxes,
    date_picker,
    datetime_picker,
    input_,
    modal,
    mrkdwn,
    plain,
    radio,
    section,
    text_input,
    time_picker,
)
from handlers.blocks.text import Markup
from handlers.blocks.times import zone_of

CALLBACK_ID = "amend.file"
MOST_BYTES = 6_000
"""Bytes of ASCII JSON that the list of what is asked for may take of a view."""
LINE = 160
"""Characters of a person or a number in one line."""


def view(dossier: Dossier) -> Payload:
    """The form, with the current version in it; a request that is complete is expected."""
    case = dossier.case
    text = (
        f"*{case.number}*, version {case.version}. Change what the agency changed and leave the "
        "rest. A new version voids the determinations filed on this one; reviewers see the "
        "difference."
    )
    return modal(
        CALLBACK_ID,
        "Amend the request",
        [section(mrkdwn(Markup(text))), *_inputs(dossier)],
        ids={"c": case.number, "v": case.version},
        submit="Save New Version",
    )


def _inputs(dossier: Dossier) -> Iterator[Payload]:
    request, version = dossier.opened.request, dossier.case.version
    yield input_(
        "What the agency answered or said",
        text_input("answer", most=2000, multiline=True),
        f"answer:v{version}",
        optional=True,
        hint="In their words, with who said it and how.",
    )
    if request is None:
        return
    yield from _named(request, version)
    yield from _sought(request, zone_of(dossier.zone), version)
    emergency = request.emergency
    if emergency is not None:
        yield input_(
            "Still going on",
            radio("ongoing", ongoing(), initial=emergency.ongoing.value),
            f"ongoing:v{version}",
        )
        yield input_(
            "Last confirmed",
            datetime_picker("confirmed", initial=emergency.last_confirmed_at),
            f"confirmed:v{version}",
            optional=True,
        )


def _named(request: Request, version: int) -> Iterator[Payload]:
    """Ask for the incident number, which is never shown: whoever calls dispatch must hear it."""
    hint = "As the officer gave it. Somebody else then asks dispatch for it."
    if request.incident_number:
        hint = "One is given, and not shown. Type only another that the agency gave."
    yield input_(
        "Incident number",
        text_input("incident", most=LINE),
        f"incident:v{version}",
        optional=True,
        hint=hint,
    )
    yield input_(
        "Supervisor: name, rank, number",
        text_input("supervisor", most=LINE, initial=supervisor(request)),
        f"supervisor:v{version}",
        optional=True,
    )


def supervisor(request: Request) -> str | None:
    """Return the supervisor in one line, as it stands in the form; None where it does not fit."""
    known = request.supervisor
    if known is None:
        return None
    parts = (f"{known.rank or ''} {known.name}", known.badge, known.phone)
    line = normalize("NFC", ", ".join(p.strip() for p in parts if p and p.strip()))
    return line if line and len(line) <= LINE and line.isprintable() else None


def _sought(request: Request, zone: tzinfo, version: int) -> Iterator[Payload]:
    sought = request.data_sought
    devices = "\n".join(s.device or "" for s in sought)
    if _one_window(sought, zone) and _fits(devices):
        yield from _fields(sought[0], devices, zone, version)
        return
    lines = "\n".join(line(s, zone) for s in sought)
    breaks = any(len((s.device or "-").splitlines()) != 1 for s in sought)
    if not sought or breaks or not _fits(lines):
        yield section(
            plain(
                "What is asked for is too large to change here and stays as it is. Have the "
                "agency send the request again."
            )
        )
        return
    yield input_(
        "What is asked for, one window a line",
        text_input("windows", most=TYPED, multiline=True, initial=lines),
        f"windows:v{version}",
        hint=f"data; from; to; device. Local times in {zone_word(zone)}.",
    )


def _one_window(sought: tuple[DataSought, ...], zone: tzinfo) -> bool:
    """Whether one day, two minutes and one set of categories say it all without loss."""
    if not sought or len({s.alias for s in sought}) < len(sought):
        return False
    if any(len((s.device or "").splitlines()) != 1 or not s.device for s in sought):
        return False
    if len({(frozenset(s.categories), s.start, s.end) for s in sought}) > 1:
        return False
    start, end = sought[0].start.astimezone(zone), sought[0].end.astimezone(zone)
    first, last = (t.time().replace(second=0, microsecond=0) for t in (start, end))
    return window(start.date(), first, last, zone) == (sought[0].start, sought[0].end)


def _fits(text: str) -> bool:
    return len(text) <= TYPED and ascii_bytes(text) <= MOST_BYTES


def _fields(one: DataSought, devices: str, zone: tzinfo, version: int) -> Iterator[Payload]:
    start, end = one.start.astimezone(zone), one.end.astimezone(zone)
    word = zone_word(zone)
    ticked = [c.value for c in one.categories]
    yield input_(
        "Devices, one a line",
        text_input("devices", most=TYPED, multiline=True, initial=devices),
        f"devices:v{version}",
    )
    yield input_(
        "What they ask for",
        checkboxes("categories", categories(), initial=ticked),
        f"categories:v{version}",
    )
    yield input_("Day", date_picker("day", initial=start.date().isoformat()), f"day:v{version}")
    yield input_(
        "From",
        time_picker("from", zone=word, initial=f"{start:%H:%M}"),
        f"from:v{version}",
        hint=f"Local time there: {word}.",
    )
    yield input_(
        "To",
        time_picker("to", zone=word, initial=f"{end:%H:%M}"),
        f"to:v{version}",
        hint="Earlier than “From” means the next day.",
    )


def line(sought: DataSought, zone: tzinfo) -> str:
    """Write one window as the form's lines have it: `data; from; to; device`."""
    names = ", ".join(c.value for c in Category if c in sought.categories)
    start, end = typed(sought.start, zone), typed(sought.end, zone)
    return f"{names}; {start}; {end}; {sought.device or sought.alias}"
