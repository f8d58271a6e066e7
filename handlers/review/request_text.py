"""The request in words, whole, for the eyes of one reviewer in a form; all of it plain text."""

from typing import Final

from bot.domain import events as ev
from bot.domain.checking import Looked
from bot.domain.request import Contact, Emergency, Request
from bot.domain.verification import CALLS, Step, StepKind
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.limits import clip
from handlers.blocks.step_words import LOOKED, WAITING, ended_words, named
from handlers.blocks.times import ago, lasting, local, short, span, zone_of

NOTE = 200
"""Characters of what a colleague wrote about a step; the desk page has all of it."""
MOST_LINES = 20
"""Devices that are listed one by one; a longer request is read on the desk page."""


_LAWS: Final = {
    "usc2702b8": "18 U.S.C. 2702(b)(8)",
    "usc2702c4": "18 U.S.C. 2702(c)(4)",
    "calpc1546.1": "California Penal Code 1546.1(h)",
    "pipeda7.3e": "PIPEDA 7(3)(e)",
    "ipa2016": "Investigatory Powers Act 2016, Part 3",
    "eu2023-1543": "Regulation (EU) 2023/1543",
    "tdddg22": "TDDDG section 22",
    "au287": "Telecommunications Act section 287",
}


def request_texts(dossier: Dossier) -> tuple[str, ...]:
    """Agency, officer, supervisor, incident; then emergency, narrative, reasons and data."""
    request = dossier.opened.request
    if request is None:
        return ("", "", "", "", "The request was erased.", "", "", "")
    supervisor = _contact(request.supervisor) if request.supervisor else "none named"
    return (
        f"Agency: {_agency(dossier, request)}{_unconfirmed(request, 'agency')}",
        f"Officer: {_contact(request.officer)}{_unconfirmed(request, 'officer')}",
        f"Supervisor: {supervisor}{_unconfirmed(request, 'supervisor')}",
        f"Incident: {_incident(request)}",
        _emergency(dossier, request) + _unconfirmed(request, "emergency"),
        account(request),
        _reasons(dossier, request),
        _asked_for(dossier, request),
    )


def _incident(request: Request) -> str:
    given = request.incident_number or "no number given"
    return given + _unconfirmed(request, "incident_number")


def account(request: Request) -> str:
    """What happened as it was told, and the mail that it was told in where that is another text."""
    told = request.emergency.narrative if request.emergency else None
    mail = f"The mail:\n{request.message}" if request.message else None
    return "\n\n".join(t for t in (told, mail) if t) or "No account of what happened was given."


def _unconfirmed(request: Request, part: str) -> str:
    """Say which of a part's values rules found in a text, and nobody stated."""
    names = [n for n in request.unconfirmed if n == part or n.startswith(f"{part}.")]
    inner = [n.partition(".")[2].replace("_", " ") for n in names if "." in n]
    what = f"{words.listed(inner)}: " if inner else ""
    return f" ({what}found in the mail's text, not confirmed)" if names else ""


def identity(dossier: Dossier) -> str:
    """The level reached and needed, and every step with who took it and when."""
    steps = step_lines(dossier)
    steps += [f"{words.STEPS[s.step]}: {WAITING}." for s in dossier.case.open_skips]
    vouched = "The channel that it came by" if dossier.case.vouched else "No channel that we know"
    head = (
        f"Identity: level {dossier.level} of {dossier.level_needed} needed. {vouched} vouches for"
        " the sender."
    )
    kinds = {step.kind for step in dossier.case.steps}
    if StepKind.EMAIL_AUTHENTICATION in kinds:
        steps.append(words.MAIL_IS_A_SIGNAL)
    return "\n".join([head if kinds & CALLS else f"{head} No call was made yet.", *steps])


def step_lines(dossier: Dossier) -> list[str]:
    """Return a sentence for each step of the case, in its order, and the logs attached to it."""
    steps = dossier.case.steps
    logs = {
        n: [c.key for c in dossier.case.call_logs if c.step == n] for n in range(len(steps) + 1)
    }
    return [
        _step(dossier, step, ended)
        + (f" Log attached: {', '.join(logs[number])}." if logs[number] else "")
        for number, (step, ended) in enumerate(zip(steps, ended_words(steps), strict=True), start=1)
    ]


def _step(dossier: Dossier, step: Step, ended: str) -> str:
    people = [dossier.names.get(p, "the product") for p in (step.proposed_by, step.by) if p]
    found = f", number found {words.SOURCES[step.source]}" if step.source else ""
    when = short(step.at, zone_of(dossier.zone))
    why = "; ".join(words.FINDINGS[f] for f in step.findings) or _looked(dossier, step)
    said = f"{named(step)}: {ended}, {when}, by {' and '.join(people)}{found}."
    return f"{said} {why[:1].upper()}{why[1:]}." if why else said


