"""Talks to the evidence store: what it may hand over, what it must keep, what it must call back.

Its answers are read strictly; whether they fit what it was told is for the law of the case.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar

import aiohttp
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.authorizing import StoreItem
from bot.domain.canonical import GREATEST_INTEGER
from bot.domain.codec import instant_text
from bot.domain.request import DataSought
from handlers.outside import Answered, Failure, Permanent, SignedPost, read_object
from handlers.release.authorization import recipient_of
from handlers.strict.times import Instant

TIME_LIMIT: Final = aiohttp.ClientTimeout(total=30, connect=3)
"""Seconds for a whole call, and for the connection alone: the store copies files meanwhile."""
MOST_ITEMS: Final = 1_000
"""Items of one manifest; more than anybody could hand over for one emergency."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_POINTER_PART = re.compile(r"[A-Za-z0-9_-]{1,40}")


def _one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control character")
    return text


Line = Annotated[str, Field(min_length=1, max_length=320), AfterValidator(_one_line)]


class _Strict(BaseModel):
    # The rejected value must not stand in the error: it may be a person's.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Item(_Strict):
    name: Line
    device: Line
    category: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    begins: Instant = Field(alias="from")
    ends: Instant = Field(alias="to")
    size: int = Field(alias="bytes", strict=True, gt=0, le=GREATEST_INTEGER)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(_Strict):
    """What the store says it handed over, and to whom."""

    items: Annotated[tuple[_Item, ...], Field(max_length=MOST_ITEMS)]
    delivered_to: Line
    case: Line | None = None

    @property
    def listed(self) -> tuple[StoreItem, ...]:
        """The items in the words of the law."""
        return tuple(
            StoreItem(
                name=i.name,
                device=i.device,
                category=i.category,
                start=i.begins,
                end=i.ends,
                size=i.size,
                sha256=i.sha256,
            )
            for i in self.items
        )


class Recalled(_Strict):
    """What a recall came to. False: the store never acted on it and never will.

    True: every access that it gave is ended, and `manifest` is what it had handed over.
    """

    handed_over: Annotated[bool, Field(strict=True)]
    manifest: Manifest | None = None


class Kept(_Strict):
    """Whether the store keeps what exists of the case now: yes to `preserve`, no to its lift."""

    preserved: Annotated[bool, Field(strict=True)]


Read = TypeVar("Read", bound=_Strict)


class EvidenceStore:
    """The calls to `release.webhook_url`; `key` is the same for every repetition of a call."""

    def __init__(self, post: SignedPost) -> None:
        self._post = post

    async def authorize(
        self, key: str, case: str, contact: str, authorization: str
    ) -> Manifest | Failure:
        """Let the store hand over what the authorization says; returns its manifest."""
        body = {
            "type": "release.authorize",
            "case": case,
            "recipient": recipient_of(contact),
            "authorization": authorization,
        }
        return await self._ask(key, body, Manifest)

    async def recall(
        self, key: str, case: str, authorization: str | None, hashes: Sequence[str]
    ) -> Recalled | Failure:
        """Let the store forget an authorization, or end the access that it gave by it."""
        body = {
            "type": "recall",
            "case": case,
            "authorization": authorization,
            "sha256": list(hashes),
        }
        return await self._ask(key, body, Recalled)

    async def preserve(
        self, key: str, case: str, sought: Sequence[DataSought], until: datetime | None
    ) -> Kept | Failure:
        """Let the store keep what exists of these devices until then, or, for None, let it go."""
        if until is None:
            return await self._ask(key, {"type": "preserve.lift", "case": case}, Kept)
        devices = [
            {
                "device": s.device,
                "categories": [c.value for c in s.categories],
                "from": instant_text(s.start),
                "to": instant_text(s.end),
            }
            for s in sought
        ]
        body = {
            "type": "preserve",
            "case": case,
            "devices": devices,
            "until": instant_text(until),
        }
        return await self._ask(key, body, Kept)

    async def _ask(self, key: str, body: Mapping[str, Any], answer: type[Read]) -> Read | Failure:
        outcome = await self._post.post(key, body)
        return read_answer(answer, outcome.content) if isinstance(outcome, Answered) else outcome


def read_answer(model: type[Read], content: bytes) -> Read | Permanent:
    """Read an answer, or say by JSON pointer which member is missing, unknown or wrong."""
    document = read_object(content)
    if isinstance(document, Permanent):
        return document
    try:
        return model.model_validate(document)
    except ValidationError as error:
        return Permanent("answer_invalid", _pointer(error))


def _pointer(error: ValidationError) -> str:
    place = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
    # An unknown member's name is the other side's text: shown if it looks like a name at all.
    parts = (str(p) if _POINTER_PART.fullmatch(str(p)) else "?" for p in place)
    return "".join(f"/{part}" for part in parts)
