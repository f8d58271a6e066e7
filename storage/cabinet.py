"""Sealed drafts and files, capability links, and places of cards."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from bot.workflow.rows import Link, Place
from storage import tables
from storage.columns import UtcDateTime
from storage.keys import CaseKeys
from storage.shape import table
from storage.statements import put

__all__ = ["CabinetStore", "draft_column", "file_column"]

_DRAFT: Final = table(tables.Draft)
_FILE: Final = table(tables.CaseFile)
_LINK: Final = table(tables.CapabilityLink)
_PLACE: Final = table(tables.CardPlace)

_PUT_DRAFT: Final = put(tables.Draft)
_OF_PERSON: Final = (
    select(_DRAFT.c.version, _DRAFT.c.sealed)
    .where(_DRAFT.c.case_number == bindparam("case"), _DRAFT.c.person == bindparam("of_person"))
    .order_by(_DRAFT.c.version.desc())
)
_GET_DRAFT: Final = _OF_PERSON.where(_DRAFT.c.version == bindparam("of_version"))
_DROP_DRAFT: Final = delete(_DRAFT).where(
    _DRAFT.c.case_number == bindparam("case"),
    _DRAFT.c.person == bindparam("of_person"),
    _DRAFT.c.version == bindparam("of_version"),
)
_PUT_FILE: Final = put(tables.CaseFile)
_GET_FILE: Final = select(_FILE.c.sealed).where(
    _FILE.c.case_number == bindparam("case"), _FILE.c["key"] == bindparam("of_key")
)
_PUT_LINK: Final = put(tables.CapabilityLink)
_GET_LINK: Final = select(_LINK).where(
    _LINK.c.digest == bindparam("of_digest"),
    _LINK.c.expires_at > bindparam("now", type_=UtcDateTime()),
)
_PUT_PLACE: Final = put(tables.CardPlace)
_GET_PLACE: Final = select(_PLACE).where(
    _PLACE.c.case_number == bindparam("case"), _PLACE.c.surface == bindparam("of_surface")
)


class CabinetStore:
    """The cabinet in one transaction. Sealing raises SealError where a case has no key."""

    def __init__(self, connection: Connection, keys: CaseKeys) -> None:
        self._connection = connection
        self._keys = keys

    def put_draft(self, case: str, version: int, person: str, content: bytes) -> None:
        """Keep a draft in place of an earlier one."""
        sealed = self._keys.seal(case, "draft", draft_column(version, person), content)
        row = {"case_number": case, "version": version, "person": person, "sealed": sealed}
        self._connection.execute(_PUT_DRAFT, row)

    def draft(self, case: str, version: int, person: str) -> bytes | None:
        """Return a draft; None when there is none, or its case was erased."""
        wanted = {"case": case, "of_person": person, "of_version": version}
        found = self._connection.execute(_GET_DRAFT, wanted).first()
        return None if found is None else self._opened_draft(case, person, *found)

    def drafts_of(self, case: str, person: str) -> list[tuple[int, bytes]]:
        """Return a person's drafts of a case by version, newest first."""
        found = self._connection.execute(_OF_PERSON, {"case": case, "of_person": person}).all()
        opened = [(row[0], self._opened_draft(case, person, *row)) for row in found]
        return [(version, content) for version, content in opened if content is not None]

    def drop_draft(self, case: str, version: int, person: str) -> None:
        """Remove a draft."""
        gone = {"case": case, "of_person": person, "of_version": version}
        self._connection.execute(_DROP_DRAFT, gone)

    def put_file(self, case: str, key: str, content: bytes) -> None:
        """Keep a file in place of an earlier one with its key."""
        sealed = self._keys.seal(case, "case_file", file_column(key), content)
        row = {"case_number": case, "key": key, "sealed": sealed}
        self._connection.execute(_PUT_FILE, row)

    def file(self, case: str, key: str) -> bytes | None:
        """Return a file's bytes; None when unknown or erased."""
        sealed = self._connection.scalar(_GET_FILE, {"case": case, "of_key": key})
        if sealed is None:
            return None
        return self._keys.open(case, "case_file", file_column(key), sealed)

    def put_link(self, link: Link) -> None:
        """Keep a link in place of an earlier one with its digest."""
        row = {
            "digest": link.digest,
            "kind": link.kind,
            "case_number": link.case,
            "version": link.version,
            "person": link.person,
            "expires_at": link.expires_at,
        }
        self._connection.execute(_PUT_LINK, row)

    def link(self, digest: str, now: datetime) -> Link | None:
        """Return an unexpired link."""
        found = self._connection.execute(_GET_LINK, {"of_digest": digest, "now": now}).first()
        if found is None:
            return None
        digest, kind, case, version, person, expires_at = found
        return Link(
            digest=digest,
            kind=kind,
            case=case,
            version=version,
            person=person,
            expires_at=expires_at,
        )

    def place(self, case: str, surface: str) -> Place | None:
        """Return where a card stands."""
        wanted = {"case": case, "of_surface": surface}
        found = self._connection.execute(_GET_PLACE, wanted).first()
        if found is None:
            return None
        case, surface, channel, ts, drawn = found
        return Place(case=case, surface=surface, channel=channel, ts=ts, drawn=drawn)

    def put_place(self, place: Place) -> None:
        """Remember where a card stands and which revision it shows."""
        row = {
            "case_number": place.case,
            "surface": place.surface,
            "channel": place.channel,
            "ts": place.ts,
            "drawn": place.drawn,
        }
        self._connection.execute(_PUT_PLACE, row)

    def _opened_draft(self, case: str, person: str, version: int, sealed: bytes) -> bytes | None:
        return self._keys.open(case, "draft", draft_column(version, person), sealed)


def draft_column(version: int, person: str) -> str:
    """Return the place of a draft, bound to its author: a moved row shows nobody another's."""
    return f"sealed/{version}/{person}"


def file_column(key: str) -> str:
    """Return the place of a file."""
    return f"sealed/{key}"