def _looked(dossier: Dossier, step: Step) -> str:
    """What was looked at in a document and seen there, or why a step was skipped."""
    said = [LOOKED[one] for one in Looked if one in step.looked]
    written = _written(dossier, step)
    return "; ".join([*said, f"they write: {clip(written, NOTE)}"] if written else said)


def _written(dossier: Dossier, step: Step) -> str | None:
    for entry in reversed(dossier.history):
        event = entry.event
        if isinstance(event, ev.DocumentExamined) and step.document == event.document:
            if entry.at == step.at:
                return event.note
        elif isinstance(event, ev.SkipProposed) and step.proposed_by and event.step is step.kind:
            return event.why
    return None


def _agency(dossier: Dossier, request: Request) -> str:
    agency = request.agency
    where = ", ".join(w for w in (agency.state, agency.country) if w)
    listed = f"directory: {dossier.agency.standing}" if dossier.agency else "not in the directory"
    return f"{agency.name}, {words.KINDS[agency.kind]}, {where} ({listed})"


def _contact(contact: Contact) -> str:
    badge = f"badge {contact.badge}" if contact.badge else None
    name = " ".join(part for part in (contact.rank, contact.name) if part)
    given = (name, badge, contact.email, contact.phone)
    return ", ".join(part for part in given if part) or "not named"


def _emergency(dossier: Dossier, request: Request) -> str:
    emergency = request.emergency
    if emergency is None:
        return "The emergency was not described yet."
    harm = words.listed(words.HARMS[h] for h in sorted(emergency.harm))
    parts = [
        words.NATURES[emergency.nature],
        f"Person at risk: {emergency.person_at_risk or 'not named or described'}",
        f"Relation to the owner: {emergency.relation_to_owner or 'not given'}",
        f"Harm: {harm}",
        *_times(dossier, emergency),
    ]
    return "\n".join(parts)


def _times(dossier: Dossier, emergency: Emergency) -> list[str]:
    zone, said = zone_of(dossier.zone), [words.GOING_ON[dossier.case.ongoing].capitalize()]
    if emergency.occurred_at is not None:
        when = local(emergency.occurred_at, zone)
        said.append(f"Happened: {when}, {ago(emergency.occurred_at, dossier.now)}")
    confirmed = dossier.case.confirmed_at
    if confirmed is not None:
        said.append(f"Last confirmed: {short(confirmed, zone)}, {ago(confirmed, dossier.now)}")
    return said


def _reasons(dossier: Dossier, request: Request) -> str:
    emergency, zone = request.emergency, zone_of(dossier.zone)
    warrant = emergency.why_no_warrant if emergency else None
    consent = emergency.owner_consent if emergency else None
    follow = request.follow_up
    promised = ", ".join(p for p in (follow.kind, follow.court) if p) if follow else "nothing"
    if follow and follow.by:
        promised += f", by {short(follow.by, zone)}"
    parts = [
        f"How it is known: {(emergency and emergency.how_known) or 'not given'}",
        f"How the data helps: {(emergency and emergency.how_data_helps) or 'not given'}",
        f"Why no warrant: {words.NO_WARRANT[warrant] if warrant else 'not given'}",
        f"Owner's consent: {words.CONSENT[consent] if consent else 'not given'}",
        f"Answer asked by: {short(request.deadline, zone) if request.deadline else 'not given'}",
        f"Objection to telling the owner: {request.notice_objection or 'none'}",
        f"Legal process promised: {promised}",
        f"Law cited: {_LAWS.get(request.legal_basis or '', request.legal_basis) or 'none'}",
        f"Purpose attested: {'yes' if request.attested else 'no'}",
    ]
    return "\n".join(parts)


def _asked_for(dossier: Dossier, request: Request) -> str:
    zone = zone_of(dossier.zone)
    lines = [
        f"{s.alias} ({s.device or 'device not named'}): "
        f"{words.listed(words.CATEGORIES[c] for c in s.categories)}; "
        f"{span(s.start, s.end, zone)}, {lasting(s.length)}"
        for s in request.data_sought[:MOST_LINES]
    ]
    more = len(request.data_sought) - len(lines)
    lines += [f"and {more} more on the desk page"] if more else []
    return f"Asked for{_unconfirmed(request, 'data_sought')}:\n" + "\n".join(lines)
