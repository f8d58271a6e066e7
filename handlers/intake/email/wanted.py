"""From a letter to a request: what it says in words, and what rules found in it, unconfirmed."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.request import Attachment, Contact, DataSought, Emergency, Request
from bot.domain.verification import StepResult
from handlers.intake.email.claim import Claim, zone_of
from handlers.intake.email.found import Found
from handlers.intake.email.letter import Letter, file_name, media_type

Files = tuple[tuple[str, bytes], ...]

CUT = "[The rest is in the mail itself, which is kept.]"
NOTHING = "[The mail has no text.]"


def request_of(letter: Letter, found: Found, claim: Claim) -> tuple[Request, Files]:
    """Return the request and its files by key; the request names what rules found in the text."""
    text = _text(letter)
    emergency = _emergency(found, text)
    files = tuple((f"F{n}", a.content) for n, a in enumerate(letter.attachments, 1))
    request = Request(
        agency=claim.agency,
        officer=_officer(letter, found),
        supervisor=_supervisor(found),
        incident_number=found.incident,
        emergency=emergency,
        data_sought=_sought(found, claim),
        deadline=found.moment("deadline", zone_of(claim)),
        zone=claim.zone,
        attachments=_attachments(letter, files),
        message=None if emergency is not None else text,
    )
    return replace(request, unconfirmed=tuple(_unconfirmed(request, claim))), files


def _text(letter: Letter) -> str:
    pieces = [f"Subject: {letter.subject}" if letter.subject else "", letter.text or NOTHING]
    pieces += [CUT] if letter.cut else []
    return "\n\n".join(piece for piece in pieces if piece)


def _officer(letter: Letter, found: Found) -> Contact:
    said = found.labelled
    return Contact(
        name=said.get("officer") or letter.sender.name or None,
        rank=said.get("rank"),
        badge=said.get("badge"),
        email=letter.sender.address,
        phone=found.phone(),
    )


def _supervisor(found: Found) -> Contact | None:
    name, phone = found.labelled.get("supervisor"), found.phone("supervisor_phone")
    email = found.labelled.get("supervisor_email")
    if not (name or phone or email):
        return None
    return Contact(name=name, email=email, phone=phone)


def _emergency(found: Found, text: str) -> Emergency | None:
    if found.nature is None:
        return None
    return Emergency(
        nature=found.nature, person_at_risk=found.labelled.get("person"), narrative=text
    )


def _sought(found: Found, claim: Claim) -> tuple[DataSought, ...]:
    """What could be asked for: only where devices, data and a stretch of time were all found."""
    window = found.window(zone_of(claim))
    if window is None or not found.categories:
        return ()
    return tuple(
        DataSought(
            alias=f"D{number}",
            device=device,
            categories=found.categories,
            start=window[0],
            end=window[1],
        )
        for number, device in enumerate(found.devices, 1)
    )


def _attachments(letter: Letter, files: Files) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            key=key,
            name=file_name(part, place),
            type=media_type(part),
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
        )
        for place, (part, (key, content)) in enumerate(
            zip(letter.attachments, files, strict=True), 1
        )
    )


def _unconfirmed(request: Request, claim: Claim) -> Iterator[str]:
    """Name every field that has a value nobody stated in a form: all but the mail and its text."""
    if claim.result is not StepResult.PASS:
        yield "agency"
    for who in ("officer", "supervisor"):
        contact = getattr(request, who)
        for part in ("name", "rank", "badge", "email", "phone"):
            stated = contact is not None and getattr(contact, part) is not None
            if stated and (who, part) != ("officer", "email"):
                yield f"{who}.{part}"
    for name in ("incident_number", "deadline", "data_sought"):
        if getattr(request, name):
            yield name
    if request.emergency is not None:
        yield "emergency.nature"
        if request.emergency.person_at_risk is not None:
            yield "emergency.person_at_risk"
