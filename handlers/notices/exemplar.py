"""A notice to nobody, by which a person reads a text before it goes out for the first time."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.domain.notice import NoticeKind
from bot.domain.notice_text import TextKey
from bot.domain.request import DataClass
from bot.domain.standard import Standard
from handlers.notices.content import (
    BrokenPromise,
    Delay,
    Fraud,
    Given,
    Law,
    Notice,
    RecordEntry,
)
from handlers.notices.letter import in_words, language_for, write_letter

_AT: Final = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_COMPANY: Final = "Example Cameras Inc."
_CONTACT: Final = "privacy@company.example"
_LENGTH: Final = 16
_NAMES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.ORDINARY: "ordinary",
        NoticeKind.LATE: "late",
        NoticeKind.FRAUD: "after a fraud",
        NoticeKind.SAFETY_REVIEWED: "after a safety review",
    }
)


def kind_name(kind: NoticeKind) -> str:
    """Return a kind for our own people."""
    return _NAMES[kind]


def law_of(standard: Standard) -> Law:
    """Return a legal standard as a notice knows it."""
    return Law(
        standard=standard.name,
        voluntary=standard.voluntary,
        contents=standard.provision(DataClass.CONTENTS),
        records=standard.provision(DataClass.RECORDS),
        # The citation alone: what follows the colon is for our own people.
        notice=standard.notice_provision.partition(":")[0],
    )


_CHECKPOINT: Final = (
    f"company.example/record\n1\n{'A' * 43}=\n\n\N{EM DASH} company.example/record {'A' * 91}=\n"
)


def exemplar(kind: NoticeKind, locale: str, law: Law) -> Notice:
    """Return an invented notice of a kind that says everything that the kind can say."""
    video = Given(
        device="Front door",
        category="video",
        data_class="contents",
        begins=_AT,
        ends=_AT + timedelta(minutes=30),
        count=2,
    )
    records = replace(video, device="Garage", category="motion_log", data_class="records")
    return Notice(
        company=_COMPANY,
        privacy_contact=_CONTACT,
        case="EDR-0000-000000",
        owner_name="Jo Example",
        locale=locale,
        zone="UTC",
        agency="Example Police Department",
        agency_reference="00-000000",
        emergency="abduction",
        requested_at=_AT,
        released_at=_AT + timedelta(hours=1),
        given=(video, records),
        entry=RecordEntry(position=1, hash="0" * 64),
        law=law,
        kind=kind,
        delay=_delay(kind),
        broken=BrokenPromise(process="warrant", due=_AT + 10 * _DAY, missed=_AT + 20 * _DAY),
        fraud=Fraud(found=_AT + _DAY, recalled=True, agency_told=True, authority_told=True)
        if kind is NoticeKind.FRAUD
        else None,
        phone="+1 555 010 0123",
        page_url="https://company.example/notice/example",
        checkpoint=_CHECKPOINT,
    )


def _delay(kind: NoticeKind) -> Delay | None:
    if kind in (NoticeKind.ORDINARY, NoticeKind.FRAUD):
        return None
    return Delay(
        ground="flight",
        authorised_by="Example Court",
        provision="18 U.S.C. 2705(b)",
        until=_AT + 30 * _DAY,
    )


def key_of(notice: Notice) -> TextKey:
    """Return which text a notice is written in."""
    language = language_for(notice.locale)
    return TextKey(
        kind=notice.kind,
        language=language,
        standard=notice.law.standard,
        digest=digest_of(notice.kind, language, notice.law),
    )


@cache
def digest_of(kind: NoticeKind, language: str, law: Law) -> str:
    """Return the digest of a text's words, with and without everything that can be left out."""
    full = exemplar(kind, language, law)
    spare = replace(
        full, delay=None, broken=None, phone="", page_url="", agency="", agency_reference=""
    )
    spare = replace(spare, emergency="", owner_name="", given=full.given[:1])
    several = replace(spare, also=(replace(full, also=()),))
    whole = hashlib.sha256(_layouts())
    for notice in (full, spare, several):
        whole.update(repr(asdict(in_words(notice))).encode())
        whole.update(write_letter(notice).html.encode())
    return whole.hexdigest()[:_LENGTH]


@cache
def _layouts() -> bytes:
    return (Path(__file__).parent / "templates" / "letter.typ").read_bytes()
