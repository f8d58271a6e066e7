"""No sequence of one person's commands makes a number or domain usable, or a standing higher."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directory import commands as cm
from bot.domain.directory.merging import QUARANTINE, rank
from bot.domain.directory.state import Directory, evolve
from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.listed import STANDINGS, DirectoryNumber, ListedAgency
from bot.domain.roster import SYSTEM, Ref
from bot.domain.stamp import Stamp
from tests import factories as make
from tests.directory_given import DIGEST, Directories
from tests.factories import ANA, BEN, CYD, SAM

PEOPLE = (ANA, BEN, CYD, SAM)
NUMBERS = tuple(f"+1 555 010 01{n}" for n in ("00", "71", "72", "73"))
DOMAINS = ("springfieldpd.example", "sfpd.example", "sf-pd.example")
NAMES = (make.AGENCY.name, "Springfield Metro Police", "Harbor Police")

KINDS = (
    *("number", "domain", "standing", "zone", "name", "new", "mark", "call", "silence", "vouch"),
    *("confirm", "confirm", "refuse", "import", "agreed_number", "agreed_domain"),
)
Move = tuple[str, int, int, float]
MOVES = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from((0.0, 0.0, 0.5, 8.0)),
)


def number(place: int) -> DirectoryNumber:
    """One of a few numbers, some of which are dispatch desks."""
    return DirectoryNumber(
        key=f"x{place}",
        number=NUMBERS[place % len(NUMBERS)],
        label="desk",
        source="site",
        checked="2026-11-20",
        dispatch=place > 3,
    )


def wanted(known: ListedAgency, kind: str, place: int) -> ListedAgency:
    """The agency with something changed."""
    will = known.settled
    changes: dict[str, object] = {
        "number": {"numbers": (*will.numbers, number(place))[-(place + 1) :]},
        "domain": {"domains": (DOMAINS[place % len(DOMAINS)],)},
        "standing": {"standing": STANDINGS[place % len(STANDINGS)]},
        "zone": {"zone": ("America/Denver", "UTC")[place % 2]},
        "name": {"name": NAMES[place % len(NAMES)]},
        "import": {"numbers": (number(place),), "domains": (DOMAINS[place % len(DOMAINS)],)},
        "new": {"key": f"k{place}", "name": f"Agency {place}", "changes": 0, "former": ()},
    }[kind]
    return replace(will, **changes)  # type: ignore[arg-type]  # each names fields of an agency


def command(made: Directories, move: Move) -> cm.DirectoryCommand:
    """What one move tries now."""
    kind, place, which, _ = move
    known = made.agency()
    of = max(made.directory.proposals) - which
    match kind:
        case "mark":
            return cm.MarkCompromised(agency=known.key, why="why")
        case "call":
            answered, said = AnsweredBy.DISPATCH, OldNumber.CONFIRMED
            keys = [n.key for n in known.numbers] or ["n1"]
            key = keys[place % len(keys)]
            return cm.RecordOldCall(number=of, key=key, answered=answered, said=said)
        case "silence":
            keys = [n.key for n in known.numbers] or ["n1"]
            answered, said = AnsweredBy.NOBODY, OldNumber.NOBODY
            return cm.RecordOldCall(number=of, key=keys[0], answered=answered, said=said)
        case "vouch":
            return cm.VouchFor(number=of, why="dead line")
        case "confirm":
            return cm.ConfirmProposal(number=of)
        case "refuse":
            return cm.RefuseProposal(number=of, why="no")
        case "import":
            file = (wanted(known, kind, place),)
            return cm.ImportAgencies(agencies=file, digest=f"{place}" * 64)
    return cm.ProposeAgency(wanted=wanted(known, kind, place), source="site")


def play(made: Directories, who: Ref, move: Move) -> None:
    """Let somebody try it, some days later."""
    made.now += timedelta(days=move[3])
    if move[0].startswith("agreed_"):
        agree(made, move[0].removeprefix("agreed_"), move[1])
    else:
        made.do(command(made, move), who)


def agree(made: Directories, kind: str, place: int) -> None:
    """Let Ana propose, call the old number, and Ben confirm: the whole way at once."""
    change = cm.ProposeAgency(wanted=wanted(made.agency(), kind, place), source="site")
    keys = [n.key for n in made.agency().numbers]
    if made.do(change, ANA) is not None or not keys:
        return
    of = max(made.directory.proposals)
    heard = cm.RecordOldCall(
        number=of, key=keys[0], answered=AnsweredBy.DISPATCH, said=OldNumber.CONFIRMED
    )
    assert made.do(heard, BEN) is None
    assert made.do(cm.ConfirmProposal(number=of), BEN) is None


def usable(directory: Directory, made: Directories) -> dict[str, set[object]]:
    """Everything by which an agency is reached at this moment."""
    return {
        key: {*((n.number, n.dispatch) for n in a.at(made.now).numbers), *a.at(made.now).domains}
        for key, a in directory.agencies.items()
    }


@given(
    before=st.lists(st.tuples(st.sampled_from(PEOPLE), MOVES), max_size=12),
    who=st.sampled_from(PEOPLE),
    alone=st.lists(MOVES.filter(lambda m: not m[0].startswith("agreed_")), min_size=1, max_size=14),
)
def test_one_person_makes_nothing_usable_and_nothing_better(
    before: list[tuple[Ref, Move]], who: Ref, alone: list[Move]
) -> None:
    """Whatever others left open, one person only takes away and stops; time does what it said."""
    made = Directories().found()
    for other, move in before:
        play(made, other, move)
    for number_, proposal in made.directory.proposals.items():
        # What others began is confirmed by nobody but them here: it is one person who is alone.
        if proposal.open and proposal.by != who:
            made.do(cm.RefuseProposal(number=number_, why="settled"), BEN)
    will = made.agency().settled
    promised = {*((n.number, n.dispatch) for n in will.numbers), *will.domains}
    promised |= usable(made.directory, made)[make.AGENCY.key]
    standing = rank(made.agency().standing)
    known = set(made.directory.agencies)
    for move in alone:
        play(made, who, move)
        assert usable(made.directory, made)[make.AGENCY.key] <= promised
        assert rank(made.agency().standing) <= standing
        assert set(made.directory.agencies) == known
        standing = rank(made.agency().standing)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), MOVES), max_size=25))
def test_what_is_new_was_in_quarantine_for_seven_days(
    moves: list[tuple[Ref, Move]],
) -> None:
    """Whoever does what: no number or domain of a known agency counts that never waited."""
    made = Directories().found()
    first = usable(made.directory, made)[make.AGENCY.key]
    seen: dict[object, datetime] = {}
    for who, move in moves:
        play(made, who, move)
        counts = usable(made.directory, made)[make.AGENCY.key]
        fresh = counts - first - _weaker(counts, first)
        assert all(one in seen and made.now - seen[one] >= QUARANTINE for one in fresh)
        for coming in made.directory.agencies[make.AGENCY.key].coming:
            for one in (*((n.number, n.dispatch) for n in coming.numbers), *coming.domains):
                seen.setdefault(one, made.now)


def _weaker(counts: set[object], first: set[object]) -> set[object]:
    """Numbers that were dispatch desks and are none any more."""
    return {
        one
        for one in counts
        if isinstance(one, tuple) and one[1] is False and (one[0], True) in first
    }


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), MOVES), max_size=20))
def test_the_state_is_the_fold_of_what_happened(moves: list[tuple[Ref, Move]]) -> None:
    """Folding the entries anew gives the same directory, and each agency counts its changes."""
    made = Directories().found()
    times = []
    for who, move in moves:
        play(made, who, move)
    folded = Directory()
    for actor, event in made.entries:
        folded = evolve(folded, event, Stamp(made.now, actor))
    assert folded.agencies == made.directory.agencies
    assert {n: p.state for n, p in folded.proposals.items()} == {
        n: p.state for n, p in made.directory.proposals.items()
    }
    for key, agency in folded.agencies.items():
        listed = [e for _, e in made.entries if getattr(e, "agency", None) is not None]
        times = [e for e in listed if getattr(e.agency, "key", None) == key]
        assert agency.changes == len(times)


def test_a_quarantine_is_seven_days() -> None:
    """The length is part of the promise, not of a setting."""
    assert timedelta(days=7) == QUARANTINE
    made = Directories()
    assert made.do(cm.ImportAgencies(agencies=(make.AGENCY,), digest=DIGEST), SYSTEM) is None
