"""The log: one stream, ids and reasons, and nothing of a person."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.log import BLANK, configure
from tests.fakes.clock import FrozenClock


class SpokenError(Exception):
    """Stands for the root of our own errors."""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def out() -> io.StringIO:
    """Configure the log onto a stream in memory."""
    stream = io.StringIO()
    configure(FrozenClock().law, stream=stream, spoken=(SpokenError,))
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read back what was logged."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_line_is_json_with_context(out: io.StringIO) -> None:
    """A line holds the event, its ids, the bound context, the level and the clock's instant."""
    structlog.contextvars.bind_contextvars(case="EDR-2026-000001")
    structlog.get_logger("bot.x").info("case.opened", reason="granted_full", seconds=1.5)
    assert lines(out) == [
        {
            "event": "case.opened",
            "case": "EDR-2026-000001",
            "reason": "granted_full",
            "seconds": 1.5,
            "logger": "bot.x",
            "level": "info",
            "at": "2026-11-21T20:00:00.000000Z",
        }
    ]


@pytest.mark.parametrize(
    "key", ["email", "officer_name", "narrative", "bot_token", "headers", "status_url", "Phone"]
)
def test_private_keys_are_blanked_at_any_depth(key: str, out: io.StringIO) -> None:
    """A key that may hold personal data or a secret is blanked, inside lists and tables too."""
    structlog.get_logger().info("x.y", **{key: "hush"}, below=[{"deeper": {key: "hush"}}])
    assert "hush" not in out.getvalue()
    assert lines(out)[0][key] == BLANK
    assert lines(out)[0]["below"][0]["deeper"][key] == BLANK


def test_what_is_too_deep_is_blanked(out: io.StringIO) -> None:
    """Nothing is rendered below the depth that is looked at."""
    structlog.get_logger().info("x.y", a={"a": {"a": {"a": {"a": {"a": "hush"}}}}})
    assert "hush" not in out.getvalue()


def test_exception_shows_type_and_place_only(out: io.StringIO) -> None:
    """An exception's words may quote a person, so its type and places stand alone."""
    try:
        int("Jane Roe, 555 0100")
    except ValueError:
        structlog.get_logger().exception("task.failed")
    (line,) = lines(out)
    assert line["error"] == "ValueError"
    assert line["where"][-1].startswith("bot/test_log.py:")
    assert "Jane" not in out.getvalue()


def test_own_errors_keep_their_words(out: io.StringIO) -> None:
    """The words of our own errors are made of ids and reasons, so they are logged."""
    structlog.get_logger().error("task.failed", exc_info=SpokenError("case is closed"))
    assert lines(out)[0]["error_reason"] == "case is closed"


def test_library_lines_lose_what_they_quote(out: io.StringIO) -> None:
    """A library's line joins the stream with its first words; payloads behind them are dropped."""
    logging.getLogger("slack_bolt.App").warning("Unhandled request ({'user': 'Jane'})")
    try:
        int("Jane")
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling request from %s", "Jane:1")
    first, second = lines(out)
    assert first["event"] == "library Unhandled request"
    assert first["logger"] == "slack_bolt.App"
    assert second["error"] == "ValueError"
    assert "'user'" not in out.getvalue()


def test_bolts_bad_signature_line_is_dropped(out: io.StringIO) -> None:
    """The line in which bolt prints a forged body never appears."""
    logging.getLogger("slack_bolt.RequestVerification").info("Invalid request signature: hush")
    assert out.getvalue() == ""


@pytest.mark.parametrize("name", ["slack_sdk.web.async_client", "slack_bolt.AsyncApp"])
def test_slack_libraries_never_speak_at_debug(name: str) -> None:
    """Even with debug on, the Slack libraries stay at INFO while ours go to DEBUG."""
    stream = io.StringIO()
    configure(FrozenClock().law, debug=True, stream=stream)
    logging.getLogger(name).debug("body hush")
    structlog.get_logger("bot.y").debug("task.claimed")
    assert [line["event"] for line in lines(stream)] == ["task.claimed"]


def test_configuring_again_replaces(out: io.StringIO) -> None:
    """A second set-up writes each line once, to the new stream."""
    again = io.StringIO()
    configure(FrozenClock().law, stream=again)
    structlog.get_logger().info("x.y")
    assert out.getvalue() == ""
    assert len(lines(again)) == 1


def test_terminal_gets_readable_lines() -> None:
    """On a terminal the line is for people, with the same blanks."""
    stream = Terminal()
    configure(FrozenClock().law, stream=stream)
    structlog.get_logger().warning("case.opened", email="hush@example.com", case="EDR-2026-000001")
    assert "case.opened" in stream.getvalue()
    assert "hush" not in stream.getvalue()
    with pytest.raises(json.JSONDecodeError):
        lines(stream)


def test_standard_output_is_the_usual_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a stream, lines go to standard output and nothing to standard error."""
    configure(FrozenClock().law, stream=sys.stdout)
    structlog.get_logger().info("case.opened")
    captured = capsys.readouterr()
    assert json.loads(captured.out)["event"] == "case.opened"
    assert captured.err == ""
