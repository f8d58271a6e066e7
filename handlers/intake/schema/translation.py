"""From a request body to the domain's request, with devices named D1, D2, … within the case."""

import hashlib

from bot.domain.request import (
    Agency,
    Attachment,
    Contact,
    DataSought,
    Emergency,
    FollowUp,
    Request,
)
from handlers.intake.schema.members import ContactBody, EmergencyBody, RequestBody, SoughtBody

Files = tuple[tuple[str, bytes], ...]


def translate(body: RequestBody) -> tuple[Request, Files]:
    """Return the request and its files by key.

    `zone` stays empty: an offset is no time zone, and the agency's directory entry knows better.
    """
    files = tuple((f"F{n}", a.data) for n, a in enumerate(body.attachments, 1))
    follow_up = body.follow_up
    request = Request(
        agency=Agency(**dict(body.agency)),
        officer=_contact(body.officer),
        supervisor=None if body.supervisor is None else _contact(body.supervisor),
        incident_number=body.incident_number,
        legal_basis=body.legal_basis,
        emergency=_emergency(body.emergency),
        data_sought=_sought(body.data_sought),
        deadline=body.deadline,
        notice_objection=body.notice_objection,
        follow_up=None if follow_up is None else FollowUp(**dict(follow_up)),
        attested=body.attested,
        attachments=_attachments(body, files),
    )
    return request, files


def _contact(body: ContactBody) -> Contact:
    return Contact(**dict(body))


def _emergency(body: EmergencyBody) -> Emergency:
    return Emergency(**(dict(body) | {"harm": frozenset(body.harm)}))


def _sought(bodies: list[SoughtBody]) -> tuple[DataSought, ...]:
    aliases: dict[str, str] = {}
    for body in bodies:
        aliases.setdefault(_same(body.device), f"D{len(aliases) + 1}")
    return tuple(
        DataSought(
            alias=aliases[_same(body.device)],
            device=body.device,
            categories=tuple(body.categories),
            start=body.start,
            end=body.end,
        )
        for body in bodies
    )


def _same(device: str) -> str:
    # Two writings of one serial number are one device: spacing and letter case aside.
    return " ".join(device.split()).casefold()


def _attachments(body: RequestBody, files: Files) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            key=key,
            name=attachment.name,
            type=attachment.type,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
        )
        for attachment, (key, content) in zip(body.attachments, files, strict=True)
    )
