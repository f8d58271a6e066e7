"""Asks one owner: the attempt on the record first, then the message, then what came of it."""

from dataclasses import dataclass
from typing import Final

from bot.domain.consent import AskOwner, MissOwner
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.consent.source import OwnersPage, asking_of, owner_of
from handlers.consent.wording import letter
from handlers.languages import chosen
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.notices.replies import Sent
from handlers.outside import Answered, Permanent, SignedPost, Transient, Unknown

EMAIL: Final = "email"
APP: Final = "app"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPort:
    """Delivers the messages. `public_url` ends in no slash; `domain` is ours, for Message-IDs.

    `app` is the company's own app, where there is one: it is tried first, and mail in turn.
    """

    page: OwnersPage
    mail: EmailNotice
    domain: str
    public_url: str
    app: SignedPost | None = None

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Make one attempt; what it came to decides whether there is another."""
        number, alias, office = task.case or "", str(task.ids["owner"]), self.page.office
        found = await dossier(office, number, SYSTEM)
        owner = owner_of(found, alias) if found is not None else None
        if found is None or owner is None:
            return Done()
        attempt = int(task.ids["attempt"])
        channel = self._channel(owner, attempt)
        ask = AskOwner(owner=alias, channel=channel, attempt=attempt)
        begun = await execute(office, Order(case=number, command=ask, actor=SYSTEM))
        if begun.refused is not None:
            return Done()
        missed = await self._send(task, found, owner, channel)
        if missed:
            miss = MissOwner(owner=alias, reason=missed)
            await execute(office, Order(case=number, command=miss, actor=SYSTEM))
        return Done()

    def _channel(self, owner: Owner, attempt: int) -> str:
        there = [APP] if self.app is not None and owner.app and owner.account else []
        there += [EMAIL] if owner.email else []
        return there[(attempt - 1) % len(there)] if there else EMAIL

    async def _send(self, task: LeasedTask, found: Dossier, owner: Owner, channel: str) -> str:
        """Return why it did not reach them, as a word; nothing where it did."""
        token = await self.page.mint(found.case, owner.alias)
        tongue = chosen(None, owner.locale)
        url = f"{self.public_url}/consent/{token}?lang={tongue.code}"
        text = letter(asking_of(found, owner, self.page.contact), tongue, url)
        if channel == APP and self.app is not None:
            title, body = text
            asked = {"type": "consent.ask", "case": found.case.number, "owner": owner.account}
            asked |= {"locale": owner.locale, "title": title, "body": body, "url": url}
            return _missed(await self.app.post(task.key, asked))
        if not owner.email:
            return "no_address"
        made = message_id_for(task.key, self.domain)
        now = self.page.office.clock.law()
        return _missed(await self.mail.send_reply(owner.email, text, None, made, now))


def _missed(sent: Sent | Answered | Transient | Permanent | Unknown) -> str:
    """Say why it did not arrive; what may have arrived is not sent again: this is a favour."""
    return sent.reason if isinstance(sent, Transient | Permanent) else ""
