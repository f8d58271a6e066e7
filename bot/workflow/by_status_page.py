"""Carries out what an agency sends by its status page: the command and its files in one commit."""

from bot.domain.commands import Command
from bot.domain.request import Request
from bot.domain.roster import REQUESTER
from bot.workflow.execute import Order, Outcome, carry, committed
from bot.workflow.folds import Folded
from bot.workflow.intake_values import mark_of
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

Files = tuple[tuple[str, bytes], ...]


async def submit(office: Office, case: str, command: Command, files: Files, form: str) -> Outcome:
    """Let the requester do it, and keep the files sealed; the same form acts once."""
    order = Order(case=case, command=command, actor=REQUESTER, inbound=("status_page", form))

    def work(ledger: Ledger) -> tuple[Outcome, Folded | None]:
        outcome, folded = carry(office, ledger, order)
        if outcome.refused is None and not outcome.duplicate:
            for key, content in files:
                ledger.cabinet.put_file(case, key, content)
        return outcome, folded

    return await committed(office, work)


async def mark_in(office: Office, case: str, request: Request) -> str:
    """Return the keyed digest of a request within its case; empty where the case was erased."""
    secret = await office.database.read(lambda ledger: ledger.cases.secret(case))
    return mark_of(secret, request) if secret is not None else ""
