"""The table of settings, for docs/settings.md, the errors and the secret files."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.settings_checks import duration_text
from bot.settings_kinds import Expect
from bot.settings_shape import Settings

_HEAD = """# Settings

`exigent.toml`, or the file that `EXIGENT_CONFIG` names. Every key can be overridden by a variable:
`slack.team` by `EXIGENT_SLACK__TEAM`, a list or a table by JSON. A secret can also be read from a
file: `EXIGENT_SLACK__BOT_TOKEN_FILE=/run/secrets/bot_token`. Unknown keys and variables are errors,
and all errors are listed at once. Durations are `45s`, `30m`, `8h`, `90d` or `3y` (365 days each).

This page is printed by `exigent settings`.

| key | default | expects | for |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Key:
    """One key of the settings: its dotted name, words for it, and whether it is secret."""

    name: str
    default: str
    expects: str
    use: str
    secret: bool


@cache
def keys() -> dict[str, Key]:
    """Return every key by its dotted name; lists and tables of any size stand as `people.*`."""
    return {key.name: key for key in _walk(Settings, "")}


@cache
def secret_keys() -> frozenset[str]:
    """Return the names of the keys whose values are never shown and may come from a file."""
    return frozenset(key.name for key in keys().values() if key.secret)


def page() -> str:
    """Return the whole text of docs/settings.md."""
    rows = [
        f"| `{key.name}` | {key.default} | {key.expects}{' (secret)' if key.secret else ''} "
        f"| {key.use} |"
        for key in keys().values()
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _walk(model: type[BaseModel], above: str) -> Iterator[Key]:
    for name, field in model.model_fields.items():
        dotted = f"{above}{field.alias or name}"
        inner = _models(field.annotation)
        if not inner:
            yield _key(dotted, field)
        for one in inner:
            many = field.annotation is not one
            yield from _walk(one, f"{dotted}.*." if many else f"{dotted}.")


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - any annotation there is
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _key(dotted: str, field: FieldInfo) -> Key:
    words = [mark.words for mark in field.metadata if isinstance(mark, Expect)]
    return Key(
        dotted, _default(field), words[-1], field.description or "", _holds_secret(field.annotation)
    )


def _holds_secret(annotation: Any) -> bool:  # noqa: ANN401 - any annotation there is
    return annotation is SecretStr or any(_holds_secret(one) for one in get_args(annotation))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, timedelta):
        return f"`{duration_text(value)}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, tuple):
        value = ", ".join(value)
    return f"`{value}`" if value not in ("", {}) else "empty"
