"""The receipt of a determination: a direct message to whoever filed it, and to nobody else."""

from bot.domain.determination import Decision
from handlers.blocks.parts import Payload, message, plain, section

_DONE = {
    Decision.APPROVE: "you allowed what was asked for",
    Decision.NARROW: "you allowed part of what was asked for",
    Decision.REFUSE: "you refused",
}


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
    number: str, version: int, decision: Decision, position: int, full_hash: str
) -> Payload:
    """The receipt as a message; `position` and `full_hash` (hex) are those of its entry."""
    said = f"Filed: {number}, version {version}. {receipt_words(decision, position, full_hash)}"
    keep = (
        "Keep this: the entry can be checked against any export of the case. Nobody else sees what"
        f" you decided before two determinations are filed. To halt the case: /edr stop {number}"
    )
    blocks = [section(plain(said)), section(plain(keep))]
    return message(said, blocks, kind="exigent_receipt", ids={"case": number, "entry": position})
