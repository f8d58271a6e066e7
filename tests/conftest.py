"""What every test starts from: a clock that stands still, and no proxy in the way."""

import asyncio
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.fakes.clock import FrozenClock
from tests.tried import TRIED, line

# The Slack client sends even loopback calls through a proxy that the environment names.
for _name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(_name, None)

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)

# Short enough for every run; `--hypothesis-profile deep` looks for longer.
_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("usual", deadline=None, max_examples=60, suppress_health_check=_SLOW)
settings.register_profile("deep", deadline=None, max_examples=5000, suppress_health_check=_SLOW)
settings.load_profile("usual")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its counts of fuzzed inputs to whoever sums the run up."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["tried"] = dict(TRIED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Add what a worker tried."""
    TRIED.update(getattr(node, "workeroutput", {}).get("tried", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many inputs were tried."""
    if line():
        terminalreporter.write_line(line())


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands at 2026-11-21 20:00 UTC until it is told to move."""
    return FrozenClock()
