"""The form by which somebody proposes to hold a notice, or to end a hold early.

An officer's wish is shown as a claim and is no choice: there is nothing here that means it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.domain.case import Case, State
from bot.domain.restricting import ProposeLift, ProposeRestriction
from bot.domain.restriction import KIND_OF, OrderCovers, Restriction, RestrictionKind
from bot.domain.standard import Ground, NoticeDuty
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.holds import until_words
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    checkboxes,
    date_picker,
    group,
    input_,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)
from handlers.blocks.private import aside
from handlers.blocks.restriction_words import GROUNDS, KINDS
from handlers.blocks.times import zone_of
from handlers.blocks.words import OWNER_ROLES

CALLBACK_ID: Final = "restrict.file"
TITLE: Final = "Hold the owner's notice"
ALL: Final = "all"
REASON: Final = (20, 600)
"""Characters of a reason."""
USUAL: Final = timedelta(days=30)
"""The day that the form begins with, where the standard allows as much."""
_ORDER, _LIFT, _LAW = "order:", "lift:", "law"
_ORDERS: Final = {
    OrderCovers.NAMED: "Order that names this disclosure",
    OrderCovers.BY_ITS_TERMS: "Order on later process that covers this too",
    OrderCovers.NOT: "Order that does not cover this (recorded, holds nothing)",
}
_ABOUT: Final = (
    "The officer's wish is not a ground. A second person must agree; until then nothing is held."
    " An order or a policy ground ends by itself, and the notice then goes out; a safety hold ends"
    " when two people answer that it is safe."
)
Restricting = ProposeRestriction | ProposeLift


def view(dossier: Dossier) -> Payload:
    """The form; where the law knows no delay and nothing can be ended, it says so."""
    case = dossier.case
    groups = list(_groups(dossier))
    if not groups:
        return aside(
            TITLE,
            f"{case.number}. {dossier.standard.title} knows no delay: the owner is told. Where that"
            f" would endanger somebody, answer so: /edr safety {case.number}",
        )
    blocks = [section(plain(f"{case.number}. {_ABOUT}")), *_claim(dossier)]
    blocks += list(_inputs(dossier, groups))
    ids: dict[str, str | int] = {"c": case.number, "v": case.version}
    return modal(CALLBACK_ID, TITLE, blocks, ids=ids, submit="Propose")


def _claim(dossier: Dossier) -> Iterator[Payload]:
    request = dossier.opened.request
    wish = request.notice_objection if request is not None else None
    if wish:
        yield section(plain(f"The officer asked that the owner is not told: “{clip(wish, 300)}”"))
        yield section(plain("That is a claim. It holds nothing by itself."))


def _groups(dossier: Dossier) -> Iterator[Payload]:
    standard, known = dossier.standard, dossier.standard.delay_grounds
    if standard.delay_most is not None and Ground.PROHIBITED in known:
        orders = [option(text, f"{_ORDER}{word}") for word, text in _ORDERS.items()]
        yield group("Court order", orders)
    if standard.notice_duty is NoticeDuty.MUST_NOT:
        yield group("Law", [option("The law forbids to tell", _LAW)])
    for title, kind in (
        ("Safety: ends by two answers", RestrictionKind.SAFETY_HOLD),
        ("Company policy", RestrictionKind.POLICY),
    ):
        grounds = [g for g in Ground if KIND_OF.get(g) is kind and g in known]
        if grounds and standard.delay_most is not None:
            yield group(title, [option(_capital(GROUNDS[g]), g.value) for g in grounds])
    ends = [_end_of(hold) for hold in _liftable(dossier)]
    if ends:
        yield group("End a hold early", ends)


def _liftable(dossier: Dossier) -> list[Restriction]:
    live = (r for r in dossier.case.restrictions if r.live(dossier.now))
    return [r for r in live if r.kind is not RestrictionKind.SAFETY_HOLD]


def _end_of(hold: Restriction) -> Payload:
    said = f"Hold {hold.number}: {KINDS[hold.kind]}, {until_words(hold)}"
    return option(said, f"{_LIFT}{hold.number}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def owed(case: Case) -> tuple[str, ...]:
    """Return the owners whom a hold may be about, by alias."""
    if case.state is State.RELEASED:
        return tuple(n.owner for n in case.notices if n.open)
    return tuple(dict.fromkeys(o.alias for o in case.owners))


def _inputs(dossier: Dossier, groups: list[Payload]) -> Iterator[Payload]:
    version = dossier.case.version
    chosen = select("ground", groups)
    yield input_("Ground", chosen, f"ground:v{version}")
    people = owed(dossier.case)
    if len(people) > 1:
        roles = {o.alias: OWNER_ROLES[o.role] for o in dossier.case.owners}
        every = [option("Every account holder", ALL)]
        every += [option(f"{alias}, {roles.get(alias, '')}", alias) for alias in people[:90]]
        yield input_("Who is not told", select("whom", every, initial=ALL), f"whom:v{version}")
    yield input_(
        "Issuer and number of the document",
        text_input("issuer", most=200),
        f"issuer:v{version}",
        optional=True,
        hint="Needed for an order: the court, a comma, its number. To end an order or a silence"
        " early: which document allows it.",
    )
    most = _latest(dossier)
    until = date_picker("until", initial=_initial(dossier, most))
    hint = f"Not later than {_said(most)}." if most is not None else "Where the law has an end."
    yield input_("Ends with", until, f"until:v{version}", optional=True, hint=hint)
    least, longest = REASON
    why = text_input("reason", least=least, most=longest, multiline=True)
    yield input_("What would happen if the owner were told now", why, f"reason:v{version}")
    attest = checkboxes("attest", [option("I believe this in good faith", "yes")])
    yield input_("Your proposal", attest, f"attest:v{version}")


def _zone(dossier: Dossier) -> tzinfo:
    return zone_of(dossier.zone)


def end_of_day(last: date, zone: tzinfo) -> datetime:
    """Return the first moment (UTC) after `last`, a day of `zone`, which is held to its end."""
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def _latest(dossier: Dossier) -> date | None:
    """Return the last day that a hold may have under the case's standard."""
    most = dossier.standard.delay_most
    if most is None:
        return None
    return (dossier.now + most).astimezone(_zone(dossier)).date() - timedelta(days=1)


