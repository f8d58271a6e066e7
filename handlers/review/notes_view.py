"""What Review says instead of a form: changed, filed, too large, or incomplete."""

from collections.abc import Sequence

from bot.domain.determination import Decision
from bot.domain.events import RequestAmended
from bot.workflow.dossier import Dossier
from handlers.blocks.card_state import next_step
from handlers.blocks.difference import named
from handlers.blocks.fitting import SLACK, fitted
from handlers.blocks.limits import TEXT
from handlers.blocks.parts import Markup, Payload, escaped, modal, mrkdwn, plain, section, stamp
from handlers.blocks.receipt import receipt_words
from handlers.review.request_text import account, identity
from handlers.review.seen import Seen

_LONGEST = 1_500
_PIECE = TEXT - SLACK
"""Characters of a mail in one section."""


def review_changed(dossier: Dossier, seen: Seen) -> Payload:
    """Nothing was filed, because the request, or what is known beside it, is not what was seen."""
    case = dossier.case
    if case.version != seen.version:
        why = f"The agency changed its request: version {case.version} replaces {seen.version}."
        kept = f"{_changes(dossier, seen)} Your text is kept; tick again on the new version."
    else:
        why = "Verification, or what is known of the owners, changed while you were reading."
        kept = "Your ticks and your text are kept. Look at what is new, then file."
    due = dossier.next_deadline
    clock = f" Next clock: {stamp(due.due)}" if due is not None else ""
    blocks = [
        section(mrkdwn(Markup(f"*Nothing was filed.* {escaped(why)}"))),
        section(plain(kept)),
        section(mrkdwn(Markup(f"Close this and choose *Review* on the card.{clock}"))),
    ]
    return modal("review.changed", "It changed", blocks, ids={"c": case.number, "v": case.version})


def _changes(dossier: Dossier, seen: Seen) -> str:
    changed = [
        change
        for entry in dossier.history
        if isinstance(entry.event, RequestAmended) and entry.event.version > seen.version
        for change in entry.event.changed
    ]
    said = ", ".join(dict.fromkeys(named(change) for change in changed))
    return f"Changed: {said[:_LONGEST]}." if said else "The request was changed."


def review_filed(dossier: Dossier, decision: Decision, position: int, full_hash: str) -> Payload:
    """The determination is on the record, at `position` with `full_hash`."""
    case = dossier.case
    said = f"{case.number}, version {case.version}. {receipt_words(decision, position, full_hash)}"
    blocks = [
        section(mrkdwn(Markup(f"*Filed.* {escaped(said)}"))),
        section(plain("The same receipt is in your direct messages.")),
        section(
            plain(
                f"Next: {next_step(dossier)}\nNobody sees your answers before two determinations"
                " are filed. If facts reach you that change your mind: /edr stop"
                f" {case.number}"
            )
        ),
    ]
    return modal("review.filed", "Filed", blocks, ids={"c": case.number, "v": case.version})


def review_desk(link: str, seen: Seen, *, chosen: bool) -> Payload:
    """Step 2 of a request too large for Slack; `link` leads to the same choice on the desk page."""
    said = (
        "Your choice on the desk page is kept. Go on, or change it there first."
        if chosen
        else "This request names more devices, categories or days than fit here. Choose on the "
        "desk page what may go out, save it, then come back and go on."
    )
    blocks = [
        section(plain(said)),
        section(mrkdwn(Markup(f"<{link}|Open the desk page>. The link is yours, for 10 minutes."))),
    ]
    return modal(
        "review.desk",
        "Review, step 2 of 3",
        blocks,
        ids=seen.ids(),
        submit="Next",
        close="Back",
    )


def review_waiting(dossier: Dossier, link: str = "") -> Payload:
    """Nothing can be decided yet: a request by phone or mail is not complete; a mail is shown.

    `link` leads to the desk page, where a mail that is too long for here stands whole.
    """
    case, request = dossier.case, dossier.opened.request
    by_mail = request is not None and case.channel == "email"
    who = "Whoever reaches the officer" if by_mail else "Whoever took the call"
    said = (
        "The emergency or the data asked for is still missing, so there is nothing to decide on."
        f" {who} completes it with /edr amend {case.number}. The card says when it is there."
    )
    blocks = [section(plain(said))]
    if request is not None and by_mail:
        told = account(request)
        pieces = [told[at : at + _PIECE] for at in range(0, len(told), _PIECE)]

        def build(texts: Sequence[str], *, cut: bool) -> list[Payload]:
            desk = Markup(f"It is cut here. <{link}|Open the desk page> to read all of it.")
            shown = [section(plain(text)) for text in texts]
            return [*blocks, *shown, *([section(mrkdwn(desk))] if cut and link else [])]

        blocks = fitted(build, [identity(dossier), *pieces])
    return modal("review.waiting", "Not complete yet", blocks, ids={"c": case.number})
