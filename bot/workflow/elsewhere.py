"""What of a case lies where its erasure does not reach, so that somebody can see to it."""

from collections.abc import Sequence

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.events.reaching import LetterPosted
from bot.domain.notice_channel import NoticeChannel
from bot.workflow.dossier import Happened
from bot.workflow.folds import happened, of_no_case
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

BACKUPS = (
    "Backups of the database from before now hold the case's wrapped key: they can be read until"
    " they are deleted, or until exigent keys has destroyed the ring key that wraps it."
)
SLACK = (
    "Direct messages and forms in Slack stay until Slack's own retention deletes them; messages in"
    " channels hold nothing personal."
)


async def elsewhere(office: Office, number: str) -> tuple[str, ...]:
    """Return a sentence for each place; nothing personal. Empty where there is no such case."""

    def work(ledger: Ledger) -> tuple[str, ...]:
        row = ledger.cases.get(number)
        if row is None:
            return ()
        history = [happened(entry) for entry in ledger.record.of_case(number)]
        exported = _exports(ledger, number, history)
        return tuple(_sentences(office.folds.load(ledger, row).case, history, exported))

    return await office.database.read(work)


def _exports(ledger: Ledger, number: str, history: Sequence[Happened]) -> int:
    exported = of_no_case(ledger, ev.RecordExported)
    by_hand = sum(event.case_number == number for _, event in exported)
    looks = [h for h in history if isinstance(h.event, ev.CaseViewed)]
    return by_hand + sum(1 for h in looks if getattr(h.event, "surface", "") == "export")


def _sentences(case: Case, history: Sequence[Happened], exported: int) -> list[str]:
    attempts = [h.event for h in history if isinstance(h.event, ev.NoticeAttempted)]
    mails = sum(a.channel == NoticeChannel.EMAIL for a in attempts)
    letters = sum(isinstance(h.event, LetterPosted) for h in history)
    said = [BACKUPS, SLACK]
    if exported:
        said.append(f"It was exported {_times(exported)}: find and delete the bundles' copies.")
    if mails or letters:
        what = f"{_times(mails)} by mail and {_times(letters)} by letter"
        said.append(f"Owners were told {what}: mail servers and owners keep what they got.")
    said.append("Mails with the agency, and your mail server's logs, are not ours to delete.")
    if case.released_at is not None or case.clearance is not None:
        said.append("What was handed over is with its recipient, and in the evidence store.")
    return said


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
