"""The agency directory: published names and numbers, none of them personal."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select

from bot.domain.codec import read, write
from bot.domain.directory.writing import folded
from bot.domain.listed import Coming, DirectoryNumber, ListedAgency
from bot.domain.request import AgencyKind
from storage.columns import UtcDateTime
from storage.directory_tables import Agency, AgencyCase, AgencyFormerName, AgencyNumber
from storage.shape import Found, table
from storage.statements import insert_new, put
from storage.tables import EdrCase

__all__ = ["AgencyStore"]

_AGENCY: Final = table(Agency)
_NUMBER: Final = table(AgencyNumber)
_FORMER: Final = table(AgencyFormerName)
_CASE: Final = table(AgencyCase)
_OPENED: Final = table(EdrCase)

_DOMAINS: Final = ("domains", "coming")
_NOTHING: Final = json.dumps([])
_PUT: Final = put(Agency)
_PUT_NUMBER: Final = _NUMBER.insert()
_DROP_NUMBERS: Final = delete(_NUMBER).where(_NUMBER.c.agency_key == bindparam("of_agency"))
_PUT_FORMER: Final = insert_new(AgencyFormerName)
_PUT_CASE: Final = insert_new(AgencyCase)
_ANY: Final = select(_AGENCY)
_ALL: Final = select(_AGENCY).order_by(_AGENCY.c.folded, _AGENCY.c["key"])
_BY_KEY: Final = _ALL.where(_AGENCY.c["key"] == bindparam("of_key"))
_BY_NAME: Final = _ALL.where(_AGENCY.c.folded == bindparam("of_name"))
_BY_FORMER: Final = _ALL.where(
    _AGENCY.c["key"].in_(
        select(_FORMER.c.agency_key).where(_FORMER.c.folded == bindparam("of_name"))
    )
)
_NUMBERS: Final = select(_NUMBER).order_by(_NUMBER.c.agency_key, _NUMBER.c.place)
_NUMBERS_OF: Final = _NUMBERS.where(_NUMBER.c.agency_key == bindparam("of_agency"))

_UNASKED: Final = (
    select(_OPENED.c.number)
    .outerjoin(
        _CASE, (_CASE.c.case_number == _OPENED.c.number) & (_CASE.c.at == _OPENED.c.opened_at)
    )
    .where(_CASE.c.folded.is_(None))
    .order_by(_OPENED.c.number)
)


class AgencyStore:
    """The directory in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, agencies: Sequence[ListedAgency]) -> None:
        """Insert or update these agencies; the numbers given take the place of all they had."""
        for agency in agencies:
            self._connection.execute(_PUT, _stored(agency))
            self._connection.execute(_DROP_NUMBERS, {"of_agency": agency.key})
            if agency.numbers:
                self._connection.execute(_PUT_NUMBER, _stored_numbers(agency))
            for name in agency.former:
                former = {"folded": folded(name), "agency_key": agency.key}
                self._connection.execute(_PUT_FORMER, former)

    def all(self) -> list[ListedAgency]:
        """Return the directory by name."""
        return self._read(_ALL, {})

    def keys(self) -> list[str]:
        """Return what every agency of the directory is called, whether or not it can be read."""
        return list(self._connection.scalars(select(_AGENCY.c["key"]).order_by(_AGENCY.c["key"])))

    def get(self, key: str) -> ListedAgency | None:
        """Return one agency."""
        return next(iter(self._read(_BY_KEY, {"of_key": key})), None)

    def of_domain(self, domain: str, now: datetime) -> list[ListedAgency]:
        """Return the agencies of whom exactly this mail domain is in force at `now`, by name."""
        written = json.dumps(domain.lower())
        lists = (_AGENCY.c[name].contains(written, autoescape=True) for name in _DOMAINS)
        found = self._read(_ALL.where(or_(*lists)), {})
        return [a for one in found if domain.lower() in (a := one.at(now)).domains]

    def domains(self, now: datetime) -> frozenset[str]:
        """Return every mail domain in force at `now`; one query, and no number is read."""
        rows = self._connection.execute(_ANY).all()
        return frozenset(domain for row in rows for domain in _in_force(row, now))

    def named(self, name: str) -> ListedAgency | None:
        """Return the one agency that bears or bore exactly this name; None where two bear it."""
        wanted = {"of_name": folded(name)}
        found = self._read(_BY_NAME, wanted) or self._read(_BY_FORMER, wanted)
        return found[0] if len(found) == 1 else None

    def search(self, words: str, limit: int) -> list[ListedAgency]:
        """Return agencies whose name contains every one of `words`."""
        wanted = _ALL.limit(limit)
        for word in folded(words).split():
            wanted = wanted.where(_AGENCY.c.folded.contains(word, autoescape=True))
        return self._read(wanted, {})

    def asked(self, name: str, case: str, at: datetime) -> None:
        """Remember that a case was asked for in this agency's name."""
        wanted = {"folded": folded(name), "case_number": case, "at": at}
        self._connection.execute(_PUT_CASE, wanted)

    def cases_of(self, names: Iterable[str]) -> list[tuple[str, datetime]]:
        """Return the cases asked for in one of these names and when, newest first."""
        wanted = (
            select(_CASE.c.case_number, func.min(_CASE.c.at, type_=UtcDateTime()))
            .where(_CASE.c.folded.in_(sorted({folded(name) for name in names})))
            .group_by(_CASE.c.case_number)
            .order_by(_CASE.c.case_number.desc())
        )
        return [(number, at) for number, at in self._connection.execute(wanted)]

    def every_name(self) -> set[tuple[str, str, bool]]:
        """Return each name as rules compare it, the key it leads to, and whether it is former."""
        present = self._connection.execute(select(_AGENCY.c.folded, _AGENCY.c["key"]))
        former = self._connection.execute(select(_FORMER.c.folded, _FORMER.c.agency_key))
        return {(name, key, False) for name, key in present} | {(n, k, True) for n, k in former}

    def every_case(self) -> set[tuple[str, str]]:
        """Return each name as rules compare it with each case asked for in it."""
        found = self._connection.execute(select(_CASE.c.folded, _CASE.c.case_number))
        return {(name, number) for name, number in found}

    def unasked(self) -> list[str]:
        """Return the cases of whom it is not known in which name they were opened."""
        return list(self._connection.scalars(_UNASKED))

    def _read(self, wanted: Select[Any], values: dict[str, str]) -> list[ListedAgency]:
        rows = self._connection.execute(wanted, values).all()
        keys = [row[0] for row in rows]
        numbers: dict[str, list[DirectoryNumber]] = {key: [] for key in keys}
        asked, one = (_NUMBERS_OF, {"of_agency": keys[0]}) if len(keys) == 1 else (_NUMBERS, {})
        for row in self._connection.execute(asked, one) if keys else ():
            if row[0] in numbers:
                numbers[row[0]].append(_number(row))
        return [_agency(row, numbers[row[0]]) for row in rows]


