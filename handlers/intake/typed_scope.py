"""What is asked for, as it is typed: devices one a line, or whole windows one a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.domain.request import Category, DataSought
from handlers.blocks.local_times import moment_of
from handlers.intake.aliases import aliases, same

MOST_LINES: Final = 50
"""Devices or windows in one request by form; larger ones come by the interface."""
DEVICE_LENGTH: Final = 200
"""Characters of a device's identifier or address."""

_BY_NAME = {name: c for c in Category for name in (c.value, c.value.replace("_", " "))}


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line; lines count from 1."""

    line: int
    sentence: str

    def __str__(self) -> str:
        """The sentence with its line."""
        return f"Line {self.line}: {self.sentence}"


def devices(text: str) -> tuple[str, ...] | LineError:
    """Read devices, one a line; the same one twice counts once."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        device = line.strip()
        if len(device) > DEVICE_LENGTH:
            return LineError(number, f"longer than {DEVICE_LENGTH} characters.")
        if device:
            found.setdefault(same(device), device)
        if len(found) > MOST_LINES:
            return LineError(number, f"more than {MOST_LINES} devices; split the request.")
    return tuple(found.values())


def sought(
    given: Iterable[str],
    categories: tuple[Category, ...],
    window: tuple[datetime, datetime],
    earlier: tuple[DataSought, ...],
) -> tuple[DataSought, ...]:
    """Ask for the same categories and window (UTC) of every device, by the aliases it has."""
    by_device = aliases(given, earlier)
    return tuple(
        DataSought(
            alias=alias, device=device, categories=categories, start=window[0], end=window[1]
        )
        for device, alias in by_device.items()
    )


def windows(
    text: str, zone: tzinfo, earlier: tuple[DataSought, ...]
) -> tuple[DataSought, ...] | LineError:
    """Read `categories; from; to; device`, one window a line, local times in `zone`."""
    found: list[DataSought] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if len(found) == MOST_LINES:
            return LineError(number, f"more than {MOST_LINES} windows; split the request.")
        read = _window(line, zone, (*earlier, *found))
        if isinstance(read, str):
            return LineError(number, read)
        found.append(read)
    return tuple(found)


def _window(line: str, zone: tzinfo, earlier: tuple[DataSought, ...]) -> DataSought | str:
    parts = [part.strip() for part in line.split(";", 3)]
    if len(parts) < 4 or not parts[3]:  # noqa: PLR2004 — the four parts of a line
        return "expected four parts: data; from; to; device."
    names, start, end = parts[0], moment_of(parts[1], zone), moment_of(parts[2], zone)
    categories = tuple(_BY_NAME.get(name.strip().casefold()) for name in names.split(","))
    if None in categories:
        return "expected data such as video or motion log, with commas between."
    if start is None or end is None:
        return "expected times such as 2026-11-21 18:00."
    if end <= start:
        return "ends before it starts."
    device = parts[3][:DEVICE_LENGTH]
    alias = aliases([device], earlier)[device]
    return DataSought(
        alias=alias,
        device=device,
        categories=tuple(dict.fromkeys(c for c in categories if c is not None)),
        start=start,
        end=end,
    )
