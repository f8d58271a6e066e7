"""Whatever fits or breaks the description of the interface is answered as the description says."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, SerializationContext
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from handlers.intake import webhook
from handlers.openapi import description
from tests.corpus.mail import corpus
from tests.fakes.clock import FrozenClock
from tests.handlers.doors import served, signature
from tests.handlers.intake.bodies import EXAMPLE
from tests.tried import tried

MAIL = "message/rfc822"
MESSAGES = st.sampled_from([m.raw for m in corpus() if len(m.raw) < 20_000]) | st.binary()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATHS = list(description()["paths"])
IDS = itertools.count(1)
PATIENT = list(HealthCheck)


@schemathesis.serializer(MAIL)
def mail_as_it_is(_context: SerializationContext, value: object) -> bytes:
    """A message is sent as its bytes; what is none is sent as it is written."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


schemathesis.openapi.media_type(MAIL, MESSAGES)
SCHEMA = schemathesis.openapi.from_dict(description())


@pytest.fixture(scope="module")
def doors(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, FrozenClock]]:
    """The doors for programs, over a real database."""
    with served(sqlite_template, tmp_path_factory.mktemp("doors")) as running:
        yield running


def _send(case: Case, doors: tuple[str, FrozenClock], *, sign: bool) -> requests.Response:
    address, clock = doors
    prepared = requests.Request(**case.as_transport_kwargs(base_url=address)).prepare()
    raw = prepared.body or b""
    raw = raw.encode() if isinstance(raw, str) else raw
    if sign:
        prepared.headers.update(signature(raw, clock, f"msg_{next(IDS)}"))
    tried("cases of openapi.json", "signed" if sign else "unsigned")
    with requests.Session() as session:
        session.trust_env = False
        return session.send(prepared, timeout=20)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_a_signed_case_is_answered_as_described(
    doors: tuple[str, FrozenClock], path: str, mode: GenerationMode
) -> None:
    """Whatever a partner signs is taken or refused with a documented answer, never a 5xx."""
    statuses = set()

    @seed(2702)
    @settings(max_examples=40, database=None, suppress_health_check=PATIENT)
    @given(case=SCHEMA[path]["POST"].as_strategy(generation_mode=mode))
    def answered(case: Case) -> None:
        response = _send(case, doors, sign=True)
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)

    answered()
    assert statuses
    assert 401 not in statuses


def test_a_good_request_with_one_described_part_is_answered(
    doors: tuple[str, FrozenClock],
) -> None:
    """The example with one member as the description allows it: taken, or its place is named."""
    statuses = set()
    strategy = SCHEMA[webhook.PATH]["POST"].as_strategy()

    @seed(2702)
    @settings(max_examples=60, database=None, suppress_health_check=PATIENT)
    @given(case=strategy, member=st.sampled_from(sorted(EXAMPLE)))
    def answered(case: Case, member: str) -> None:
        case.body = {**EXAMPLE, **{k: v for k, v in case.body.items() if k == member}}
        response = _send(case, doors, sign=True)
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)

    answered()
    assert statuses == {202, 400}


@pytest.mark.parametrize("path", PATHS)
def test_an_unsigned_case_opens_nothing(doors: tuple[str, FrozenClock], path: str) -> None:
    """Whatever comes without a good signature is refused as described, before it is read."""

    @seed(2702)
    @settings(max_examples=20, database=None, suppress_health_check=PATIENT)
    @given(case=SCHEMA[path]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def refused(case: Case) -> None:
        response = _send(case, doors, sign=False)
        case.validate_response(response, checks=CHECKS)
        assert response.status_code in {400, 401}

    refused()
