"""Asks the company's account system who owns a device and whether anything is stored."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.release import OwnerFlag, OwnerRole, Stored
from handlers.outside import Answered, Failure, Permanent, SignedPost, read_object

_MOST_OWNERS = 100
_POINTER_PART = re.compile(r"[A-Za-z0-9_-]{1,40}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control character")
    return text


Line = Annotated[str, Field(max_length=320), AfterValidator(_one_line)]
Id = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]


class _Strict(BaseModel):
    # The rejected value must not stand in the error: it is somebody's name or address.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class AccountHolder(_Strict):
    """One person who holds the account; personal data, for sealing only."""

    id: Id
    name: Line
    role: OwnerRole
    locale: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")] = "en"
    email: Line | None = None
    app: bool = False
    postal: Annotated[tuple[Line, ...], Field(max_length=10)] = ()
    flags: frozenset[OwnerFlag] = frozenset()
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""


class DeviceAccounts(_Strict):
    """The answer about one device."""

    stored: Stored
    owners: Annotated[tuple[AccountHolder, ...], Field(max_length=_MOST_OWNERS)]


class Accounts:
    """The `accounts.lookup` call."""

    def __init__(self, post: SignedPost) -> None:
        self._post = post

    async def lookup(self, key: str, case: str, device: str) -> DeviceAccounts | Failure:
        """Ask about one device; `key` is the same for every repetition of this question."""
        outcome = await self._post.post(
            key, {"type": "accounts.lookup", "case": case, "device": device}
        )
        return read_accounts(outcome.content) if isinstance(outcome, Answered) else outcome


def read_accounts(content: bytes) -> DeviceAccounts | Permanent:
    """Read an answer, or say by JSON pointer which member is missing, unknown or wrong."""
    document = read_object(content)
    if isinstance(document, Permanent):
        return document
    try:
        answer = DeviceAccounts.model_validate_json(content)
    except ValidationError as error:
        return Permanent("answer_invalid", _pointer(error))
    ids = [owner.id for owner in answer.owners]
    for index, owner_id in enumerate(ids):
        if owner_id in ids[:index]:
            return Permanent("answer_invalid", f"/owners/{index}/id")
    return answer


def _pointer(error: ValidationError) -> str:
    place = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
    return "".join(f"/{_part(part)}" for part in place)


def _part(part: str | int) -> str:
    # An unknown member's name is the other side's text: shown if it looks like a name at all.
    text = str(part)
    return text if _POINTER_PART.fullmatch(text) else "?"
