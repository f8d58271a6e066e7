"""The directory asked by a mail domain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.listed import Coming
from storage import SqlDatabase
from tests.factories import AGENCY, AT

OTHER = replace(AGENCY, key="shelby", name="Shelby County Sheriff")
ELSEWHERE = replace(AGENCY, key="harbor", name="Harbor", domains=("harbor.example", "h.example"))


async def test_every_agency_that_lists_the_domain_is_found(database: SqlDatabase) -> None:
    """By name, whatever the letters' case, and each of several domains."""
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY, OTHER, ELSEWHERE]))
    found = await database.read(lambda db: db.agencies.of_domain("SpringfieldPD.example", AT))
    assert [agency.key for agency in found] == ["shelby", "springfield"]
    found = await database.read(lambda db: db.agencies.of_domain("h.example", AT))
    assert [agency.key for agency in found] == ["harbor"]


@pytest.mark.parametrize(
    "domain",
    ["pd.example", "mail.springfieldpd.example", "%", "_", '"', "", "springfieldpd_example", "\\"],
)
async def test_only_the_whole_domain_counts(database: SqlDatabase, domain: str) -> None:
    """A part of it, a subdomain, or a pattern finds nobody."""
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY]))
    assert await database.read(lambda db: db.agencies.of_domain(domain, AT)) == []


async def test_all_domains_are_those_in_force_now(database: SqlDatabase) -> None:
    """Of every agency together, a shared one once; what waits counts from its instant on."""
    assert await database.read(lambda db: db.agencies.domains(AT)) == frozenset()
    until = AT + timedelta(days=7)
    coming = Coming(usable_from=until, domains=("new.example",), leaving_domains=("h.example",))
    moving = replace(ELSEWHERE, coming=(coming,))
    await database.tx(lambda ledger: ledger.agencies.replace([AGENCY, OTHER, moving]))
    shared = {*AGENCY.domains, "harbor.example"}
    early = until - timedelta(microseconds=1)
    before = await database.read(lambda db: db.agencies.domains(early))
    assert before == shared | {"h.example"}
    assert await database.read(lambda db: db.agencies.domains(until)) == shared | {"new.example"}
