"""The JSON schema (Draft 2020-12) of report.json, made from the catalogue."""

import json
from collections.abc import Mapping
from typing import Final

from bot.domain.canonical import Json
from bot.domain.report.catalogue import AGENCIES, AS_OF, CHAPTERS, SCHEMA
from bot.domain.report.definitions import Definition, Sort, Unit
from bot.domain.report.keys import AGENCY_KEYS
from bot.domain.request import AgencyKind

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_DAY: Final[dict[str, Json]] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SORTS: Final = {
    Sort.HAPPENED: "Counted where it happened within the period.",
    Sort.RECEIVED: "As of the end of the period.",
    Sort.AT_START: "As of the start of the period.",
    Sort.AT_END: "As of the end of the period.",
}
_Members = Mapping[str, Json]


def schema_text() -> str:
    """Return the schema as it stands in docs/report.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Json]:
    """Return the schema: every member is required and described, and no other is allowed."""
    members: dict[str, Json] = {
        "schema": {"const": SCHEMA, "description": "The version of this form."},
        "period": _period("What the report is about."),
        "previous_period": _period("The period before it, as long: in whole months, else in days."),
        "over": {
            "type": "boolean",
            "description": "Whether an entry under the checkpoint is later than the period; if "
            "not, the period may not have been over.",
        },
        "seen_until": {
            "type": ["string", "null"],
            "description": "The `at` of the last entry under the checkpoint (UTC).",
        },
        "checkpoint": _checkpoint(),
        **{
            chapter.name: _object(
                {one.name: _figure(one) for one in chapter.figures},
                f"{chapter.title}. {chapter.words}",
            )
            for chapter in CHAPTERS
        },
        "agencies": _agencies(),
    }
    title = "Transparency report of emergency disclosure requests"
    number = _object(_PAIR, "A number of the period beside that of the period before.")
    return {
        "$schema": DRAFT,
        "title": title,
        **_object(members, AS_OF),
        "$defs": {"number": number},
    }


def _object(members: _Members, words: str) -> dict[str, Json]:
    return {
        "type": "object",
        "description": words,
        "properties": {**members},
        "required": [*members],
        "additionalProperties": False,
    }


def _period(words: str) -> Json:
    return _object(
        {
            "from": {**_DAY, "description": "Its first day; it begins at 00:00 UTC."},
            "to": {**_DAY, "description": "The first day after it."},
        },
        words,
    )


def _checkpoint() -> Json:
    return _object(
        {
            "origin": {"type": "string", "description": "Which record it is."},
            "size": {
                "type": "integer",
                "minimum": 1,
                "description": "How many entries it covers: those that were counted.",
            },
            "root": {
                "type": "string",
                "description": "The Merkle root (RFC 6962) over them, in base64.",
            },
            "text": {
                "type": "string",
                "description": "The checkpoint whole: a signed note (C2SP tlog-checkpoint).",
            },
        },
        "The checkpoint of the record at which the report was made.",
    )


def _number(words: str) -> Json:
    return {"type": ["integer", "null"], "minimum": 0, "description": words}


_PAIR: Final[dict[str, Json]] = {
    "value": _number("In the period; null where there is no such number."),
    "previous": _number("In the period before; null where there is no such number."),
}


def _pair(words: str) -> Json:
    return {"$ref": "#/$defs/number", "description": words}


def _figure(one: Definition) -> Json:
    unit = "" if one.unit is Unit.COUNT else f" In {one.unit.value}."
    words = f"{one.title}. {one.words} {_SORTS[one.sort]}{unit}"
    if one.single:
        return _pair(words)
    if not one.free:
        return _object({key: _pair(f"{title}.") for key, title in one.keys}, words)
    place: dict[str, Json] = {
        "country": {
            "type": "string",
            "pattern": "^[A-Z]{2}$",
            "description": "ISO 3166-1 code; ZZ where there is none.",
        },
        "kind": {"enum": [kind.value for kind in AgencyKind], "description": "Kind of agency."},
    }
    row = _object({**place, **_PAIR}, "One country and kind of agency.")
    return {"type": "array", "description": words, "items": row}


def _agencies() -> Json:
    name: dict[str, Json] = {
        "name": {
            "type": ["string", "null"],
            "description": "The agency's name in our directory; null for all others together.",
        }
    }
    figures = {
        key: _pair(f"{title}. Null in a period in which the agency is not named.")
        for key, title in AGENCY_KEYS
    }
    row = _object({**name, **figures}, "One agency, or all others.")
    return {"type": "array", "minItems": 1, "description": AGENCIES, "items": row}
