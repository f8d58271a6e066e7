"""Structured logging, set up once: JSON lines, or readable ones on a terminal.

A log line carries ids, reasons and durations, never contents. Since a slip is easy, keys that may
hold personal data or secrets are blanked here, whoever wrote the line.
"""

import logging
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

__all__ = ["BLANK", "configure"]

BLANK = "[blanked]"
Now = Callable[[], datetime]
_DEEPEST = 4
_LONGEST = 300
_PLACES = 6

# A key with one of these among its words is blanked, at any depth.
_PRIVATE_WORDS = """
    address answer answers attachment attachments authorization badge body contents cookie device
    devices email emails filename harm headers html ip line mailbox message name names narrative
    note officer owner owners password path payload phone phones plate postal query rationale
    recipient requester risk salt secret secrets sender signature street subject supervisor text
    token tokens url
"""
_PRIVATE = frozenset(_PRIVATE_WORDS.split())
# These hold such a word and are opaque ids or numbers all the same.
_PUBLIC = frozenset({"device_alias", "message_ts", "owner_alias", "body_bytes", "text_bytes"})
# At DEBUG, and in part at INFO, these print payloads or addresses that hold tokens.
_QUIET = {
    "aiohttp.access": logging.WARNING,
    "aiosmtplib": logging.INFO,
    "alembic": logging.INFO,
    "asyncio": logging.INFO,
    "mail.log": logging.ERROR,
    "slack_bolt": logging.INFO,
    "slack_sdk": logging.INFO,
    "sqlalchemy": logging.WARNING,
}
# On a bad signature bolt logs the whole body at INFO under this name; no level stops it.
_LEAKY = "slack_bolt.RequestVerification"


def configure(
    now: Now,
    *,
    debug: bool = False,
    stream: TextIO | None = None,
    spoken: tuple[type[BaseException], ...] = (),
) -> None:
    """Send every log line of this process to one stream; calling it again replaces the set-up.

    `debug` lets our own DEBUG lines through, never those of the Slack libraries. The words of an
    error are logged only for the classes in `spoken`, whose messages carry no personal values.
    """
    out = sys.stdout if stream is None else stream
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        _stamp(now),
        _fault(spoken),
        redact,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    _route(_handler(out, shared), logging.DEBUG if debug else logging.INFO)


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what may be personal or secret, at any depth, and clip what is long."""
    return {
        key: value if key.startswith("_") else _clean(key, value, _DEEPEST)
        for key, value in event.items()
    }


def _clean(key: str, value: object, depth: int) -> object:
    if key not in _PUBLIC and not _PRIVATE.isdisjoint(key.lower().split("_")):
        return BLANK
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(k): _clean(str(k), v, depth - 1) for k, v in value.items()} if depth else BLANK
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", one, depth - 1) for one in value] if depth else BLANK
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _stamp(now: Now) -> Processor:
    def stamp(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["at"] = now().isoformat(timespec="microseconds").replace("+00:00", "Z")
        return event

    return stamp


def _fault(spoken: tuple[type[BaseException], ...]) -> Processor:
    """Replace an exception by its type and place, since its words may quote what it choked on."""

    def fault(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        error = _error(event.pop("exc_info", None))
        event.pop("stack_info", None)
        if error is not None:
            event["error"] = type(error).__qualname__
            event["where"] = _places(error.__traceback__)
            if isinstance(error, spoken):
                event["error_reason"] = str(error)
        return event

    return fault


def _error(raised: object) -> BaseException | None:
    if isinstance(raised, BaseException):
        return raised
    if isinstance(raised, tuple):
        return raised[1] if isinstance(raised[1], BaseException) else None
    return sys.exc_info()[1] if raised else None


def _places(trace: TracebackType | None) -> Sequence[str]:
    frames = traceback.extract_tb(trace)[-_PLACES:]
    short = [(*frame.filename.split("/")[-2:], frame.lineno) for frame in frames]
    return [f"{'/'.join(str(part) for part in one[:-1])}:{one[-1]}" for one in short]


def _foreign(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep the first words of a library's sentence: what follows may quote a payload."""
    words = re.split(r"[\n\r({\[<:'\"=]", str(event["event"]), maxsplit=1)[0]
    event["event"] = f"library {words[:80].strip()}".strip()
    return event


def _no_leak(record: logging.LogRecord) -> bool:
    return not record.name.startswith(_LEAKY)


def _handler(out: TextIO, shared: Sequence[Processor]) -> logging.Handler:
    handler = logging.StreamHandler(out)
    handler.addFilter(_no_leak)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_foreign, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(pretty=out.isatty()),
            ],
        )
    )
    return handler


def _renderer(*, pretty: bool) -> Processor:
    if pretty:
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _route(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(quiet)
    logging.captureWarnings(capture=True)
