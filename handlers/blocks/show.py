"""`show CASE`: a private message with what the reader may see, and what they may do next.

Who filed is said; what they decided only where the dossier holds it for this reader. Nothing of
the request stands here but what the card has: facts of people are for the modals.
"""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from bot.domain import commands as cm
from bot.domain.case import UNDECIDED, Case
from bot.domain.complaining import AnswerComplaint, unanswered
from bot.domain.erasing import PlaceLegalHold, ProposeErasure
from bot.domain.flagging import RaiseFlag
from bot.domain.followup import RefuseProcess
from bot.domain.fraud import ProposeFraud
from bot.domain.governing import ProposeStandard
from bot.domain.ordering import RecordObjection
from bot.domain.outcome import RecordOutcome
from bot.domain.reaching import ChooseChannels, PostLetter, ReportReturn
from bot.domain.recall import AnswerRecall
from bot.domain.restricting import ProposeRestriction
from bot.domain.roster import Role
from bot.domain.rulebook import RULES
from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import RecordSeniorCall
from bot.workflow.dossier import Dossier, Happened
from handlers.blocks.calling import clock_name
from handlers.blocks.card_state import identity_words, next_step, state_words
from handlers.blocks.channel_words import by_owner
from handlers.blocks.governing import standing_words
from handlers.blocks.history import said
from handlers.blocks.limits import Payload, ascii_bytes, clip
from handlers.blocks.new_request import spoken_code
from handlers.blocks.orders import bound, objectable
from handlers.blocks.parts import (
    context,
    escaped,
    fields,
    header,
    message,
    mrkdwn,
    plain,
    section,
    stamp,
)
from handlers.blocks.text import Markup, bare
from handlers.blocks.words import NATURES, REASONS, counted

KIND = "exigent_show"
HISTORY_BYTES = 2_500
"""Bytes of ASCII JSON for the latest entries; earlier ones are counted."""
NAME_LENGTH = 80
OWNERS = 8
"""Owners whose notices are said one by one; the others are counted."""
DOES: Mapping[str, type] = MappingProxyType(
    {
        "call": cm.RecordCall,
        "ask": cm.AskAgency,
        "amend": cm.AmendRequest,
        "flag": RaiseFlag,
        "owners": cm.RecordOwners,
        "reconfirm": cm.ReconfirmFacts,
        "recuse": cm.Recuse,
        "stop": cm.StopCase,
        "ended": cm.EndEmergency,
        "withdrawn": cm.WithdrawRequest,
        "release": cm.ClearRelease,
        "safety": cm.AnswerSafety,
        "channels": ChooseChannels,
        "letter": PostLetter,
        "returned": ReportReturn,
        "told": cm.ReportNotice,
        "process": RefuseProcess,
        "objection": RecordObjection,
        "complaint": AnswerComplaint,
        "restrict": ProposeRestriction,
        "fraud": ProposeFraud,
        "recall": AnswerRecall,
        "outcome": RecordOutcome,
        "cure": RecordSeniorCall,
        "standard": ProposeStandard,
        "erase": ProposeErasure,
        "hold": PlaceLegalHold,
    }
)
"""Words that act on a case, each with the command whose rule says when and who."""


def show(dossier: Dossier, roles: Collection[Role]) -> Payload:
    """The message; `roles` are the reader's."""
    case = dossier.case
    kind = NATURES[case.nature] if case.nature else "kind not given yet"
    state = state_words(dossier)
    blocks = [
        header(f"{case.number} · {kind}"),
        fields(*_fields(dossier)),
        section(mrkdwn(escaped(f"Next: {next_step(dossier)}"))),
        *_clocks(dossier),
        *_code(dossier),
        section(mrkdwn(_determinations(dossier))),
        *_owners(case),
        *_history(dossier),
        context(plain(may_do(case, roles))),
    ]
    return message(f"{case.number}: {state}.", blocks, kind=KIND, ids={"case": case.number})


def _fields(dossier: Dossier) -> Iterator[Payload]:
    case = dossier.case
    known = "in the directory" if case.agency_listed else "not in the directory"
    pairs = (
        ("State", escaped(state_words(dossier), 300)),
        ("Agency", Markup(f"{bare(case.agency.name, NAME_LENGTH)} ({known})")),
        ("Identity", escaped(identity_words(dossier))),
        ("Version", escaped(str(case.version))),
        ("Legal standard", escaped(standing_words(dossier))),
    )
    for name, value in pairs:
        yield mrkdwn(Markup(f"*{name}*\n{value}"))


