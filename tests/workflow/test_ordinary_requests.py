"""The requests of the practice scripts, from an agency that the directory knows, are not barred."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from bot.domain.case import Case
from bot.domain.flag import BARRING, HEAVY, Sign
from bot.practice.scripts import requests
from bot.practice.seed import AGENCIES
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.queries import dossier
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from storage import SqlDatabase
from tests.desk import office_over
from tests.factories import EVE
from tests.fakes.clock import FrozenClock

ORDINARY: tuple[Callable[[datetime], requests.Json], ...] = (requests.kidnapping, requests.parcel)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("written", ORDINARY)
async def test_an_ordinary_first_case_is_possible(
    database: SqlDatabase,
    clock: FrozenClock,
    written: Callable[[datetime], requests.Json],
) -> None:
    """Nothing bars it, nothing weighs high, and that the officer is new is all that is said."""
    await database.tx(lambda ledger: ledger.agencies.replace(AGENCIES))
    office = office_over(database, clock)
    original = json.dumps(written(clock.law())).encode()
    body = read_request(original)
    assert not isinstance(body, list), body
    request, files = translate(body)
    incoming = Incoming(
        channel="webhook", request=request, original=original, files=files, vouched=True
    )
    received = await Intake(office).receive(incoming)
    found = await dossier(office, received.case, EVE)
    assert found is not None
    case: Case = found.case
    assert [f.sign for f in case.flags if f.weight in BARRING | HEAVY] == []
    assert {f.sign for f in case.flags} <= {Sign.OFFICER_FIRST_SEEN, Sign.OUT_OF_HOURS}
