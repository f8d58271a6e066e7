"""Tells an owner inside the company's own app, through its notice system.

The call carries the whole text, and its address is the owner's account; a later word of the app
about it comes back to `POST /api/v1/receipts`.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.notice import AttemptOutcome
from handlers.notices.channels import NO_ADDRESS, Telling, Tried, failed
from handlers.notices.letter import write_letter
from handlers.outside import Answered, SignedPost, read_object

HANDLE: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
"""What the app may call a notice: it stands in the record, so it is no text of anybody's."""
_ABOUT_US: Final = frozenset({"http_401", "http_403", "redirected"})
"""The app does not let us in: that says nothing of the owner."""


@dataclass(frozen=True, slots=True)
class ByApp:
    """The in-app channel: sent once the app took the notice and named it."""

    post: SignedPost

    async def tell(self, telling: Telling) -> Tried:
        """Hand the notice to the app."""
        owner, notice = telling.to, telling.notice
        if not (owner.app and owner.account):
            return NO_ADDRESS
        text = write_letter(notice)
        body = {
            "type": "notice.send",
            "case": notice.case,
            "owner": owner.account,
            "locale": notice.locale,
            "title": text.subject,
            "body": text.plain,
            "url": notice.page_url,
        }
        answer = await self.post.post(f"notice:{telling.key}:{owner.account}", body)
        if isinstance(answer, Answered):
            return read_answer(answer.content)
        if answer.reason in _ABOUT_US:
            return Tried(outcome=AttemptOutcome.TRANSIENT, reply=answer.reason)
        return failed(answer)


def read_answer(content: bytes) -> Tried:
    """Read `{"id": "…"}`; of an app that took it and says something else nobody knows the end."""
    document = read_object(content)
    handle = document.get("id") if isinstance(document, dict) else None
    if not isinstance(document, dict) or set(document) != {"id"} or not isinstance(handle, str):
        return Tried(outcome=AttemptOutcome.UNKNOWN, reply="answer_invalid")
    if not HANDLE.fullmatch(handle):
        return Tried(outcome=AttemptOutcome.UNKNOWN, reply="answer_invalid")
    return Tried(outcome=AttemptOutcome.SENT, reply="taken", handle=handle)
