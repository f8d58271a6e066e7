"""What is wrong with a field, in plain words for the officer who must put it right."""

from collections.abc import Iterable, Mapping
from typing import Final

from handlers.intake.web_portal import fields as form
from handlers.intake.web_portal.choices import CATEGORIES
from handlers.intake.web_portal.fields import Field, Kind
from handlers.intake.web_portal.status_forms import FIELDS as STATUS_FIELDS
from handlers.intake.web_portal.typed import Typed
from handlers.languages import Language
from handlers.languages import marked as _n
from handlers.problems import Fault

GROUPS: Final = (
    form.AGENCY,
    form.OFFICER,
    form.SUPERVISOR,
    form.EMERGENCY,
    form.FOLLOW_UP,
    form.SIGN,
)
SOUGHT: Final = {
    "device": Field(
        name="device",
        label=_n("Device"),
        needed=True,
        hint=_n("What identifies it: serial number, MAC address, or the street address it is at."),
    ),
    "from": Field(name="from", label=_n("From"), kind=Kind.MOMENT, needed=True),
    "to": Field(name="to", label=_n("To"), kind=Kind.MOMENT, needed=True),
    "categories": Field(
        name="categories",
        label=_n("Which data"),
        kind=Kind.TICKS,
        needed=True,
        choices=CATEGORIES,
    ),
}
_ZONE: Final = Field(name="zone", label=_n("Time zone"), kind=Kind.SELECT, needed=True)
_FIELDS: Final[Mapping[str, Field]] = {
    "zone": _ZONE,
    **STATUS_FIELDS,
    **{f.name: f for group in GROUPS for f in group.fields},
}
_BY_FAULT: Final = (
    ("an end after the start", _n("The end must come after the beginning.")),
    (
        "a window of at most 31 days",
        _n("Ask for 31 days at most. If you need more, add the device a second time."),
    ),
    (
        "another person than the officer",
        _n("Name another person than yourself: we call both of you."),
    ),
    ("a US state or territory", _n("Enter the two letters of a US state, for example CA.")),
    ("a state's code", _n("Enter the short code of the state, for example CA.")),
    ("the officer's name", _n("Sign with the full name that you gave above.")),
    ("at most 8 MiB", _n("One of the files is larger than 8 MB. Leave it out or send it later.")),
    ("at most 24 MiB", _n("Together the files are larger than 24 MB. Send some of them later.")),
    ("at most 10, got more", _n("Send 10 files at most.")),
    ("something in it", _n("One of the files is empty. Choose it again.")),
    ("expected one file", _n("Choose one file.")),
    (
        "something to be asked for",
        _n("Tick something. If you need nothing any more, take the request back."),
    ),
    ("an address or a number", _n("Fill in the new address, the new number, or both.")),
    ("a time in the years", _n("Check the year.")),
    ("without control characters", _n("Remove the characters that cannot be seen, and try again.")),
    ("to 200 characters", _n("Use one line of 200 characters at most.")),
    ("to 2000 characters", _n("Use 2,000 characters at most.")),
    ("to 8000 characters", _n("Use 8,000 characters at most.")),
)
_MISSING: Final[Mapping[Kind, str]] = {
    Kind.SELECT: _n("Choose one from the list."),
    Kind.RADIO: _n("Choose one."),
    Kind.TICKS: _n("Tick at least one."),
    Kind.TICK: _n("Tick this to send the request."),
    Kind.MOMENT: _n("Enter a day and a time."),
}
_WRONG: Final[Mapping[Kind, str]] = {
    **_MISSING,
    Kind.EMAIL: _n("Enter an e-mail address, for example name@agency.gov."),
    Kind.PHONE: _n("Enter a phone number of at least 6 digits, for example +1 555 010 4417."),
    Kind.MOMENT: _n("Enter a day and a time that exist in this time zone, for example 18:20."),
    Kind.FILES: _n("One of the files cannot be taken. Send it later."),
}
_NEEDED: Final = _n("Fill this in.")
_OTHERWISE: Final = _n("Write this in another form.")


def errors(faults: Iterable[Fault], typed: Typed, language: Language) -> dict[str, str]:
    """Return a sentence for each field at fault, by the field's name, in the form's order."""
    found: dict[str, str] = {}
    for fault in faults:
        name = field_name(fault.pointer)
        found.setdefault(name, _sentence(fault, name, typed, language))
    order = {name: place for place, name in enumerate(names(typed.rows))}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


def names(rows: int) -> Iterable[str]:
    """Yield the names of all fields in the form's order."""
    for group in (form.AGENCY, form.OFFICER, form.SUPERVISOR, form.EMERGENCY):
        yield from (f.name for f in group.fields)
    yield "zone"
    for number in range(rows):
        yield from (f"data_sought.{number}.{part}" for part in SOUGHT)
    for group in (form.FOLLOW_UP, form.SIGN):
        yield from (f.name for f in group.fields)


def label(name: str, language: Language) -> str:
    """Return what a field is called, with the device's number where there are several."""
    if name.startswith("data_sought."):
        _, number, part = name.split(".", 2)
        device = language.say(_n("Device %(number)s"), number=int(number) + 1)
        return f"{device}: {language.say(SOUGHT[part].label)}"
    group = next((g for g in GROUPS if any(f.name == name for f in g.fields)), None)
    said = language.say(_FIELDS[name].label)
    return f"{language.say(group.heading)}: {said}" if group in _NAMED else said


_NAMED: Final = (form.AGENCY, form.OFFICER, form.SUPERVISOR)
"""Groups whose fields are called alike, so that the group must be said."""


def field_name(pointer: str) -> str:
    """Return the name of the field that a pointer leads to: the nearest one above it."""
    path = pointer.removeprefix("/").split("/")
    if path[0] == "data_sought":
        row = path[1] if len(path) > 1 else "0"
        part = path[2] if len(path) > 2 and path[2] in SOUGHT else "device"  # noqa: PLR2004 - row and part
        return f"data_sought.{row}.{part}"
    while path and ".".join(path) not in _FIELDS:
        path.pop()
    return ".".join(path) or "attachments"


def _sentence(fault: Fault, name: str, typed: Typed, language: Language) -> str:
    one = SOUGHT[name.rpartition(".")[2]] if name.startswith("data_sought.") else _FIELDS[name]
    for words, sentence in _BY_FAULT:
        if words in fault.detail:
            return language.say(sentence)
    empty = not any(value.strip() for value in typed.many(name))
    if empty and one.kind is not Kind.FILES:
        return language.say(_MISSING.get(one.kind, _NEEDED))
    return language.say(_WRONG.get(one.kind, _OTHERWISE))
