"""Beside a call: a step that could not be taken, and what a document shows."""

from collections.abc import Iterator

from bot.domain.case import Case
from bot.domain.checking import SKIPPABLE, Looked, ProposeSkip, RecordDocument
from bot.domain.verification import StepKind, StepResult, counting
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    actions,
    button,
    checkboxes,
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.step_words import DOCUMENT_RESULTS, LOOKED, STEP_ACTS
from handlers.blocks.text import Markup

SKIP = "skip.file"
SKIP_OPEN = "skip.open"
SKIP_PUSH = "skip.push"
DOCUMENT = "document.file"
DOCUMENT_OPEN = "document.open"
DOCUMENT_PUSH = "document.push"
LOG_OPEN = "log.open"
LOG_PUSH = "log.push"
WHY = (10, 600)
"""Characters of a reason and of a note."""
OFFERED_BYTES = 5_000
"""Bytes of ASCII JSON for the documents offered; those that came first."""


def row(dossier: Dossier) -> Payload:
    """The buttons under the call-back form, for what is no call."""
    case = dossier.case
    value = f"{case.number}:{case.version}"
    skip = button("Could Not Be Done", SKIP_PUSH, value, label=f"Skip a step of {case.number}")
    paper = button(
        "Examine Document", DOCUMENT_PUSH, value, label=f"Record a document of {case.number}"
    )
    log = button("Attach Call Log", LOG_PUSH, value, label=f"Attach a call's log in {case.number}")
    return actions(skip, paper, log, block_id=f"beside:v{case.version}")


def skippable(case: Case) -> list[StepKind]:
    """The steps that may be proposed: not passed, not skipped, not waiting."""
    gone = {s.kind for s in counting(case.steps)}
    gone |= {s.kind for s in case.steps if s.result is StepResult.SKIPPED}
    gone |= {s.step for s in case.open_skips}
    return [kind for kind in SKIPPABLE if kind not in gone]


def skip_view(dossier: Dossier) -> Payload:
    """The form of whoever could not take a step."""
    case = dossier.case
    choices = [option(f"{_started(STEP_ACTS[k])}", k.value) for k in skippable(case)]
    if not choices:
        said = "Every step has passed, was skipped, or waits for a second person. Nothing is left."
        return modal(SKIP, "Could not be done", [section(plain(said))], ids=_ids(case))
    says = (
        f"*{case.number}*. A colleague confirms or refuses it in the review channel. *A skipped "
        "step never counts:* the level stays as it is, and so does the level needed. It only "
        "shows the reviewers that it was tried. If you can reach somebody later, record the call."
    )
    least, most = WHY
    return modal(
        SKIP,
        "Could not be done",
        [
            section(mrkdwn(Markup(says))),
            input_("What could not be done", radio("step", choices), f"step:v{case.version}"),
            input_(
                "Why: what you tried, and when",
                text_input("why", least=least, most=most, multiline=True),
                f"why:v{case.version}",
            ),
        ],
        ids=_ids(case),
        submit="Propose Skip",
    )


def read_skip(answers: Answers) -> ProposeSkip | FieldErrors:
    """Read the form: which step, and why."""
    step, why = answers.word("step", StepKind), _text(answers, "why")
    if step is None:
        answers.fault("step", "Choose what could not be done.")
    if answers.faults or step is None:
        return answers.errors
    return ProposeSkip(step=step, why=why)


def documents(dossier: Dossier) -> Iterator[Payload]:
    """Yield what came with the request or followed it, by the name that its sender gave it."""
    request = dossier.opened.request
    came = [(a.key, a.name or "no name") for a in request.attachments] if request else []
    followed = [(f"P{n}", "legal process") for n in range(1, dossier.case.processes + 1)]
    for key, name in (*came, *followed):
        yield option(clip(f"{key}: {name}", 75), key)


def log_view(dossier: Dossier, link: str) -> Payload:
    """The way to the page on which a call's log is attached; `link` is for one reader alone."""
    said = "*{}*. The telephone system's log of a recorded call, or a picture: PDF, PNG or text."
    way = (
        f"<{link}/calls|Attach it on the page of the calls.> The link is yours alone and lasts 10"
        " minutes."
        if link
        else "This installation has no web address, so nothing can be attached."
    )
    blocks = [
        section(mrkdwn(Markup(said.format(dossier.case.number)))),
        section(mrkdwn(Markup(way))),
    ]
    return modal("log.seen", "Attach a call's log", blocks, ids=_ids(dossier.case))


def document_view(dossier: Dossier, link: str = "") -> Payload:
    """The form of whoever looked at a document; `link` leads to the files, for one reader alone."""
    case, offered = dossier.case, fitting(documents(dossier), OFFERED_BYTES)
    if not offered:
        said = "No document came with this request, and none has followed."
        return modal(DOCUMENT, "Examine a document", [section(plain(said))], ids=_ids(case))
    says = (
        f"*{case.number}*. Open the file only where your company opens strangers' files. "
        "A document proves nobody's identity: it raises no level. One that is *forged or "
        "altered* takes the worth of every step before it, and seniors are called."
    )
    way = f"<{link}|Open the files to keep them.> The link is yours alone and lasts 10 minutes."
    ways = [section(mrkdwn(Markup(way)))] if link else []
    blocks = [section(mrkdwn(Markup(says))), *ways, *_document_inputs(case, offered)]
    return modal(DOCUMENT, "Examine a document", blocks, ids=_ids(case), submit="Record Document")


def _document_inputs(case: Case, offered: list[Payload]) -> Iterator[Payload]:
    version, (least, most) = case.version, WHY
    first = offered[0]["value"] if len(offered) == 1 else None
    yield input_("Document", select("document", offered, initial=first), f"document:v{version}")
    ticks = [option(LOOKED[one], one.value) for one in Looked]
    yield input_("What you looked at", checkboxes("looked", ticks), f"looked:v{version}")
    ends = [
        option(_started(DOCUMENT_RESULTS[r]), r.value)
        for r in (StepResult.PASS, StepResult.FAIL, StepResult.INCONCLUSIVE)
    ]
    yield input_("What you found", radio("result", ends), f"result:v{version}")
    note = text_input("note", least=least, most=most, multiline=True)
    yield input_(
        "What you saw", note, f"note:v{version}", hint="Whom you asked, and on which number."
    )


def read_document(answers: Answers) -> RecordDocument | FieldErrors:
    """Read the form: which document, what was looked at, what was found."""
    document, result = answers.one("document"), answers.word("result", StepResult)
    looked = frozenset(one for one in Looked if one.value in answers.many("looked"))
    note = _text(answers, "note")
    if document is None:
        answers.fault("document", "Choose the document that you looked at.")
    if not looked:
        answers.fault("looked", "Tick what you looked at.")
    if result is None:
        answers.fault("result", "Say what you found; not being able to tell is an answer.")
    if answers.faults or document is None or result is None:
        return answers.errors
    return RecordDocument(document=document, looked=looked, result=result, note=note)


def _text(answers: Answers, name: str) -> str:
    least, most = WHY
    text = answers.text(name) or ""
    if not least <= len(text) <= most:
        answers.fault(name, f"Write {least} to {most} characters.")
    return text


def _started(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ids(case: Case) -> dict[str, str | int]:
    return {"c": case.number, "v": case.version}