def _initial(dossier: Dossier, latest: date | None) -> str | None:
    if latest is None:
        return None
    usual = (dossier.now + USUAL).astimezone(_zone(dossier)).date()
    return min(usual, latest).isoformat()


def _said(last: date) -> str:
    return f"{last.day} {last:%b %Y}"


def read(answers: Answers, dossier: Dossier) -> Restricting | FieldErrors:
    """Read the form as the command that it means."""
    ground = answers.one("ground") or ""
    why = answers.needed("reason", "Say in a sentence what would happen.")
    if "yes" not in answers.many("attest"):
        answers.fault("attest", "Tick it only if it is true; without it nothing is proposed.")
    if ground.startswith(_LIFT):
        return _lift(answers, ground.removeprefix(_LIFT), why)
    command = _proposal(answers, dossier, ground, why)
    return answers.errors if answers.faults or command is None else command


def _lift(answers: Answers, number: str, why: str) -> ProposeLift | FieldErrors:
    if not (number.isascii() and number.isdecimal()):
        answers.fault("ground", "Choose one of the list.")
    if answers.faults:
        return answers.errors
    return ProposeLift(number=int(number), why=why, document=answers.text("issuer"))


def _proposal(
    answers: Answers, dossier: Dossier, ground: str, why: str
) -> ProposeRestriction | None:
    typed = _typed(answers, ground)
    if typed is None:
        answers.fault("ground", "Choose one of the list.")
        return None
    kind, found, covers = typed
    last = answers.day("until")
    silent = kind is RestrictionKind.STATUTORY_SILENCE
    if last is None and not silent and covers is not OrderCovers.NOT:
        answers.fault("until", "Pick the last day of the hold.")
    issuer, _, docket = (answers.text("issuer") or "").rpartition(",")
    if covers is not None and not (issuer.strip() and docket.strip()):
        answers.fault("issuer", "Write the court, a comma, and the number of the order.")
    whom = answers.one("whom")
    return ProposeRestriction(
        kind=kind,
        ground=found,
        until=end_of_day(last, _zone(dossier)) if last is not None else None,
        why=why,
        owner=None if whom in (None, ALL) else whom,
        covers=covers,
        issuer=issuer.strip() if covers is not None else None,
        docket=docket.strip() if covers is not None else None,
    )


def _typed(
    answers: Answers, ground: str
) -> tuple[RestrictionKind, Ground, OrderCovers | None] | None:
    if ground == _LAW:
        return RestrictionKind.STATUTORY_SILENCE, Ground.PROHIBITED, None
    if ground.startswith(_ORDER):
        covers = next((c for c in OrderCovers if ground == f"{_ORDER}{c.value}"), None)
        return (RestrictionKind.COURT_ORDER, Ground.PROHIBITED, covers) if covers else None
    found = answers.word("ground", Ground)
    kind = KIND_OF.get(found) if found is not None else None
    return (kind, found, None) if kind is not None and found is not None else None
