"""Reads the short forms of the status page by the rules of a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from pydantic import Field as Within

from bot.domain.request import Contact, DataSought
from handlers.intake.aliases import aliases
from handlers.intake.schema.files import FILE_CAP, MOST_FILES
from handlers.intake.schema.members import MOST_SOUGHT, SoughtBody
from handlers.intake.web_portal.choices import PROCESSES
from handlers.intake.web_portal.fields import Field, Kind
from handlers.intake.web_portal.typed import Typed, Upload, sought_of
from handlers.languages import marked as _n
from handlers.problems import Fault
from handlers.strict import texts
from handlers.strict.reading import Member, checked

Faults = list[Fault]
ANSWER: Final = Field(
    name="answer",
    label=_n("Your answer"),
    kind=Kind.TEXT,
    needed=True,
)
ANSWER_FILES: Final = Field(
    name="attachments",
    label=_n("Documents"),
    kind=Kind.FILES,
    hint=_n("Up to 10 files of 8 MB each, 24 MB together. No documents are needed."),
)
CHANGE_WHY: Final = Field(
    name="change_why",
    label=_n("Why you change it"),
    kind=Kind.TEXT,
)
EMAIL: Final = Field(
    name="email",
    label=_n("New official e-mail address"),
    kind=Kind.EMAIL,
    hint=_n("Leave empty what stays as it is."),
)
PHONE: Final = Field(name="phone", label=_n("New direct phone number"), kind=Kind.PHONE)
WITHDRAW_WHY: Final = Field(
    name="withdraw_why", label=_n("Why you take it back"), kind=Kind.TEXT, needed=True
)
PROCESS: Final = Field(
    name="process",
    label=_n("Kind of legal process"),
    kind=Kind.SELECT,
    needed=True,
    choices=PROCESSES,
)
COURT: Final = Field(name="court", label=_n("From which court"))
PROCESS_FILE: Final = Field(
    name="process_file",
    label=_n("The document"),
    kind=Kind.FILES,
    needed=True,
    hint=_n("One file of 8 MB at most."),
)
FIELDS: Final = {
    f.name: f
    for f in (
        ANSWER,
        ANSWER_FILES,
        CHANGE_WHY,
        EMAIL,
        PHONE,
        WITHDRAW_WHY,
        PROCESS,
        COURT,
        PROCESS_FILE,
    )
}


class _Answer(Member):
    answer: texts.Paragraph


class _Why(Member):
    change_why: texts.Paragraph | None = None


class _Withdrawal(Member):
    withdraw_why: texts.Paragraph


class _Contact(Member):
    email: texts.Email | None = None
    phone: texts.Phone | None = None


class _Court(Member):
    court: texts.Line | None = None


class _Sought(Member):
    data_sought: Annotated[list[SoughtBody], Within(min_length=1, max_length=MOST_SOUGHT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Legal process as it was sent."""

    process: str
    court: str | None
    file: Upload


def _given(typed: Typed, *names: str) -> dict[str, str]:
    return {name: typed.one(name).strip() for name in names if typed.one(name).strip()}


def answer(typed: Typed) -> str | Faults:
    """Read an answer."""
    read = checked(_Answer, _given(typed, "answer"))
    faults = [*(read if isinstance(read, list) else []), *_files(typed)]
    return faults if faults or isinstance(read, list) else read.answer


def _files(typed: Typed) -> Faults:
    if len(typed.files) > MOST_FILES:
        return [Fault("/attachments", f"expected at most {MOST_FILES}, got more")]
    return [_size_fault("/attachments", f) for f in typed.files if not _fits(f)]


def _fits(file: Upload) -> bool:
    return 0 < len(file.content) <= FILE_CAP


def _size_fault(pointer: str, file: Upload) -> Fault:
    if file.content:
        return Fault(pointer, "expected at most 8 MiB in one attachment, got more", too_large=True)
    return Fault(pointer, "expected a file with something in it, got an empty one")


def why(typed: Typed) -> str | Faults | None:
    """Read why somebody changes their request; they need not say."""
    read = checked(_Why, _given(typed, "change_why"))
    return read if isinstance(read, list) else read.change_why


def withdrawal(typed: Typed) -> str | Faults:
    """Read why somebody takes their request back."""
    read = checked(_Withdrawal, _given(typed, "withdraw_why"))
    return read if isinstance(read, list) else read.withdraw_why


def contact(typed: Typed, officer: Contact) -> Contact | Faults:
    """Read where the officer can be reached now; what is left empty stays."""
    given = _given(typed, "email", "phone")
    read = checked(_Contact, given)
    if isinstance(read, list):
        return read
    if not given:
        return [Fault("/email", "expected an address or a number")]
    return replace(officer, email=read.email or officer.email, phone=read.phone or officer.phone)


def process(typed: Typed) -> Process | Faults:
    """Read legal process: what it is, from which court, and the one file."""
    read = checked(_Court, _given(typed, "court"))
    faults = list(read) if isinstance(read, list) else []
    if typed.one("process") not in dict(PROCESSES):
        faults.append(Fault("/process", "expected one of the list"))
    if len(typed.files) != 1:
        faults.append(Fault("/process_file", "expected one file"))
    faults += [_size_fault("/process_file", f) for f in typed.files[:1] if not _fits(f)]
    if faults or isinstance(read, list):
        return faults
    return Process(process=typed.one("process"), court=read.court, file=typed.files[0])


def sought(
    typed: Typed, current: Sequence[DataSought], earlier: Sequence[DataSought]
) -> tuple[DataSought, ...] | Faults:
    """Read which data is asked for now. A device of before is named by its alias alone.

    A device whose categories are all unticked is no longer asked for.
    """
    devices = {s.alias: s.device or "" for s in current}
    faults: Faults = []
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    for number, row in enumerate(sought_of(typed, typed.one("zone"), faults)):
        alias = typed.one(f"data_sought.{number}.alias")
        if alias in devices:
            row["device"] = devices[alias]
            if not row["categories"]:
                continue
        rows.append(row)
        numbers.append(number)
    if not rows:
        return [Fault("/data_sought/0/categories", "expected something to be asked for")]
    read = checked(_Sought, {"data_sought": rows})
    faults += [_renumbered(f, numbers) for f in read] if isinstance(read, list) else []
    if faults or isinstance(read, list):
        return faults
    named = aliases([body.device for body in read.data_sought], earlier)
    return tuple(
        DataSought(
            alias=named[body.device],
            device=body.device,
            categories=tuple(body.categories),
            start=body.start,
            end=body.end,
        )
        for body in read.data_sought
    )


def _renumbered(fault: Fault, numbers: Sequence[int]) -> Fault:
    """Return a fault of a row that was read under the number it has in the form."""
    _, _, rest = fault.pointer.partition("/data_sought/")
    place, _, part = rest.partition("/")
    number = numbers[int(place)] if place.isdecimal() else 0
    return replace(fault, pointer=f"/data_sought/{number}/{part}")
