"""The port that keeps the cards true on which something waits for a second person."""

from dataclasses import dataclass

from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask, Place
from handlers.blocks.second_person import second_person_card
from handlers.outcomes import delivered
from handlers.outside import Failure
from handlers.placing import placed
from handlers.seconding import Seconding
from handlers.slack_api import SlackApi


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCards:
    """Posts, and later edits, one card for each subject; it is drawn as things stand then."""

    office: Office
    api: SlackApi
    review_channel: str
    seconding: Seconding

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Draw the card of the task's subject; what was settled before it was posted needs none."""
        subject, of_case = str(task.ids["subject"]), task.case or ""
        matter = self.seconding.of(subject)
        ask = await matter.ask(self.office, subject) if matter is not None else None
        if ask is None:
            return GiveUp("nothing_asked")
        surface = f"second:{subject}"
        place = await self.office.database.read(lambda db: db.cabinet.place(of_case, surface))
        if place is None and task.attempts == 1 and ask.settled is not None:
            return Done()
        card = second_person_card(ask)
        posted = await placed(self.api, self.review_channel, task, place, card)
        if isinstance(posted, Failure):
            return delivered(posted)
        known = Place(case=of_case, surface=surface, channel=posted.channel, ts=posted.ts)
        return Done(lambda ledger: ledger.cabinet.put_place(known))
