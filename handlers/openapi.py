"""GET /openapi.json: the interface for programs, described from the models that read it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from aiohttp import web
from pydantic.json_schema import models_json_schema

from handlers import exports, receipts
from handlers.intake import webhook
from handlers.intake.email import webhook as mail_door
from handlers.intake.schema.members import RequestBody

PATH = "/openapi.json"
_MODELS = "#/components/schemas/{model}"
_HEADERS = {
    "webhook-id": "An id of yours; the same id again is the same message",
    "webhook-timestamp": "Seconds since 1970, within five minutes of now",
    "webhook-signature": "v1,<base64 of HMAC-SHA256 over id.timestamp.body>",
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "format": "json-pointer"},
                    "detail": {"type": "string"},
                },
            },
        },
        "left_off": {"type": "integer", "description": "Bad fields beyond those listed"},
    },
}
_ACCEPTED = {
    "type": "object",
    "required": ["case", "version", "status_url", "duplicate"],
    "properties": {
        "case": {"type": "string", "examples": ["EDR-2026-000001"]},
        "version": {
            "type": "integer",
            "minimum": 0,
            "description": "0 while the request is held back, because very many came at once",
        },
        "status_url": {"type": "string", "format": "uri"},
        "duplicate": {"type": "boolean", "description": "This id opened the case before"},
    },
}
_RECORDED = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"const": "recorded"}},
}
_COMPARED = {
    "type": "object",
    "required": ["day", "exports", "off_the_books", "duplicate"],
    "properties": {
        "day": {"type": "string", "format": "date"},
        "exports": {"type": "integer", "minimum": 0},
        "off_the_books": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Your ids of exports that no release accounts for",
        },
        "duplicate": {"type": "boolean", "description": "The same list had come before"},
    },
}
_PROBLEMS = {
    "400": "Bad fields, each listed by JSON pointer",
    "401": "No good signature",
    "413": "Too large",
    "415": "Of another content type, or packed",
    "429": "Too many requests without a good signature",
    "503": "Busy, or no room: come again after Retry-After",
}


class OpenApi:
    """Serves the description; `public_url` has no slash at its end."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.get(PATH, self.get)]

    async def get(self, _request: web.Request) -> web.Response:
        """Answer with the description."""
        return web.json_response(description() | {"servers": [{"url": self._public_url}]})


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, without the address where it is served."""
    _, models = models_json_schema(
        [
            (RequestBody, "validation"),
            (receipts.ReceiptBody, "validation"),
            (exports.ExportsBody, "validation"),
            (receipts.NoticeReceiptBody, "validation"),
        ],
        ref_template=_MODELS,
    )
    intake = _operation("Send an emergency request", ["RequestBody"], ("202", _ACCEPTED))
    intake["responses"] |= {"422": _problem("Well formed, and not taken: see type")}
    mail = _operation("Hand in a mail as it came (RFC 5322)", (), ("202", _ACCEPTED))
    mail["responses"] |= {"422": _problem("A message, and no request: see type")}
    words = "Hand in a day's list of exports to police, from the evidence store"
    listed = _operation(words, ("ExportsBody",), ("200", _COMPARED))
    receipt = _operation(
        "Report that a page was answered, or what became of an in-app notice",
        ("ReceiptBody", "NoticeReceiptBody"),
        ("200", _RECORDED),
    )
    receipt["responses"] |= {"404": _problem("No such page or notice was sent")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Exigent", "version": "1", "license": {"name": "Apache-2.0"}},
        "paths": {
            webhook.PATH: {"post": intake},
            mail_door.PATH: {"post": mail},
            receipts.PATH: {"post": receipt},
            exports.PATH: {"post": listed},
        },
        "components": {"schemas": models["$defs"] | {"Problem": _PROBLEM}},
    }


def _operation(
    summary: str, models: Sequence[str], good: tuple[str, dict[str, Any]]
) -> dict[str, Any]:
    status, schema = good
    parameters = [
        {
            "name": name,
            "in": "header",
            "required": True,
            "description": text,
            "schema": {"type": "string"},
        }
        for name, text in _HEADERS.items()
    ]
    content: dict[str, Any] = {"message/rfc822": {"schema": {"type": "string"}}}
    if models:
        each = [{"$ref": _MODELS.format(model=model)} for model in models]
        content = {"application/json": {"schema": each[0] if len(each) == 1 else {"oneOf": each}}}
    return {
        "summary": summary,
        "parameters": parameters,
        "requestBody": {"required": True, "content": content},
        "responses": {
            status: {"description": "Taken", "content": {"application/json": {"schema": schema}}}
        }
        | {code: _problem(words) for code, words in _PROBLEMS.items()},
    }


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": _MODELS.format(model="Problem")}
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}
