"""What needs several people: is it safe to tell the owners, and the life safety exception."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.case import Case
from bot.domain.commands import AnswerSafety, SupportException
from bot.domain.hold_clocks import answers_since
from bot.domain.notice import Safety, SafetyAnswer
from bot.domain.release import KnownOwner
from bot.domain.roster import Ref
from bot.domain.safety import answers, cares, doubters, senior_needed
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.holds import care_words
from handlers.blocks.parts import (
    Markup,
    Payload,
    actions,
    button,
    checkboxes,
    context,
    escaped,
    header,
    input_,
    message,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    stamp,
    text_input,
)
from handlers.blocks.telling import unanswered

OWNERS: Final = 4
"""Owners asked about in one form; a case with more asks again."""
QUESTION: Final = "Could any account holder be involved or endangered?"
HINT: Final = 2_000
"""Characters of a hint, as Slack takes them."""
WHY: Final = (10, 600)
"""Characters of a reason."""
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
Errors = dict[str, str]


def safety_card(dossier: Dossier, *, effect: str = "") -> Payload:
    """The call for two answers before the owners are told: counts only, nothing of the case."""
    case, due = dossier.case, dossier.next_deadline
    waiting = unanswered(case, dossier.roster)
    people = min((len(answers(case, o, dossier.roster)) for o in waiting), default=0)
    clock = f"\n*Clock:* {stamp(due.due)}" if due is not None else ""
    count = words.counted(len(waiting), "account holder")
    said = (
        f"*Question:* {QUESTION}\n*About:* {escaped(count)}\n"
        f"*Answered:* {min(people, 2)} of 2 people{clock}\n"
        "Until two people find it safe, no owner is contacted."
    )
    press = button(
        "Answer Safety",
        "safety.open",
        f"{case.number}:{case.version}",
        style="primary",
        label=f"Answer whether the owners are safe in {case.number}",
    )
    ids: dict[str, str | int] = {"case": case.number, "version": case.version}
    return message(
        f"{case.number}: two people must say whether it is safe to tell the owners. Choose Answer"
        " Safety.",
        [
            header(f"{case.number} · may the owners be told?"),
            section(mrkdwn(Markup(said))),
            actions(press, block_id=f"safety:{case.number}:v{case.version}:{people}"),
        ],
        kind="exigent_card",
        ids=ids | ({"effect": effect} if effect else {}),
    )


def asked_owners(dossier: Dossier) -> tuple[KnownOwner, ...]:
    """The owners that this reader is asked about now, at most four.

    Whoever found it unsafe, or did not know, is asked again: that is how a hold ends.
    """
    case = dossier.case
    mine = {a.owner for a in case.safety if a.by == dossier.reader and _stands(case, a)}
    owed = {n.owner for n in case.notices if n.open}
    known = {o.alias: o for o in case.owners if o.alias in owed}
    return tuple(owner for alias, owner in known.items() if alias not in mine)[:OWNERS]


def _stands(case: Case, answer: SafetyAnswer) -> bool:
    """Whether an answer need not be given anew: safe, and nobody has been asked since."""
    since = answers_since(case, answer.owner)
    late = since is not None and (answer.at is None or answer.at <= since)
    return answer.answer is Safety.SAFE and not late


def safety_view(dossier: Dossier) -> Payload:
    """The safety question as a view, one choice for each owner and one reason for all."""
    case, owners = dossier.case, asked_owners(dossier)
    if not owners:
        done = "You have answered about every account holder who must be told. Nothing is left."
        return modal(
            "safety.done", "Safe to tell the owner?", [section(plain(done))], ids=_ids(case)
        )
    blocks = [
        section(mrkdwn(Markup(f"*{escaped(case.number)}*. {QUESTION}"))),
        section(plain(_facts(dossier))),
        context(plain("Unknown means no contact. Answer on your own judgement, for each person.")),
        *_against(dossier, owners),
        *(_owner(dossier, owner) for owner in owners),
        _why("Why: what your answers rest on", case),
    ]
    return modal(
        "safety.file", "Safe to tell the owner?", blocks, ids=_ids(case), submit="File Answers"
    )


def _ids(case: Case) -> dict[str, str | int]:
    return {"c": case.number, "v": case.version}


def _facts(dossier: Dossier) -> str:
    request = dossier.opened.request
    emergency = request.emergency if request else None
    kind = words.NATURES[dossier.case.nature] if dossier.case.nature else "Kind not given"
    relation = (emergency.relation_to_owner if emergency else None) or "not given"
    at_risk = (emergency.person_at_risk if emergency else None) or "not described"
    return f"{kind}. Person at risk: {at_risk[:300]}. Relation to the owner: {relation[:300]}."


def _against(dossier: Dossier, owners: Sequence[KnownOwner]) -> Iterator[Payload]:
    """Say whose word stands against telling, and what it takes to lift it."""
    case, roster, lines = dossier.case, dossier.roster, list[str]()
    for owner in owners:
        given = answers(case, owner.alias, roster)
        unsafe = [p for p, answer in given.items() if answer is Safety.UNSAFE]
        found = sorted(doubters(case, owner.alias, roster))
        lines += [f"{owner.alias}: {_name(dossier, p)} answered unsafe." for p in unsafe]
        lines += [f"{owner.alias}: {_name(dossier, p)} found it unsafe in review." for p in found]
    if lines:
        said = (
            "No notice goes out while this stands. Whoever said so may answer again; what was found"
            " in review also falls when a senior reviewer is among the two who find it safe."
        )
        yield section(plain("\n".join([*lines, said])))


def _name(dossier: Dossier, person: Ref) -> str:
    return dossier.names.get(person, "somebody")[:60]


def _owner(dossier: Dossier, owner: KnownOwner) -> Payload:
    name = next((o.name for o in dossier.owners if o.alias == owner.alias), None)
    flags = words.listed(words.OWNER_FLAGS[f] for f in sorted(owner.flags))
    options = [option(words.SAFETY[s], s.value) for s in Safety]
    return input_(
        f"{owner.alias}: {(name or 'name not known')[:100]}, {words.OWNER_ROLES[owner.role]}",
        radio("safety", options),
        f"safe:{owner.alias}:v{dossier.case.version}",
        hint=_hint(dossier, owner, flags),
    )


def _hint(dossier: Dossier, owner: KnownOwner, flags: str) -> str:
    found = cares(dossier.case, owner.alias)
    more = f". This person {care_words(found)}" if found else ""
    senior = ". A senior must be among the two" if senior_needed(dossier.case, owner.alias) else ""
    return f"Care needed: {flags}{more}{senior}"[:HINT]


def _why(label: str, case: Case) -> Payload:
    least, most = WHY
    field = text_input("reason", least=least, most=most, multiline=True)
    return input_(label, field, f"reason:v{case.version}")


def _reason(values: Values, case: Case, errors: Errors) -> str:
    block_id, (least, most) = f"reason:v{case.version}", WHY
    text = str(next(iter(values.get(block_id, {}).values()), {}).get("value") or "").strip()
    if not least <= len(text) <= most:
        errors[block_id] = f"Write {least} to {most} characters."
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def safety_answers(dossier: Dossier, values: Values) -> tuple[AnswerSafety, ...] | Errors:
    """The commands that a filed safety view means, or what is missing, by block id."""
    case, errors = dossier.case, Errors()
    why = _reason(values, case, errors)
    answers = []
    for owner in {o.alias: o for o in case.owners}.values():
        block_id = f"safe:{owner.alias}:v{case.version}"
        if block_id not in values:
            continue
        chosen = (next(iter(values[block_id].values()), {}).get("selected_option") or {}).get(
            "value"
        )
        if chosen not in list(Safety):
            errors[block_id] = "Choose one; not known is an answer."
        else:
            answers.append(AnswerSafety(owner=owner.alias, answer=Safety(chosen), why=why))
    return errors or tuple(answers)


def exception_view(dossier: Dossier) -> Payload:
    """Support for the life safety exception as a view, which says what it does and what not."""
    case = dossier.case
    reviewers, seniors = len(case.supporters), len(case.senior_supporters)
    said = (
        f"*{escaped(case.number)}*. The life safety exception lowers the identity level needed from"
        " 3 to 2, *and nothing else*: two approvals stay two, a call-back must have passed, at most"
        " 10 minutes either side of the event may go out, and only to a dispatch desk that we found"
        " ourselves. It is reviewed within 24 hours, and the number of times is published."
    )
    stand = (
        f"It needs three people, one of them a senior. So far: "
        f"{words.counted(reviewers, 'reviewer')}, {words.counted(seniors, 'senior')}."
    )
    box = option("The level 3 check itself would cost a life here", "yes")
    blocks = [
        section(mrkdwn(Markup(said))),
        section(plain(stand)),
        input_("You", checkboxes("believe", [box]), f"believe:v{case.version}"),
        _why("Why it cannot wait for the second caller", case),
    ]
    return modal(
        "exception.file", "Life safety exception", blocks, ids=_ids(case), submit="Support It"
    )


def exception_support(dossier: Dossier, values: Values) -> SupportException | Errors:
    """The command that a filed exception view means, or what is missing, by block id."""
    case, errors = dossier.case, Errors()
    why = _reason(values, case, errors)
    block_id = f"believe:v{case.version}"
    ticked = next(iter(values.get(block_id, {}).values()), {}).get("selected_options")
    if not ticked:
        errors[block_id] = "Tick it only if you believe it; without it nothing is filed."
    return errors or SupportException(why=why)
