"""Asking who owns a device: the answer fits exactly, or is refused by its place."""

import json
from typing import Any

import pytest

from bot.domain.release import OwnerFlag, OwnerRole, Stored
from handlers.outside import Permanent, Transient
from handlers.release.accounts import Accounts, DeviceAccounts, read_accounts
from tests.handlers.receivers import Receiver, posting, says

OWNER: dict[str, Any] = {
    "id": "acct-1",
    "name": "Maria Okafor",
    "role": "primary",
    "locale": "en-US",
    "email": "maria@home.example",
    "app": True,
    "postal": ["1 Elm Street", "Springfield"],
    "flags": ["suspect"],
}


def answer(owners: list[dict[str, Any]] | None = None, **members: Any) -> bytes:  # noqa: ANN401  # any JSON
    """Return an answer's bytes, with members replaced or added."""
    whole = {"stored": "yes", "owners": [OWNER] if owners is None else owners} | members
    return json.dumps(whole).encode()


async def test_the_question_and_its_answer() -> None:
    """The question has the documented members; the answer comes back typed."""
    receiver = Receiver([says(200, answer().decode())])
    async with posting(receiver) as post:
        found = await Accounts(post).lookup("key", "EDR-2026-000001", "B8:7C:6F:12:34:56")
    assert receiver.bodies == [
        {"type": "accounts.lookup", "case": "EDR-2026-000001", "device": "B8:7C:6F:12:34:56"}
    ]
    assert isinstance(found, DeviceAccounts)
    assert found.stored is Stored.YES
    (holder,) = found.owners
    assert (holder.role, holder.flags) == (OwnerRole.PRIMARY, frozenset({OwnerFlag.SUSPECT}))
    assert holder.postal == ("1 Elm Street", "Springfield")


async def test_a_failed_call_is_passed_on() -> None:
    """What the call came to is not hidden behind an answer."""
    async with posting(Receiver([says(503, Retry_After="3")])) as post:
        assert await Accounts(post).lookup("key", "case", "device") == Transient("http_503", 3)


def test_an_owner_may_be_told_of_in_three_words() -> None:
    """Only id, name and role are needed; the rest has an empty meaning."""
    found = read_accounts(answer([{"id": "a", "name": "", "role": "tenant"}]))
    assert isinstance(found, DeviceAccounts)
    holder = found.owners[0]
    assert (holder.email, holder.app, holder.locale) == (None, False, "en")
    assert not holder.postal
    assert not holder.flags


@pytest.mark.parametrize("stored", list(Stored))
def test_every_reason_for_nothing_stored_is_understood(stored: Stored) -> None:
    """Each documented word of `stored` is read, with no owners as well."""
    found = read_accounts(answer([], stored=str(stored)))
    assert isinstance(found, DeviceAccounts)
    assert found.stored is stored


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (answer(stored="maybe"), "/stored"),
        (answer(stored=None), "/stored"),
        (b'{"owners": []}', "/stored"),
        (b'{"stored": "yes"}', "/owners"),
        (answer(owners={}), "/owners"),  # type: ignore[arg-type]  # wrong on purpose
        (answer(note="x"), "/note"),
        (answer(None, **{"Maria Okafor lives here": 1}), "/?"),
        (answer([OWNER | {"role": "king"}]), "/owners/0/role"),
        (answer([OWNER | {"flags": ["guilty"]}]), "/owners/0/flags/0"),
        (answer([OWNER | {"app": 1}]), "/owners/0/app"),
        (answer([OWNER | {"id": ""}]), "/owners/0/id"),
        (answer([OWNER | {"id": 7}]), "/owners/0/id"),
        (answer([OWNER | {"phone": "+1 555 010 0100"}]), "/owners/0/phone"),
        (answer([OWNER | {"email": "a@b\r\nBcc: c@d"}]), "/owners/0/email"),
        (answer([OWNER | {"locale": "../etc"}]), "/owners/0/locale"),
        (answer([OWNER | {"postal": "Elm Street"}]), "/owners/0/postal"),
        (answer([OWNER, OWNER]), "/owners/1/id"),
        (answer([OWNER | {"id": f"a{n}"} for n in range(101)]), "/owners"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_by_its_place(content: bytes, pointer: str) -> None:
    """Wrong, missing, unknown and doubled members are permanent; no value is repeated."""
    assert read_accounts(content) == Permanent("answer_invalid", pointer)


def test_an_answer_that_is_no_object_is_refused() -> None:
    """Text that is no JSON object has the whole answer as its place."""
    assert read_accounts(b"nothing found") == Permanent("answer_not_json", "")
    assert read_accounts(b'{"stored": "yes", "stored": "no", "owners": []}') == Permanent(
        "answer_not_json", ""
    )
