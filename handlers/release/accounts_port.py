"""Asks the accounts system about each device of a case and puts the answers on the record."""

from dataclasses import dataclass

from bot.domain.commands import RecordOwners
from bot.domain.errors import Refusal
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.outcomes import delivered
from handlers.outside import Failure
from handlers.release.accounts import AccountHolder, Accounts, DeviceAccounts
from handlers.release.owner_aliases import next_alias, of_mailbox


@dataclass(frozen=True, slots=True)
class AccountsPort:
    """Delivers account look-ups."""

    office: Office
    accounts: Accounts

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Ask about every device that nobody has answered for; a person may still do it by hand."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        if found is None or found.opened.request is None:
            return Done()
        known = {a.alias for a in found.case.accounts}
        asked: set[str] = set()
        for sought in found.opened.request.data_sought:
            if sought.alias in known | asked or sought.device is None:
                continue
            asked.add(sought.alias)
            key = f"{task.key}:{sought.alias}"
            answer = await self.accounts.lookup(key, found.case.number, sought.device)
            if isinstance(answer, Failure):
                return delivered(answer)
            outcome = await self._record(found, sought.alias, answer)
            if outcome.refused is not None and outcome.refused.reason is Refusal.ALIAS_TAKEN:
                # Somebody recorded an account holder meanwhile: with them in view it goes well.
                return Again(outcome.refused.reason.value)
        return Done()

    async def _record(self, found: Dossier, device: str, answer: DeviceAccounts) -> Outcome:
        current = await dossier(self.office, found.case.number, SYSTEM) or found
        command = RecordOwners(
            device=device, stored=answer.stored, owners=_owners(current, answer), complete=True
        )
        order = Order(case=found.case.number, command=command, actor=SYSTEM)
        return await execute(self.office, order)


def _owners(current: Dossier, answer: DeviceAccounts) -> tuple[Owner, ...]:
    """Name every holder: aliases stay with their account over devices and versions."""
    named: dict[str, AccountHolder] = {}
    by_account = {o.account: o.alias for o in current.owners if o.account}
    by_hand = [o for o in current.owners if not o.account]
    for holder in answer.owners:
        typed = of_mailbox(holder.email, [o for o in by_hand if o.alias not in named])
        alias = by_account.get(holder.id) or (typed.alias if typed is not None else None)
        named[alias or next_alias(current, named)] = holder
    return tuple(_owner(alias, holder) for alias, holder in named.items())


def _owner(alias: str, holder: AccountHolder) -> Owner:
    return Owner(
        alias=alias,
        role=holder.role,
        flags=holder.flags,
        locale=holder.locale,
        account=holder.id,
        name=holder.name,
        email=holder.email,
        app=holder.app,
        postal=tuple(line for line in holder.postal if line.strip()),
        country=holder.country,
    )
