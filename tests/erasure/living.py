"""A whole life of a case on the practice workspace, with a canary in every place for words."""

import base64
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.compose import ref_of
from bot.domain import commands as cm
from bot.domain.complaining import AnswerComplaint, Complain, Finding
from bot.domain.erasing import AgreeErasure, ProposeErasure
from bot.domain.outcome import RecordOutcome, Truth
from bot.domain.roster import OWNER, Ref, Standing
from bot.practice.scripts import answers, deeds, paperwork, requests
from bot.practice_house import PracticeHouse
from bot.workflow.call_logs import ByDesk, LogFile, attach
from bot.workflow.execute import Order, execute
from bot.workflow.queries import dossier

SHORT = {"EXIGENT_RETENTION__RELEASED": "60d", "EXIGENT_RETENTION__REFUSED": "40d"}
"""Settings under which a page of the case is still open when its time is over."""
OF_REQUEST = {
    "officer": {
        "name": "Zqofficer Quill", "rank": "Zqrank-A", "badge": "zqbadge-4417",
        "email": "zq.officer@springfieldpd.example", "phone": "+1 555 010 0177",
    },
    "supervisor": {
        "name": "Zqsuper Quill", "rank": "Zqrank-B", "badge": "zqbadge-9931",
        "email": "zq.super@springfieldpd.example", "phone": "+1 555 010 0188",
    },
    "emergency": {
        "person_at_risk": "zqperson, nine, in a red coat", "relation_to_owner": "zqrelation",
        "narrative": "zqnarrative: pulled into a van", "how_known": "zqknown: a call",
        "how_data_helps": "zqhelps: plate and face",
    },
    "notice_objection": "zqobjection: do not tell them",
    "incident_number": "26-zqincident",
}  # fmt: skip
DEVICE = "zqdevice-B87C"
FILE = b"%PDF-1.7\n% zqattachment-content\n"
COMPLAINT, ANSWERED = "zqcomplaint: why me?", "zqanswer: because of the window"
DRAFT, LOG, NAME = "zqdraft: not yet filed", b"zqcall-log content", "zqlog-name.txt"
OF_PEOPLE = (
    *("Desk officer Pell", deeds.WHY, "Jo Marsh", "jo@home.example", "front-door.mp4"),
    *("portal 7731", "the girl is safe at home", "A stranger across the street"),
    *("Dispatch, by telephone, just now", "zqoutcome: their report"),
)
"""What the scripts' people type into forms."""


def canaries(node: object = OF_REQUEST) -> list[str]:
    """Every canary of a request, from its innermost places."""
    if isinstance(node, dict):
        return [canary for value in node.values() for canary in canaries(value)]
    return [str(node)]


def request(now: Any) -> dict[str, Any]:  # noqa: ANN401 - as the scripts' own
    """A request that is nothing but canaries where it takes words."""
    made = requests.kidnapping(now)
    for name, value in OF_REQUEST.items():
        made[name] = made[name] | value if isinstance(value, dict) else value
    made["data_sought"][0]["device"] = DEVICE
    file = {"name": "zqattachment.pdf", "type": "application/pdf", "data": _in_letters(FILE)}
    return {**made, "attachments": [file]}


def _in_letters(content: bytes) -> str:
    return base64.b64encode(content).decode()


