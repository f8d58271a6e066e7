"""The office: everything that the product was started with, handed to whoever needs it."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.domain.case import Case
from bot.domain.delivery import Room
from bot.domain.erasing import Retention
from bot.domain.limits import Limits, Policy
from bot.domain.roster import Ref, Roster
from bot.domain.standard import Law, Standard
from bot.workflow.bell import Bell
from bot.workflow.due import DueToErase
from bot.workflow.folds import Folds
from bot.workflow.held_outside import HeldOutside
from bot.workflow.ledger import Database
from bot.workflow.reactions import Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The configured product, without any way out of the house.

    `held_most` is how many bytes requests may take that wait without a case; `counsel` the person
    of the roster whom a late order is brought to, where the settings name one.
    """

    database: Database
    clock: Clock
    roster: Roster
    names: Mapping[Ref, str] = field(repr=False)
    accounts: Mapping[tuple[str, str], Ref] = field(repr=False)
    limits: Limits
    policy: Policy
    law: Law
    site_secret: bytes = field(repr=False)
    delivery: Room = field(default_factory=Room)
    own_domains: tuple[str, ...] = ()
    counsel: Ref | None = None
    retention: Retention = field(default_factory=Retention)
    held_most: int = 512 * 1024 * 1024
    ways: Ways = field(default_factory=Ways)
    folds: Folds = field(default_factory=Folds)
    bell: Bell = field(default_factory=Bell)
    due: DueToErase = field(default_factory=DueToErase)
    held_outside: HeldOutside = field(default_factory=HeldOutside)

    @property
    def standards(self) -> Mapping[str, Standard]:
        """Every legal standard of the product by its name, in force here or not."""
        return self.law.standards

    def standard_of(self, case: Case) -> Standard:
        """Return the standard that `case` stands under."""
        return self.law.standards[case.standard]

    def person_of_slack(self, team: str, user: str) -> Ref | None:
        """Return the person behind a Slack account of `team`, or None."""
        return self.accounts.get((team, user))

    def slack_of(self, person: Ref) -> tuple[str, ...]:
        """Return a person's Slack user ids."""
        return tuple(user for (_, user), ref in self.accounts.items() if ref == person)

    def status_token(self, case: str) -> str:
        """Return the secret that opens the officer's page of a case; the same for ever."""
        return self.lasting_token("status", case)

    def lasting_token(self, *words: str) -> str:
        """Return the secret of a link, made of the site's own; the same for ever for the words."""
        secret = hmac.digest(self.site_secret, "\0".join(words).encode(), "sha256")
        return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def link_digest(token: str) -> str:
    """Return what is stored of a link's token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
