"""Asks the accounts system about each device of a case and puts the answers on the record."""

from dataclasses import dataclass

from bot.domain.commands import RecordOwners
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.outcomes import delivered
from handlers.outside import Failure
from handlers.release.accounts import AccountHolder, Accounts, DeviceAccounts


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
            await self._record(found, sought.alias, answer)
        return Done()

    async def _record(self, found: Dossier, device: str, answer: DeviceAccounts) -> None:
        # Aliases already given stay with their account over devices and versions.
        current = await dossier(self.office, found.case.number, SYSTEM)
        aliases = {o.account: o.alias for o in (current or found).owners if o.account}
        owners: list[Owner] = []
        for holder in answer.owners:
            alias = aliases.setdefault(holder.id, f"O{len(aliases) + 1}")
            owners.append(_owner(alias, holder))
        command = RecordOwners(
            device=device, stored=answer.stored, owners=tuple(owners), complete=True
        )
        await execute(self.office, Order(case=found.case.number, command=command, actor=SYSTEM))


def _owner(alias: str, holder: AccountHolder) -> Owner:
    return Owner(
        alias=alias,
        role=holder.role,
        flags=holder.flags,
        locale=holder.locale,
        account=holder.id,
        name=holder.name,
        email=holder.email,
    )
