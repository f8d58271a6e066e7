"""What somebody may try to do to a case, as small values that hypothesis can shrink.

A move names a kind, a person, the minutes before it and a number that picks among variations; the
command is built from the case as it then stands, so that most moves are near to being allowed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.changing import ConfirmChange, ProposeChange, ReceiveProcess, RefuseChange
from bot.domain.checking import (
    AttachCallLog,
    ConfirmNumber,
    ConfirmSkip,
    Looked,
    ProposeNumber,
    ProposeSkip,
    RecordDocument,
    RefuseSkip,
)
from bot.domain.decision import Opened
from bot.domain.determination import REFUSALS, Answer, OwnerRoute, Reason
from bot.domain.followup import (
    AcceptProcess,
    AgreeExcuse,
    Covers,
    DropExcuse,
    ExcuseProcess,
    ProcessKind,
    RefuseProcess,
    waiting,
)
from bot.domain.notice import AttemptOutcome, NoticeEnd, NoticeStatus, Safety
from bot.domain.release import OwnerFlag, OwnerRole, Recipient, Stored
from bot.domain.request import Attachment, Category, Ongoing, Request
from bot.domain.roster import Ref
from bot.domain.senior_calling import RecordSeniorCall
from bot.domain.verification import Reached, StepKind, StepResult
from tests import factories as make
from tests.factories import ANA, AT, DESK_PHONE, MINUTE
from tests.properties.moves_of_delivery import OF_DELIVERY
from tests.properties.moves_of_flags import OF_FLAGS
from tests.properties.moves_of_holds import OF_HOLDS
from tests.properties.moves_of_reaching import OF_REACHING


@dataclass(frozen=True)
class Move:
    """Somebody tries something, so many minutes after the move before."""

    kind: str
    who: Ref
    minutes: float = 1
    pick: int = 0
    insisting: bool = True
    """Tried even where the state forbids it; the others are left out there, to come further."""


Build = Callable[[Case, Opened, int], cm.Command]


def _amend(case: Case, opened: Opened, pick: int) -> cm.Command:
    wanted = opened.request or make.request()
    first = wanted.data_sought[0]
    changed = replace(first, start=AT + (pick % 20 - 55) * MINUTE)
    request = replace(wanted, data_sought=(changed, *wanted.data_sought[1:]))
    base = case.version - (pick % 7 == 6)
    return cm.AmendRequest(base=base, request=request, mark=f"m{pick % 20}")


def _propose(case: Case, opened: Opened, pick: int) -> cm.Command:
    amended = _amend(case, opened, pick)
    assert isinstance(amended, cm.AmendRequest)
    request = amended.request if pick % 4 else None
    mark = f"p{pick}" if request else None
    return ProposeChange(base=amended.base, request=request, mark=mark, why="by their page")


def _process(case: Case, _opened: Opened, pick: int) -> cm.Command:
    file = Attachment(key=f"f{pick}", name="warrant.pdf", type="application/pdf", size=9)
    number = case.processes + 1 + (pick % 6 == 5)
    return ReceiveProcess(number=number, process="search_warrant", court=None, attachment=file)


def _read(case: Case, _opened: Opened, pick: int) -> cm.Command:
    unread = [u.number for u in waiting(case.uploads)] or [1]
    number = unread[pick % len(unread)] + (pick % 9 == 8)
    if pick % 4 == 3:
        return RefuseProcess(number=number, why="another case's")
    covers = tuple(Covers)[pick % 7 % 3]
    return AcceptProcess(number=number, covers=covers, process=ProcessKind.WARRANT, issuer="court")


def _call(reached: Reached) -> Build:
    def build(_case: Case, opened: Opened, pick: int) -> cm.Command:
        incident = reached is Reached.DISPATCH
        right = "26-118203" if incident else opened.code
        outcomes = (StepResult.PASS,) * 6 + (StepResult.INCONCLUSIVE, StepResult.FAIL)
        code = "000000" if pick % 9 == 8 else right
        number = "a1" if pick % 11 == 10 else "n2" if incident else "n1"
        return make.call(
            reached, code=code, number=number, outcome=outcomes[pick % 8], new_code=f"{pick:06d}"
        )

    return build


def _skip(_case: Case, _opened: Opened, pick: int) -> cm.Command:
    return ProposeSkip(step=tuple(StepKind)[pick % len(StepKind)], why="nobody answers there")


def _document(case: Case, opened: Opened, pick: int) -> cm.Command:
    came = [a.key for a in opened.request.attachments] if opened.request else []
    keys = [*came, *(f"P{n + 1}" for n in range(case.processes)), "F9"]
    return RecordDocument(
        document=keys[pick % len(keys)],
        looked=frozenset({Looked.SIGNATURE}),
        result=tuple(StepResult)[pick % 4],
        note="the seal is of another year",
    )


def _log(case: Case, _opened: Opened, pick: int) -> cm.Command:
    number = len(case.call_logs) + 1
    file = Attachment(key=f"L{number}", name="log.txt", type="text/plain", size=9)
    return AttachCallLog(step=pick % (len(case.steps) + 1), attachment=file)


def _approve(case: Case, _opened: Opened, pick: int) -> cm.Command:
    version = case.version - (pick % 8 == 7)
    package = "stale" if pick % 8 == 6 else case.package
    return make.determination(case, version=version, package=package)


def _narrow(case: Case, _opened: Opened, pick: int) -> cm.Command:
    begin = pick % 30
    # Now and then the end lies outside the request.
    return make.determination(case, make.minutes_of(case, begin, begin + 1 + pick % 17))


def _unsure(case: Case, _opened: Opened, pick: int) -> cm.Command:
    if pick % 2:
        return make.determination(case, owner=OwnerRoute.UNSURE)
    return make.determination(case, E5=Answer.UNSURE)


def _refuse(case: Case, _opened: Opened, pick: int) -> cm.Command:
    return make.determination(case, refuse=sorted(REFUSALS)[pick % len(REFUSALS)])


def _fraud(case: Case, _opened: Opened, _pick: int) -> cm.Command:
    return make.determination(case, refuse=Reason.FRAUD)


def _owners(case: Case, _opened: Opened, pick: int) -> cm.Command:
    if case.released_at is not None and pick % 4:
        return _corrected(case, pick)
    roles = tuple(OwnerRole)
    flags = frozenset({OwnerFlag.PROTECTED}) if pick % 5 == 4 else frozenset[OwnerFlag]()
    held = tuple(
        make.owner(f"O{n + 1}", roles[(pick + n) % len(roles)], flags=flags)
        for n in range(pick % 3 + (pick % 13 != 12))
    )
    device = case.sought[pick % len(case.sought)].alias if case.sought else "D1"
    stored = Stored.DELETED if pick % 10 == 9 else Stored.YES
    return cm.RecordOwners(device=device, stored=stored, owners=held, complete=pick % 6 != 5)


def _corrected(case: Case, pick: int) -> cm.Command:
    device = case.sought[pick % len(case.sought)].alias
    held = [o for o in case.owners if o.device == device]
    held = held[1:] if pick % 11 == 10 else held
    wrong = held[pick % len(held)].alias if held else "O9"
    named = tuple(
        make.owner(o.alias, o.role, email=f"{pick}@mail.example" if o.alias == wrong else None)
        for o in held
    )
    return make.owners(*named, device=device, corrects=frozenset({wrong}))


def _report(case: Case, _opened: Opened, pick: int) -> cm.Command:
    waiting = [n.owner for n in case.notices if n.status is NoticeStatus.UNDELIVERED] or ["O1"]
    return cm.ReportNotice(
        owner=waiting[pick % len(waiting)], end=tuple(NoticeEnd)[pick % 3 == 2], how="visited"
    )


def _clear(case: Case, opened: Opened, pick: int) -> cm.Command:
    command = make.clearing(case)
    if pick % 2 and command.items:
        shift = (pick % 9 - 4) * MINUTE
        first = replace(command.items[0], end=command.items[0].end + shift)
        command = replace(command, items=(first, *command.items[1:]))
    if pick % 5 == 4:
        command = replace(command, recipient=Recipient.DISPATCH, contact=DESK_PHONE)
    if pick % 12 == 11:
        command = replace(command, ongoing=Ongoing.NO)
    return command


def _safety(case: Case, _opened: Opened, pick: int) -> cm.Command:
    owing = [n.owner for n in case.notices] or ["O1"]
    answer = tuple(Safety)[max(pick % 6 - 3, 0)]
    return cm.AnswerSafety(owner=owing[pick % len(owing)], answer=answer, why="looked")


def _ended(case: Case, _opened: Opened, pick: int) -> cm.Command:
    under_way = [n for n in case.notices if n.status is NoticeStatus.SENDING and pick % 5]
    owing = under_way or [n for n in case.notices if n.attempt] or [None]
    notice = owing[pick // 4 % len(owing)]
    return cm.EndNotice(
        owner=notice.owner if notice else "O1",
        channel=notice.channel if notice else "email",
        attempt=notice.attempt if notice else 1,
        outcome=tuple(AttemptOutcome)[pick % 4],
    )


BUILD: Mapping[str, Build] = {
    **OF_DELIVERY,
    **OF_FLAGS,
    **OF_HOLDS,
    **OF_REACHING,
    "amend": _amend,
    "propose_change": _propose,
    "confirm_change": lambda c, _o, _p: ConfirmChange(number=len(c.changes) or 1),
    "refuse_change": lambda c, _o, _p: RefuseChange(number=len(c.changes) or 1, why="not theirs"),
    "process": _process,
    "read_process": _read,
    "excuse": lambda _c, _o, _p: ExcuseProcess(why="the owner gave it to them"),
    "agree_excuse": lambda _c, _o, _p: AgreeExcuse(),
    "drop_excuse": lambda _c, _o, _p: DropExcuse(why="still owed"),
    "view": lambda _c, _o, _p: cm.ViewCase(surface="review"),
    "acknowledge": lambda _c, _o, _p: cm.AcknowledgePage(person=ANA),
    "take": lambda _c, _o, _p: cm.TakeVerification(),
    "propose": lambda _c, _o, p: ProposeNumber(number=f"+1 555 010 02{p % 3:02d}", source="web"),
    "confirm": lambda _c, _o, p: ConfirmNumber(
        key="a1", number=f"+1 555 010 02{p % 3:02d}", source="the state's list"
    ),
    "officer": _call(Reached.OFFICER),
    "dispatch": _call(Reached.DISPATCH),
    "supervisor": _call(Reached.SUPERVISOR),
    "skip": _skip,
    "confirm_skip": lambda c, _o, _p: ConfirmSkip(number=len(c.skips) or 1),
    "refuse_skip": lambda c, _o, _p: RefuseSkip(number=len(c.skips) or 1, why="ring again"),
    "document": _document,
    "log": _log,
    "support": lambda _c, _o, _p: cm.SupportException(why="Waiting longer will cost a life."),
    "approve": _approve,
    "narrow": _narrow,
    "unsure": _unsure,
    "refuse": _refuse,
    "fraud": _fraud,
    "answer_refusal": lambda _c, _o, _p: cm.AnswerRefusal(text="We called the duty desk anew."),
    "recuse": lambda _c, _o, _p: cm.Recuse(ground="conflict"),
    "ask": lambda _c, _o, _p: cm.AskAgency(questions=("where",), own=None, to="officer"),
    "stop": lambda _c, _o, _p: cm.StopCase(why="the girl is home"),
    "end": lambda _c, _o, p: cm.EndEmergency(ended_at=AT + p * MINUTE, how="radio"),
    "reconfirm": lambda _c, _o, _p: cm.ReconfirmFacts(how="called again"),
    "withdraw": lambda _c, _o, _p: cm.WithdrawRequest(how="they called"),
    "owners": _owners,
    "clear": _clear,
    "hand_over": lambda _c, _o, _p: cm.ConfirmHandover(done=True),
    "take_back": lambda _c, _o, _p: cm.ConfirmHandover(done=False),
    "safety": _safety,
    "end_notice": _ended,
    "report": _report,
    "cure": lambda _c, _o, p: RecordSeniorCall(
        number="n1", reached=Reached.DISPATCH if p % 3 else Reached.NOBODY, said="ask for less"
    ),
    "time": lambda _c, _o, _p: cm.PassTime(),
}
"""How each kind of move becomes a command."""

OUTSIDE = ("away", "back", "dismissed")
"""Moves that touch no case: Slack or the roster says something new of a person."""

WANTED: tuple[Request, ...] = (
    make.request(),
    make.records_request(),
    make.request(
        data_sought=(make.sought(), make.sought("D2", categories=(Category.AUDIO,))),
        attachments=(make.paper(),),
    ),
)
"""What histories begin with: video, records, and two devices."""
