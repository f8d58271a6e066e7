"""Whatever comes to the request intake is taken or refused; nothing makes it fail."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.codec import read, write
from bot.domain.request import Request
from handlers.doorkeeper import Doorkeeper
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from handlers.intake.webhook import BODY_CAP, PATH, RequestIntake
from handlers.problems import problem
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.fakes.clock import FrozenClock
from tests.fakes.reception import FakeReception
from tests.handlers.intake.bodies import EXAMPLE, body
from tests.handlers.site import SECRET, Counted, signed, site
from tests.tried import tried

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def pointers(value: object, pointer: str = "") -> list[str]:
    """Return the pointer of every place in a document."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    inner = [p for key, one in pairs for p in pointers(one, f"{pointer}/{key}")]
    return [p for p in (pointer, *inner) if p]


PLACES = st.sampled_from(pointers(EXAMPLE))


def settled(content: bytes) -> None:
    """Assert that a body is either taken and can be recorded, or refused in a document."""
    tried("webhook", "bodies")
    found = read_request(content)
    if isinstance(found, list):
        assert found
        assert problem(400, "bad-fields", "see errors", faults=found).body
        return
    taken, _ = translate(found)
    assert read(Request, write(taken)) == taken


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_any_json_is_taken_or_refused(value: object) -> None:
    """Whatever JSON comes, the answer is a request or a list of faults, never an exception."""
    settled(json.dumps(value).encode())


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused(content: bytes) -> None:
    """Whatever bytes come, the answer is a list of faults, never an exception."""
    settled(content)


@given(st.dictionaries(PLACES, JSON, min_size=1, max_size=1))
@settings(max_examples=300, deadline=None)
def test_any_value_in_any_place_is_taken_or_refused(changes: dict[str, Any]) -> None:
    """A good request with one place replaced by anything is settled, and never half taken."""
    settled(body(changes))


async def _statuses(contents: list[bytes]) -> list[int]:
    clock = FrozenClock()
    doorkeeper = Doorkeeper(Counted(), clock.monotonic)
    door = SignedDoor("webhook", Signatories({"p": SECRET}, clock.wall), doorkeeper, BODY_CAP)
    intake = RequestIntake(door, FakeReception(), "https://edr.example")
    statuses = []
    async with site(intake.routes(), clock) as client:
        for content in contents:
            headers = signed(content, clock)
            async with client.post(PATH, data=content, headers=headers) as response:
                statuses.append(response.status)
                await response.json(content_type=None)
    return statuses


@given(
    st.lists(
        JSON.map(lambda value: json.dumps(value).encode())
        | st.dictionaries(PLACES, JSON, min_size=1, max_size=1).map(body),
        min_size=10,
        max_size=10,
    )
)
@settings(max_examples=10, deadline=None)
def test_no_signed_body_makes_the_server_fail(contents: list[bytes]) -> None:
    """Over a real socket every signed body ends with 202, 400 or 413, and a JSON answer."""
    # A loop in a thread of its own leaves the other tests' loop alone.
    with ThreadPoolExecutor(1) as thread:
        statuses = thread.submit(asyncio.run, _statuses(contents)).result()
    assert set(statuses) <= {202, 400, 413}
