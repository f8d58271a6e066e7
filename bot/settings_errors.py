"""Turns what is wrong with a setting into one sentence, without giving a secret away."""

import difflib
from collections.abc import Sequence

from bot.settings_table import keys

# Staff are people too: their names and addresses need not stand in a log of failed starts.
_PERSONAL = ("people.*.name", "people.*.email", "people.*.slack", "alarm.email")
_LONGEST_SHOWN = 60


def sentence(place: Sequence[int | str], fault: str, value: object) -> str:
    """Say of one key what was expected, what was got and what to do."""
    dotted = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    general, many = _general(place)
    if fault == "extra_forbidden":
        return f"{dotted}: expected only known keys, got one that is not known; {_nearest(general)}"
    if fault == "missing":
        return f"{dotted}: expected {_expected(general)}, got nothing; {_where(dotted, many=many)}"
    got = _shown(general, value)
    return f"{dotted}: expected {_expected(general)}, got {got}; {_where(dotted, many=many)}"


def unknown_variable(name: str) -> str:
    """Say that a variable with our prefix names no setting."""
    nearest = _nearest(name.removeprefix("EXIGENT_").lower().replace("__", "."))
    return f"{name}: expected the name of a setting, got one that is not known; {nearest}"


def _general(place: Sequence[int | str]) -> tuple[str, bool]:
    parts = ["*" if isinstance(part, int) else part for part in place]
    dotted = ".".join(parts)
    # An index at the end is one item of a list, which has its row under the list's own name.
    return dotted.removesuffix(".*"), "*" in parts


def _expected(general: str) -> str:
    key = keys().get(general)
    if key:
        return key.expects
    if general.startswith("intake.webhooks."):
        return "a Standard Webhooks secret: whsec_ and base64 of at least 24 bytes"
    return "a [[people]] table for each person" if general == "people" else f"a [{general}] table"


def _where(dotted: str, *, many: bool) -> str:
    if many:
        return "correct it in exigent.toml"
    return f"set it in exigent.toml or in EXIGENT_{dotted.upper().replace('.', '__')}"


def _shown(general: str, value: object) -> str:
    key = keys().get(general)
    if key is None or key.secret or general in _PERSONAL:
        return "something else (not shown)" if value not in ("", (), []) else "an empty value"
    if not isinstance(value, str | int | float):
        return f"a value of type {type(value).__name__}"
    text = ascii(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _nearest(general: str) -> str:
    found = difflib.get_close_matches(general, keys(), 1, 0.75)
    return f"did you mean {found[0]}?" if found else "remove it, or see docs/settings.md"