def _clocks(dossier: Dossier) -> Iterator[Payload]:
    ordered = sorted(dossier.deadlines, key=lambda d: d.due)[:8]
    lines = [f"{stamp(d.due)}: {escaped(clock_name(d.clock), 100)}" for d in ordered]
    if lines:
        yield section(mrkdwn(Markup("*Clocks*\n" + "\n".join(lines))))


def _code(dossier: Dossier) -> Iterator[Payload]:
    code = spoken_code(dossier)
    if code is not None:
        said = (
            f"*Code for the officer*: {code}\nOnly you see it, since you took the request down."
            " Give it to the officer, and to no colleague: whoever calls back must hear it."
        )
        yield section(mrkdwn(Markup(said)))


def _determinations(dossier: Dossier) -> Markup:
    seen = dict(dossier.determinations)
    lines = []
    for filed in dossier.case.filed:
        name = escaped(dossier.names.get(filed.by, "somebody"), NAME_LENGTH)
        event = seen.get(filed.by)
        decided = f", {REASONS[event.reason]}" if event is not None else ""
        lines.append(f"{name}, {stamp(filed.at)}{escaped(decided)}")
    head = f"*Determinations*: {len(lines)} of 2 filed"
    return Markup("\n".join([head, *lines[:4]]))


def _owners(case: Case) -> Iterator[Payload]:
    lines = [f"• {line}" for line in by_owner(case)][:OWNERS]
    if lines:
        left = len(case.notices) - len(lines)
        more = [f"and {left} more: /edr channels {case.number}"] if left else []
        yield section(mrkdwn(escaped("\n".join(["Owners:", *lines, *more]))))


def _history(dossier: Dossier) -> Iterator[Payload]:
    """The latest entries that fit, the newest last, and how many are left out.

    They are numbered as this reader has them: gaps in the record's own numbers would count what
    is sealed. One's own entries have their place, and once it is decided all have.
    """
    kept: list[str] = []
    room = HISTORY_BYTES
    for number, entry in reversed(list(enumerate(dossier.history, 1))):
        line = clip(f"{number}. {said(entry, dossier)}{_place(entry, dossier)}", 250)
        room -= ascii_bytes(line) + 2
        if room < 0:
            break
        kept.insert(0, line)
    left = len(dossier.history) - len(kept)
    if left:
        kept.insert(0, f"{counted(left, 'earlier entry')}: use export for all of them.")
    if kept:
        yield section(plain("\n".join(kept)))


def _place(entry: Happened, dossier: Dossier) -> str:
    open_to_all = dossier.case.state not in UNDECIDED or entry.actor == dossier.reader
    return f" Entry {entry.position}." if open_to_all else ""


def words_for(case: Case, roles: Collection[Role]) -> tuple[str, ...]:
    """Return the words that the rules allow somebody with `roles` in the case's state."""
    held = frozenset(roles)
    return tuple(
        word
        for word, command in DOES.items()
        if case.state in RULES[command].states
        and held & RULES[command].roles
        and _of_use(case, command)
    )


def _of_use(case: Case, command: type) -> bool:
    """Whether a word that the rules allow in any state has anything to act on here."""
    if case.erasing.erased_at is not None:
        return False
    if command in (ProposeErasure, PlaceLegalHold):
        return case.erasing.ended_at is not None
    if command is RecordSeniorCall:
        return owed_call(case) is not None
    if command is AnswerComplaint:
        return bool(unanswered(case.complaints))
    if command is RecordObjection:
        return objectable(case)
    if command is cm.EndEmergency:
        return not bound(case)
    if command is AnswerRecall:
        return case.recall is not None or case.released_at is not None
    if command is RecordOutcome:
        return case.outcome is not None and case.outcome.open
    return True


def may_do(case: Case, roles: Collection[Role]) -> str:
    """Say what the reader may do next."""
    words = words_for(case, roles)
    said = f"You may type /edr and one of {', '.join(words)}, then {case.number}."
    return said if words else "There is nothing for you to do here now."
