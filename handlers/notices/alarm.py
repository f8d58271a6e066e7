"""The alarm by mail: counts and case numbers only, straight to the relay, past every queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.order import TO_COUNSEL
from bot.workflow.office import Office
from bot.workflow.ports import Delivered
from bot.workflow.rows import LeasedTask
from handlers.blocks.calling import clock_name
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.notices.replies import Sent
from handlers.outcomes import delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmMail:
    """Rings the people of `alarm.email`; of an order that is late, counsel as well."""

    office: Office
    mail: EmailNotice
    to: Sequence[str]
    domain: str
    counsel: Sequence[str] = ()

    async def ring(self, counts: Mapping[str, int]) -> bool:
        """Say what is overdue; True when somebody's mailbox took it."""
        lines = [f"{_named(kind)}: {count}" for kind, count in sorted(counts.items())]
        intro = "These obligations are overdue. Please open the desk in Slack: /edr queue"
        outcome = await self._send("Overdue work at the emergency desk", [intro, "", *lines])
        return isinstance(outcome, Sent)

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Say that an obligation of a case, such as an owner's notice, is overdue, or a trouble."""
        said = _SAID.get(str(task.ids.get("said", "")))
        if said is not None:
            where = f"Please open it in Slack: /edr show {task.case}" if task.case else ""
            place = task.case or "the evidence store"
            lines = [f"{place}: {said} {where}".strip()]
            return delivered(await self._send(f"Alarm: {place}", lines, task.key))
        clock = str(task.ids["clock"])
        what = clock_name(clock)
        lines = [f"{task.case}: {what} is overdue. Please open it in Slack: /edr show {task.case}"]
        to = tuple(dict.fromkeys((*self.to, *(self.counsel if clock in TO_COUNSEL else ()))))
        return delivered(await self._send(f"Overdue in {task.case}", lines, task.key, to))

    async def _send(
        self, subject: str, lines: Sequence[str], key: str = "", to: Sequence[str] = ()
    ) -> object:
        key = key or self.office.clock.new_id()
        return await self.mail.send_alarm(
            to or self.to,
            subject,
            lines,
            message_id_for(f"alarm:{key}", self.domain),
            self.office.clock.law(),
        )


_SAID = {
    "store": "what the evidence store handed over, or says it did, is not what was allowed, or"
    " nobody knows what it was.",
    "exports": "data went to police that no release accounts for. This is off the books: find out"
    " who gave it, and stop it. The escalation channel has the list, and exigent exports.",
}
"""What rings besides a clock, by the word that a task carries."""


_EXPORTS = {
    "off_the_books": "exports to police that no release accounts for (exigent exports)",
    "no_list": "the evidence store's daily list of exports to police has not come",
}


_RECORD = {
    "contradicted": "a checkpoint outside contradicts the record: nothing is signed, decisions go"
    " on (exigent doctor says what to do)",
    "anchor_lost": "anchors that hold less than was published there (exigent doctor)",
    "anchor_disputed": "anchors that claim entries which are not here, without a signature of ours"
    " to show (exigent doctor)",
    "anchor_silent": "anchors of which it is not known what they hold (exigent doctor)",
    "unpublished": "for over an hour no checkpoint of the record was published anywhere",
    "clock_set_back": "this machine's clock is behind the record's last entry: set it by NTP",
}


def _named(kind: str) -> str:
    prefix, _, name = kind.partition(".")
    if name == "held_full":
        return "requests held back, and the room for them is nearly used up (/edr held)"
    if prefix == "exports":
        return _EXPORTS[name]
    if prefix == "record" and name in _RECORD:
        return _RECORD[name]
    if prefix == "requests":
        return "requests held back (/edr held, or on the server: exigent held list)"
    return clock_name(name) if prefix == "clock" else f"waiting to be sent ({name})"
