"""The corpus: named messages, each with what must become of it. Made anew for every run."""

from collections.abc import Iterator
from functools import cache

from tests.corpus import mail_forged, mail_hostile, mail_malformed, mail_valid
from tests.corpus.mail_expected import Sent


@cache
def corpus() -> tuple[Sent, ...]:
    """Return every message, each name once."""
    found = tuple(_all())
    if len({sent.name for sent in found}) != len(found):
        raise ValueError("expected each name once")
    return found


def _all() -> Iterator[Sent]:
    for part in (mail_valid, mail_forged, mail_malformed, mail_hostile):
        yield from part.messages()
