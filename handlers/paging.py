"""Pages a person by the company's paging system: a muted phone is not reached by Slack."""

from dataclasses import dataclass
from typing import Literal

from handlers.outside import Answered, Failure, SignedPost

SUMMARY_CAP = 200
"""Characters; a page is read on a lock screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Who is paged about which case. `summary` is our own wording, without personal data.

    `key` names the page; the acknowledgement that comes back to /api/v1/receipts carries it.
    """

    key: str
    case: str
    person: str
    summary: str
    severity: Literal["critical", "warning"] = "critical"


@dataclass(frozen=True, slots=True)
class Paged:
    """The paging system took the call; whether anybody woke up is for the receipt to say."""


class PagingDesk:
    """The `page.trigger` and `page.resolve` calls."""

    def __init__(self, post: SignedPost) -> None:
        self._post = post

    async def trigger(self, page: Page) -> Paged | Failure:
        """Start a page; the same page again has the same `webhook-id` and wakes nobody twice."""
        return await self._call("page.trigger", page)

    async def resolve(self, page: Page) -> Paged | Failure:
        """End a page whose reason is gone."""
        return await self._call("page.resolve", page)

    async def _call(self, kind: str, page: Page) -> Paged | Failure:
        outcome = await self._post.post(
            f"{kind} {page.key}",
            {
                "type": kind,
                "key": page.key,
                "case": page.case,
                "person": page.person,
                "summary": " ".join(page.summary.split())[:SUMMARY_CAP],
                "severity": page.severity,
            },
        )
        return Paged() if isinstance(outcome, Answered) else outcome