@dataclass
class Life:
    """One case, and how its pages are reached."""

    practice: PracticeHouse
    case: str = ""
    status: str = ""
    owner: str = ""
    message: str = ""
    pages: list[str] = field(default_factory=list)

    async def do(self, command: cm.Command, who: str) -> None:
        """Let somebody do it, past Slack."""
        outcome = await execute(self.practice.house.office, self.order(command, who))
        assert outcome.refused is None, outcome.refused

    def order(self, command: cm.Command, who: str) -> Order:
        """A command by somebody in good standing."""
        ref = who if who == OWNER else self.ref(who)
        return Order(case=self.case, command=command, actor=ref, standings=self.standing(ref))

    def ref(self, who: str) -> Ref:
        """A person of the practice company."""
        return ref_of(self.practice.house.keys, who)

    def standing(self, ref: Ref) -> dict[Ref, Standing]:
        """What Slack says of them now."""
        return {ref: Standing(ref=ref, observed_at=self.practice.house.office.clock.law())}

    async def wait(self, days: int) -> None:
        """Let days pass."""
        await self.practice.stage.pass_time(timedelta(days=days))

    async def outcome(self) -> None:
        """Two people say what it was."""
        for who in ("eve", "dia"):
            source = "zqoutcome: their report"
            await self.do(RecordOutcome(truth=Truth.CONFIRMED, source=source), who)

    async def agreed(self) -> None:
        """Two people agree to erase it."""
        await self.do(ProposeErasure(why="zqwhy: its time is over"), "col")
        await self.do(AgreeErasure(number=1, why="zqagreed: mine too"), "sol")


async def released(practice: PracticeHouse) -> Life:
    """From a request to a closed case with a complaint, a call's log and a draft."""
    stage, life = practice.stage, Life(practice)
    sent = request(stage.law())
    life.case, code = await deeds.request_comes_in(stage, sent, "msg_zq")
    life.status = await paperwork.page_of(stage, sent, "msg_zq")
    await deeds.verify(stage, life.case, code, "26-zqincident")
    await deeds.review(stage, deeds.ANA, life.case)
    await deeds.review(stage, deeds.BEN, life.case)
    await stage.card(life.case, "release.open")
    await deeds.record_owner(stage, life.case)
    await deeds.release(stage, life.case)
    await paperwork.warrant_comes(stage, life.case, sent, "msg_zq")
    await deeds.end_emergency(stage, deeds.DIA, life.case)
    for who in (deeds.ANA, deeds.NOOR):
        await deeds.answer_safety(stage, who, life.case)
    letter = await stage.letter("jo@home.example")
    life.message = str(letter.parsed["Message-ID"])
    page = re.search(r"https?://\S+/notice/\w+", letter.part("plain"))
    assert page is not None
    life.owner = page[0]
    await stage.card(life.case, "losed")
    await _besides(life)
    return life


def complaining() -> Complain:
    """What the owner complains of."""
    return Complain(owner="O1", text=COMPLAINT)


async def _besides(life: Life) -> None:
    """A complaint with its answer, the log of a call, and a draft that nobody filed."""
    await life.do(complaining(), OWNER)
    office, eve = life.practice.house.office, life.ref("eve")
    found = await dossier(office, life.case, eve)
    assert found is not None
    (one,) = found.case.complaints
    answer = AnswerComplaint(number=one.number, finding=Finding.NOTED, text=ANSWERED)
    await life.do(answer, "eve")
    by = ByDesk(person=eve, standings=life.standing(eve), form="zq")
    log = LogFile(name=NAME, type="text/plain", content=LOG)
    assert (await attach(office, life.case, 2, log, by)).refused is None
    await office.database.tx(
        lambda db: db.cabinet.put_draft(life.case, 1, life.ref("noor"), DRAFT.encode())
    )


async def refused(practice: PracticeHouse) -> Life:
    """A request that two people refuse, and of which a senior tells the agency."""
    stage, life = practice.stage, Life(practice)
    sent = request(stage.law())
    sent["incident_number"], sent["data_sought"][0]["device"] = "26-zqsecond", "zqdevice-B87D"
    life.case, _ = await deeds.request_comes_in(stage, sent, "msg_zq2")
    for who in (deeds.ANA, deeds.BEN):
        await deeds.refuse(stage, who, life.case, "E4", "refused_no_serious_danger", deeds.WHY)
    await stage.card(life.case, "efused")
    await answers.tell_agency(stage, life.case, deeds.DISPATCH, "zqcure: a warrant can be had")
    return life
