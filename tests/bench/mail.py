"""What one mail costs to read, to check, to understand and to score, without database and DNS.

The aim, 20 ms, is for an ordinary mail; the largest and the worst of the corpus are shown beside.
"""

import time
from collections.abc import Callable
from statistics import median

from bot.domain.red_flags import Signals, raised
from bot.workflow.senders import Senders
from bot.workflow.tracing import marks_of
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.claim import claim_of
from handlers.intake.email.found import find
from handlers.intake.email.letter import read_letter
from handlers.intake.email.mailroom import incoming
from handlers.intake.email.unfit import Unfit
from tests.bench.figures import MILLISECONDS, Figure, percentile
from tests.corpus.mail import corpus
from tests.corpus.mail_valid import with_file
from tests.corpus.mail_writing import GATEWAY, OURS, FakeRecords, believed, letter, signed
from tests.factories import AGENCY
from tests.fakes.clock import START

AIM = 20.0
"""Milliseconds for one mail."""


async def measure(rounds: int) -> list[Figure]:
    """Read an ordinary mail `rounds` times, and every message of the corpus once."""
    authenticator = Authenticator(
        records=FakeRecords(), authserv_id=OURS, sealers=frozenset({GATEWAY})
    )

    def once(raw: bytes) -> float:
        return _seconds(lambda: _understood(authenticator, raw))

    plain = believed(signed(letter()))
    document = believed(signed(with_file(b"\x89" * 1_000_000, "statement.pdf")))
    once(plain)
    ordinary = [once(plain) for _ in range(rounds)]
    documents = [once(document) for _ in range(max(rounds // 20, 1))]
    sent = {one.name: once(one.raw) for one in corpus()}
    worst = max(sent, key=lambda name: sent[name])
    return [
        _figure("mail, ordinary, p50", median(ordinary), f"{rounds} mails", AIM),
        _figure("mail, ordinary, p99", percentile(ordinary, 0.99), "", AIM),
        _figure("mail with a document of 1 MB, p50", median(documents), "hashed three times"),
        _figure("mail of the corpus, p50", median(sent.values()), f"{len(sent)} messages", AIM),
        _figure("mail of the corpus, slowest", sent[worst], worst),
    ]


def _understood(authenticator: Authenticator, raw: bytes) -> object:
    read = read_letter(raw)
    if isinstance(read, Unfit):
        return read
    found = find(read.subject, read.text)
    seen = authenticator.check(read, START.timestamp())
    claim = claim_of(read.sender.domain, Senders(of_domain=(AGENCY,)), read.text)
    made = incoming(read, found, claim, seen)
    # Scored, too: the marks by which it is looked up, and every rule of red flags.
    marks = marks_of(bytes(32), made.request, made.channel)
    return made, marks, raised(made.request, Signals(domains=AGENCY.domains, numbers=2))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _figure(name: str, seconds: float, note: str, aim: float | None = None) -> Figure:
    return Figure(name=name, value=seconds * 1e3, unit=MILLISECONDS, aim=aim, note=note)
