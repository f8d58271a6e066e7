"""The receipt of a determination: a direct message to whoever filed it, and to nobody else."""

from bot.domain.determination import Decision
from handlers.blocks.parts import Markup, Payload, escaped, message, mrkdwn, plain, section

_DONE = {
    Decision.APPROVE: "you allowed what was asked for",
    Decision.NARROW: "you allowed part of what was asked for",
    Decision.REFUSE: "you refused",
}


_NO_CHECKPOINT = " There is no signed checkpoint now; one comes later, and covers this entry too."


def short_hash(full: str) -> str:
    """The first twelve digits of a hash, in fours, as people compare them by eye."""
    return " ".join(full[place : place + 4] for place in (0, 4, 8))


def receipt_words(decision: Decision, position: int, full_hash: str) -> str:
    """What was filed, and where it stands in the record."""
    return f"{_DONE[decision].capitalize()}. Entry {position}, hash {short_hash(full_hash)}."


def renewed(number: str, code: str, position: int) -> Payload:
    """The new code after three wrong ones, for who took the request down: nobody else has it."""
    said = f"{number}: after three wrong codes there is a new one, {code}."
    keep = (
        "The old code counts no more. Give the new one to the officer when they ring again, and to"
        " no colleague: whoever calls back must hear it from the officer. You find it again with"
        f" /edr show {number}"
    )
    blocks = [section(plain(said)), section(plain(keep))]
    return message(said, blocks, kind="exigent_receipt", ids={"case": number, "entry": position})


def receipt(
    number: str,
    version: int,
    decision: Decision,
    position: int,
    full_hash: str,
    checkpoint: str = "",
) -> Payload:
    """The receipt as a message; `position` and `full_hash` (hex) are those of its entry.

    `checkpoint` is the record's latest, which covers the entry; empty where nothing is signed.
    """
    said = f"Filed: {number}, version {version}. {receipt_words(decision, position, full_hash)}"
    keep = (
        "Keep this: with it any export of the case can be checked, as docs/record.md says under"
        f" Receipts.{_NO_CHECKPOINT if not checkpoint else ''} Nobody else sees what"
        f" you decided before two determinations are filed. To halt the case: /edr stop {number}"
    )
    proof = mrkdwn(Markup(f"```\n{escaped(record_lines(position, full_hash, checkpoint))}```"))
    blocks = [section(plain(said)), section(proof), section(plain(keep))]
    return message(said, blocks, kind="exigent_receipt", ids={"case": number, "entry": position})


def record_lines(position: int, full_hash: str, checkpoint: str) -> str:
    """Return what is kept of an entry: `POSITION:HASH`, and the checkpoint as it was signed."""
    entry = f"{position}:{full_hash}\n"
    return f"{entry}\n{checkpoint}" if checkpoint else entry
