"""Opens the house for one command: settings, keys and database, and its log out of the way."""

import contextlib
import io
from collections.abc import Iterator

from bot import log
from bot.clock import SystemClock
from bot.compose import House, open_office
from bot.domain.errors import ExigentError
from bot.settings import load


@contextlib.contextmanager
def opened(*, guards: bool = True) -> Iterator[House]:
    """Open the house that the settings describe, and close its database in the end.

    Without `guards` also where triggers were changed, for verification to tell of them.
    Raises BadSettings, or ExigentError for keys and databases that cannot be opened.
    """
    clock = SystemClock()
    quiet(clock)
    house = open_office(load(), clock, guards=guards)
    try:
        yield house
    finally:
        house.database.close()


def quiet(clock: SystemClock) -> None:
    """Keep log lines out of what a command prints."""
    log.configure(clock.law, stream=io.StringIO(), spoken=(ExigentError,))
