"""`help`: each word in one line; and which word somebody may have meant."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import context, message, plain, section, visible

KIND = "exigent_help"
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "new": "take down a request by telephone, fax or at the door",
        "queue": "the open cases, the most urgent first",
        "held": "requests that wait because too many came, and letting one through",
        "mine": "the cases that wait for you",
        "show CASE": "where a case stands, its record, and what you may do",
        "call CASE": "record a call-back, or find a number to call",
        "skip CASE": "a step could not be done; a colleague must agree, and it never counts",
        "document CASE": "what a document shows: in order, forged, or not to be told",
        "log CASE": "attach the telephone system's log to a recorded call",
        "ask CASE": "ask the agency for more",
        "amend CASE": "the agency's answer, or a wider or narrower request",
        "confirm CASE": "what the agency wants changed by its status page, once it was called",
        "flag CASE": "red flags: raise what you noticed, lift what was explained",
        "standard CASE": "which legal standard applies, where that is not clear; two people say",
        "owners CASE": "whose data it is, or a wrong entry put right",
        "consent CASE": "whether an owner may be asked to share, which two people answer",
        "recuse CASE": "step out of a case",
        "stop CASE": "stop a case until a senior has looked at it",
        "ended CASE": "the emergency is over",
        "reconfirm CASE": "the emergency still goes on, confirmed anew",
        "withdrawn CASE": "the agency takes its request back",
        "support CASE": "the life safety exception, where waiting would cost a life",
        "restrict CASE": "keep the owner from being told for a while, on a ground",
        "release CASE": "clear items and record the hand-over",
        "safety CASE": "answer whether an owner may be told",
        "channels CASE": "over which channels an owner is told, and in which language",
        "letter CASE": "letters to owners: print, post, and say so",
        "returned CASE": "a notice to an owner came back",
        "told CASE": "how an owner was told whom no channel reached",
        "cure CASE": "a senior tells the agency by telephone what would cure a refusal",
        "fraud CASE": "a request turned out to be forged",
        "objection CASE": "an authority objects to the use of what an order gave",
        "process CASE": "the warrant or order that an agency owes after a release",
        "complaint CASE": "answer an owner who complained",
        "recall CASE": "what was handed over and must be deleted: what became of it",
        "outcome CASE": "whether it truly was an emergency",
        "erase CASE": "erase what is personal, once its time is over; two people agree",
        "hold CASE": "a legal hold: keep a case from being erased; two people end it",
        "agency": "the agency directory",
        "roster": "who is on duty",
        "away": "go off duty, or come back",
        "verify": "check the record",
        "export CASE": "the case as a bundle that others can check",
        "report PERIOD": "the transparency report; 2026-H1, 2026-Q3, two days, or so far",
        "drill": "practise with an invented case",
        "help": "this list",
    }
)
"""Every word with what it does; the first part is what one types after `/edr`."""


def names() -> tuple[str, ...]:
    """Return the words alone."""
    return tuple(typed.split()[0] for typed in ABOUT)


def help_message(known: Collection[str]) -> Payload:
    """The list of the words that are in use here."""
    lines = [
        f"/edr {typed} – {about}" for typed, about in ABOUT.items() if typed.split()[0] in known
    ]
    text = f"{len(lines)} words. Type /edr and a word; CASE is a number or its last digits."
    blocks = [section(plain(text)), section(plain("\n".join(lines) or "None is in use."))]
    return message(text, blocks, kind=KIND, ids={"words": len(lines)})


def nearest(typed: str, known: Collection[str]) -> str | None:
    """Return the known word that somebody may have meant; None when none is near."""
    found = get_close_matches(clip(typed, 40).casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def unknown(typed: str, known: Collection[str]) -> Payload:
    """The answer to an unknown word: the nearest one, and where the list is."""
    near = nearest(typed, known)
    meant = f" Did you mean /edr {near}?" if near else ""
    text = f"“{clip(visible(typed), 40)}” is not a word here.{meant}"
    blocks = [section(plain(text)), context(plain("All words: /edr help"))]
    return message(text, blocks, kind=KIND, ids={"words": 0})
