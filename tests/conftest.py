"""What every test starts from: a clock that stands still, and no proxy in the way."""

import os

import pytest

from tests.fakes.clock import FrozenClock

# The Slack client sends even loopback calls through a proxy that the environment names.
for _name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(_name, None)


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands at 2026-11-21 20:00 UTC until it is told to move."""
    return FrozenClock()
