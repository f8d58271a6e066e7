"""Reads the settings file and the environment: the only module that may."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from bot import settings_rules
from bot.settings_errors import sentence, unknown_variable
from bot.settings_shape import Person, Settings
from bot.settings_table import keys, secret_keys

__all__ = ["BadSettings", "Person", "Settings", "load"]

PREFIX = "EXIGENT_"
CONFIG = "EXIGENT_CONFIG"
_USUAL_FILE = Path("exigent.toml")
Raw = dict[str, Any]


class BadSettings(ValueError):  # noqa: N818 - what it is, as the person who reads it says it
    """The settings cannot be used; `problems` lists every reason, one sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read `exigent.toml` (or the file in EXIGENT_CONFIG), then what EXIGENT_… overrides.

    Raises BadSettings with all problems at once; no secret stands in any of them.
    """
    env = dict(os.environ if environ is None else environ)
    problems: list[str] = []
    raw = _file(env, problems)
    _overlay(raw, _variables(_opened(env, problems), problems))
    settings = _checked(raw, problems)
    problems.extend(settings_rules.problems(raw))
    if settings is None or problems:
        raise BadSettings(tuple(dict.fromkeys(problems)))
    return settings


def _file(env: Mapping[str, str], problems: list[str]) -> Raw:
    named = env.get(CONFIG, "")
    path = Path(named) if named else _USUAL_FILE
    if not named and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = (error.strerror or "an error").lower()
        problems.append(f"{CONFIG}: expected a readable file, got {path}: {why}; correct the path")
    except ValueError as error:
        problems.append(f"{CONFIG}: expected TOML, got {path}: {_place(error)}; correct it there")
    return {}


def _place(error: ValueError) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error).rpartition("(")[2].rstrip(")")  # the place alone: no contents
    return "not UTF-8"


def _opened(env: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    """Replace each EXIGENT_…_FILE by the secret that the file holds."""
    ours = {name: value for name, value in env.items() if name.startswith(PREFIX)}
    ours.pop(CONFIG, None)
    for name in [name for name in ours if _names_secret_file(name)]:
        path, plain = ours.pop(name), name.removesuffix("_FILE")
        if plain in ours:
            problems.append(f"{name}: expected {plain} or this, got both; remove one")
        try:
            ours[plain] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            problems.append(
                f"{name}: expected the path of a readable text file, got {path}; "
                "check the path and who may read it"
            )
    return ours


def _names_secret_file(name: str) -> bool:
    key = name.removeprefix(PREFIX).lower().replace("__", ".")
    plain = key.removesuffix("_file")
    return key != plain and (plain in secret_keys() or plain.startswith("intake.webhooks."))


def _variables(ours: Mapping[str, str], problems: list[str]) -> Raw:
    known = set(Settings.model_fields)
    problems.extend(
        unknown_variable(name)
        for name in sorted(ours)
        if name.removeprefix(PREFIX).lower().partition("__")[0] not in known
    )
    return _Environment(ours)()


def _checked(raw: Raw, problems: list[str]) -> Settings | None:
    # A table left out is read as an empty one, so that each key missing in it is named.
    empty: Raw = {name: {} for name in _tables() if name not in raw}
    try:
        return Settings(**raw, **empty)
    except ValidationError as error:
        problems.extend(_sentences(error))
        return None


def _tables() -> list[str]:
    return [name for name in Settings.model_fields if f"{name}." in " ".join(keys())]


def _sentences(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False, include_context=False):
        yield sentence(detail["loc"], detail["type"], detail["input"])


def _overlay(raw: Raw, over: Raw) -> None:
    for key, value in over.items():
        below = raw.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            _overlay(below, value)
        else:
            raw[key] = value


class _Environment(EnvSettingsSource):
    """The library's reading of EXIGENT_A__B, over the mapping that `load` was given."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {name.lower(): value for name, value in environ.items()}
        super().__init__(Settings, env_nested_delimiter="__")

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._environ

    def decode_complex_value(self, field_name: str, field: Any, value: Any) -> Any:  # noqa: ANN401 - as inherited
        """Read JSON; leave what is none, so that it is listed with the other problems."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value
