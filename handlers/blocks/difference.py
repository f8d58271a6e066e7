"""What changed between two versions of a request: in names for the record, in words for people."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from bot.domain.request import Category, DataSought, Emergency, Request
from bot.domain.scope import scope_of
from handlers.blocks.limits import clip
from handlers.blocks.times import local, span, zone_of
from handlers.blocks.words import CATEGORIES, GOING_ON, NATURES, NO_WARRANT, counted

DEVICE_LENGTH = 60
"""Characters of a device's identifier in a sentence."""

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "agency": "The agency",
        "data_sought": "What is asked for",
        "officer": "The officer",
        "supervisor": "The supervisor",
        "incident_number": "The incident number",
        "legal_basis": "The legal basis cited",
        "emergency": "The emergency",
        "deadline": "The deadline asked for",
        "zone": "The time zone",
        "notice_objection": "The objection to telling the owner",
        "follow_up": "The follow-up process promised",
        "attested": "The attestation",
        "attachments": "The attachments",
        "message": "The text of the mail",
        "unconfirmed": "What was found in a text and nobody confirmed",
        "emergency.nature": "The kind of emergency",
        "emergency.harm": "The harm feared",
        "emergency.person_at_risk": "The person at risk",
        "emergency.relation_to_owner": "The relation to the owner",
        "emergency.narrative": "What happened",
        "emergency.how_known": "How it is known",
        "emergency.occurred_at": "When it happened",
        "emergency.last_confirmed_at": "When it was last confirmed",
        "emergency.ongoing": "Whether it still goes on",
        "emergency.why_no_warrant": "Why there is no warrant",
        "emergency.how_data_helps": "How the data would help",
        "emergency.owner_consent": "Whether the owner was asked",
    }
)
_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "emergency.nature": NATURES,
        "emergency.ongoing": GOING_ON,
        "emergency.why_no_warrant": NO_WARRANT,
    }
)


def changed(old: Request, new: Request) -> tuple[str, ...]:
    """Return the names of the fields that differ, nothing of their values: for the record."""
    return tuple(name for name, _, _ in _pairs(old, new))


def named(field: str) -> str:
    """Return a changed field's name in words, such as `what is asked for`."""
    words = _NAMES.get(field, field.replace("_", " "))
    return words[:1].lower() + words[1:]


def difference(old: Request, new: Request) -> list[str]:
    """Return a sentence for each change, for reviewers: what is asked for first."""
    zone = zone_of(new.zone or "UTC")
    sentences = list(_sought(old.data_sought, new.data_sought, zone))
    for name, before, after in _pairs(old, new):
        if name != "data_sought":
            sentences.append(_sentence(name, before, after, zone))
    return sentences


def _pairs(old: Request, new: Request) -> Iterator[tuple[str, Any, Any]]:
    for field in fields(Request):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if isinstance(before, Emergency) and isinstance(after, Emergency):
            for part in fields(Emergency):
                one, other = getattr(before, part.name), getattr(after, part.name)
                if one != other:
                    yield f"emergency.{part.name}", one, other
        else:
            yield field.name, before, after


def _sentence(name: str, before: object, after: object, zone: tzinfo) -> str:
    subject = _NAMES[name]
    if after is None or before is None:
        return f"{subject}: {'no longer given' if after is None else 'now given'}."
    if isinstance(before, datetime) and isinstance(after, datetime):
        return f"{subject}: {local(after, zone)} (was {local(before, zone)})."
    words = _WORDS.get(name)
    if words is not None:
        return f"{subject}: {words[str(after)]} (was {words[str(before)]})."
    return f"{subject}: changed."


def _sought(
    old: tuple[DataSought, ...], new: tuple[DataSought, ...], zone: tzinfo
) -> Iterator[str]:
    before, after = _by_alias(old), _by_alias(new)
    for alias in [*before, *(a for a in after if a not in before)]:
        if alias not in after:
            yield f"{_device(alias, before[alias])} is no longer asked for."
        elif alias not in before:
            yield f"{_device(alias, after[alias])} is new: {_asked(after[alias], zone)}."
        else:
            yield from _same_device(alias, before[alias], after[alias], zone)


def _by_alias(sought: tuple[DataSought, ...]) -> dict[str, tuple[DataSought, ...]]:
    aliases = dict.fromkeys(s.alias for s in sought)
    return {alias: tuple(s for s in sought if s.alias == alias) for alias in aliases}


def _same_device(
    alias: str, old: tuple[DataSought, ...], new: tuple[DataSought, ...], zone: tzinfo
) -> Iterator[str]:
    name = _device(alias, new)
    had, has = _categories(old), _categories(new)
    more, fewer = [c for c in has if c not in had], [c for c in had if c not in has]
    if more:
        yield f"{name}: {_listed(more)} asked for as well."
    if fewer:
        yield f"{name}: {_listed(fewer)} no longer asked for."
    if _times(old, zone) != _times(new, zone):
        yield f"{name}: now {_times(new, zone)} (was {_times(old, zone)})."
    elif not more and not fewer and scope_of(old) != scope_of(new):
        yield f"{name}: other times for some of the data."
    if {s.device for s in old} != {s.device for s in new}:
        yield f"{alias}: its identifier is written otherwise."


def _device(alias: str, sought: tuple[DataSought, ...]) -> str:
    device = next((s.device for s in sought if s.device), None)
    return f"{alias} ({clip(device, DEVICE_LENGTH)})" if device else alias


def _categories(sought: tuple[DataSought, ...]) -> list[Category]:
    wanted = {c for s in sought for c in s.categories}
    return [c for c in Category if c in wanted]


def _listed(categories: list[Category]) -> str:
    return ", ".join(CATEGORIES[c] for c in categories)


def _asked(sought: tuple[DataSought, ...], zone: tzinfo) -> str:
    return f"{_listed(_categories(sought))}, {_times(sought, zone)}"


def _times(sought: tuple[DataSought, ...], zone: tzinfo) -> str:
    windows = sorted({(s.start, s.end) for s in sought})
    if len(windows) == 1:
        return span(*windows[0], zone)
    whole = span(windows[0][0], max(end for _, end in windows), zone)
    return f"{counted(len(windows), 'window')} within {whole}"
