"""Whose mail is it? The directory asked by the domain of an address and by an agency's name."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.decision import ListedAgency
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Agencies that list a domain, and the one agency that bears a name."""

    of_domain: tuple[ListedAgency, ...] = ()
    named: ListedAgency | None = None


class SenderDirectory(Protocol):
    """Where a mail's sender is looked up."""

    async def senders(self, domain: str, name: str | None) -> Senders:
        """Return who lists exactly `domain`, and who is called `name`."""
        ...


@dataclass(frozen=True, slots=True)
class ListedSenders:
    """The `SenderDirectory` over the agency directory."""

    office: Office

    async def senders(self, domain: str, name: str | None) -> Senders:
        """Look both up in one reading; a domain in quarantine is nobody's yet."""
        now = self.office.clock.law()

        def work(ledger: Ledger) -> Senders:
            return Senders(
                of_domain=tuple(ledger.agencies.of_domain(domain, now)),
                named=ledger.agencies.named(name) if name else None,
            )

        return await self.office.database.read(work)
