"""Whom to call: always the next on the rota, never the choice of the person before."""

from bot.domain.case import Case
from bot.domain.events import Event, PeoplePaged
from bot.domain.roster import Ref, Role, Roster

CALLERS = (Role.INTAKE, Role.CUSTODIAN, Role.REVIEWER)
"""Who calls the agency, in this order: a caller who does not review keeps the two apart."""


SENIOR_CALL = "senior_call"
"""As what a senior is called who must speak to the agency; it asks for no determination."""
STAND_BY = "stand_by"
"""Why a senior is called who may have to decide once two have."""


def _turn(case: Case) -> int:
    return int(case.number[-6:]) * 2


def _paged(case: Case, role: str) -> frozenset[Ref]:
    """Whoever was called to the current version; a new one calls people anew."""
    return frozenset(p.person for p in case.paged if p.role == role and p.at >= case.version_at)


def _out(case: Case) -> frozenset[Ref]:
    return case.recused | case.used


def reviewers(case: Case, roster: Roster, count: int) -> tuple[Ref, ...]:
    """Return the next `count` reviewers who were not paged, have not filed and are not recused.

    Seniors who also review come last, so that one is left who can settle a disagreement.
    """
    without = _out(case) | _paged(case, "reviewer") | _paged(case, "backup")
    able = roster.rota(Role.REVIEWER, _turn(case), without)
    senior = set(roster.rota(Role.SENIOR, 0, frozenset()))
    return tuple(sorted(able, key=lambda ref: ref in senior))[:count]


def callers(case: Case, roster: Roster, busy: frozenset[Ref] = frozenset()) -> tuple[Ref, ...]:
    """Return the next caller: not who logged the request, and rather not a reviewer."""
    logged = frozenset({case.logged_by} if case.logged_by else ())
    without = case.recused | _paged(case, "caller") | logged | busy
    for role in CALLERS:
        able = roster.rota(role, _turn(case), without)
        if able:
            return able[:1]
    return ()


def seniors(case: Case, roster: Roster) -> tuple[Ref, ...]:
    """Return every senior on duty who has not decided the case."""
    return roster.rota(Role.SENIOR, _turn(case), _out(case))


def standing_by(case: Case, roster: Roster) -> Event:
    """Return the page that follows every first determination, of nobody where nobody is needed.

    There is always one: an entry that only followed an unsure answer could be counted by whoever
    is to file the second. Called are seniors who do not review, and only where nobody was called
    as one; whoever does both hears of it when both have filed.
    """
    wanted = any(f.wants_senior for f in case.filed)
    called = any(p.role == "senior" and p.at >= case.version_at for p in case.paged)
    both = {p.ref for p in roster.people if p.may(Role.REVIEWER)}
    able = tuple(p for p in seniors(case, roster) if p not in both)
    return PeoplePaged(people=able if wanted and not called else (), role="senior", why=STAND_BY)


def stands_by(case: Case, person: Ref) -> bool:
    """Whether `person` was last called in case a senior is needed, and so knows of an answer.

    A later call for something else, such as when every reviewer is used up, ends it.
    """
    calls = [p.why for p in case.paged if p.person == person and p.at >= case.version_at]
    return calls[-1:] == [STAND_BY]


def custodians(case: Case, roster: Roster) -> tuple[Ref, ...]:
    """Return every custodian on duty who may release: nobody who reviewed the case."""
    return roster.rota(Role.CUSTODIAN, _turn(case), case.recused | case.ever_filed)


def anew(case: Case, roster: Roster, why: str) -> tuple[Event, ...]:
    """Page two reviewers for a new version, of which nobody has decided anything yet."""
    return page(reviewers(case, roster, 2), "reviewer", why)


def page(people: tuple[Ref, ...], role: str, why: str) -> tuple[Event, ...]:
    """Return the page, or nothing when there is nobody to call."""
    return (PeoplePaged(people=people, role=role, why=why),) if people else ()


def at_receipt(case: Case, roster: Roster) -> tuple[Event, ...]:
    """Page two reviewers and a caller."""
    two = reviewers(case, roster, 2)
    return (
        *page(two, "reviewer", "received"),
        *page(callers(case, roster, frozenset(two)), "caller", "received"),
    )


def backup(case: Case, roster: Roster, clock: str) -> tuple[Event, ...]:
    """Page who takes over when `clock` was missed; a senior where the rota has run out."""
    if clock in ("triage", "verification", "handover"):
        people, role = callers(case, roster), "caller"
    else:
        people, role = reviewers(case, roster, 1), "backup"
    return page(people, role, clock) or page(seniors(case, roster), "senior", clock)