def _stored(agency: ListedAgency) -> dict[str, Any]:
    return {
        "key": agency.key,
        "name": agency.name,
        "folded": folded(agency.name),
        "domains": json.dumps(agency.domains),
        "zone": agency.zone,
        "standing": agency.standing,
        "kind": agency.kind.value,
        "country": agency.country,
        "state": agency.state or "",
        "coming": json.dumps([write(one) for one in agency.coming]),
        "former": json.dumps(agency.former),
        "listed_at": agency.listed_at,
        "changes": agency.changes,
    }


def _stored_numbers(agency: ListedAgency) -> list[dict[str, Any]]:
    return [
        {
            "agency_key": agency.key,
            "place": place,
            "key": number.key,
            "number": number.number,
            "label": number.label,
            "source": number.source,
            "checked": number.checked,
            "dispatch": int(number.dispatch),
        }
        for place, number in enumerate(agency.numbers)
    ]


def _number(row: Found) -> DirectoryNumber:
    _, _, key, number, label, source, checked, dispatch = row
    return DirectoryNumber(
        key=key,
        number=number,
        label=label,
        source=source,
        checked=checked,
        dispatch=bool(dispatch),
    )


def _in_force(row: Found, now: datetime) -> Iterable[str]:
    if row.coming == _NOTHING:  # nearly all of them, and the whole directory is read here
        listed: list[str] = json.loads(row.domains)
        return listed
    return _agency(row, []).at(now).domains


def _agency(row: Found, numbers: list[DirectoryNumber]) -> ListedAgency:
    key, name, _, domains, zone, standing, kind, country, state, coming, former, *kept = row
    listed_at, changes = kept
    return ListedAgency(
        key=key,
        name=name,
        domains=tuple(json.loads(domains)),
        numbers=tuple(numbers),
        zone=zone,
        standing=standing,
        kind=AgencyKind(kind),
        country=country,
        state=state or None,
        coming=tuple(read(Coming, one) for one in json.loads(coming)),
        former=tuple(json.loads(former)),
        listed_at=listed_at,
        changes=changes,
    )
