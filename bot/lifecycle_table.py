"""The lifecycle's table in Markdown, printed from the rules themselves for the documents."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.domain.case import UNDECIDED, State
from bot.domain.roster import Role
from bot.domain.rulebook import BEFORE_HANDOVER, EVERY, RULES, Rule

BEGIN: Final = "<!-- rules: begin -->"
END: Final = "<!-- rules: end -->"


def table() -> str:
    """Return one row for each command: in which states it may come, and from whom."""
    rows = [
        f"| `{command.__name__}` | {_states(rule.states)} | {_people(rule)} |"
        for command, rule in RULES.items()
    ]
    return "\n".join(["| command | in the states | from |", "|---|---|---|", *rows])


def _states(states: frozenset[State]) -> str:
    if states == EVERY:
        return "every"
    if states == UNDECIDED:
        return "undecided"
    if states == BEFORE_HANDOVER:
        return "undecided, approved"
    if states > BEFORE_HANDOVER:
        return "undecided, approved, " + _listed(s.value for s in states - BEFORE_HANDOVER)
    return _listed(s.value for s in states)


def _people(rule: Rule) -> str:
    who = "everybody" if rule.roles == frozenset(Role) else _listed(r.value for r in rule.roles)
    product = "the product" if rule.system else ""
    agency = "the agency by its status page" if rule.requester else ""
    owner = "an owner by their page" if rule.owner else ""
    return ", ".join(part for part in (who, agency, owner, product) if part)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in sorted(words))


def page(text: str) -> str:
    """Return a document with the table between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    note = "Undecided: received, verifying, in review, on hold, escalated."
    return f"{before}{BEGIN}\n{table()}\n\n{note}\n{END}{after}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        document = Path(name)
        document.write_text(page(document.read_text(encoding="utf-8")), encoding="utf-8")
