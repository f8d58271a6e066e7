"""Reports with invented figures, for whoever draws them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.errors import ExigentError
from bot.domain.report import figures as fg
from bot.domain.report.catalogue import CHAPTERS
from bot.domain.report.definitions import Definition
from bot.domain.report.keys import AGENCY_KEYS
from bot.domain.report.period import Period
from bot.domain.roster import Ref

COMPANY: Final = "Example Cameras"
HALF: Final = Period(start=date(2026, 1, 1), end=date(2026, 7, 1))
NOTE: Final = "record.cameras.example\n431\nq83vASNFZ4k=\n\n— record.cameras.example AbCd\n"
Pair = tuple[int | None, int | None]
Values = Mapping[str, Pair]
"""Two numbers by `chapter.figure` or `chapter.figure.key`; what is not named is zero."""

PLAYED: Final[Values] = {
    "requests.received": (23, 17),
    "requests.by_country_and_kind.US/local": (15, 12),
    "requests.by_country_and_kind.US/state": (5, 4),
    "requests.by_country_and_kind.CA/federal": (3, 1),
    "requests.open_at_start": (1, 2),
    "requests.open_at_end": (2, 1),
    "verification.identity.verified": (18, 13),
    "verification.identity.failed": (3, 3),
    "verification.identity.fraudulent": (1, 0),
    "verification.identity.not_completed": (1, 1),
    "decisions.became.granted_full": (2, 1),
    "decisions.became.granted_partial": (9, 8),
    "decisions.became.refused": (6, 5),
    "decisions.became.fraud": (1, 0),
    "decisions.became.withdrawn": (2, 1),
    "decisions.became.lapsed": (1, 1),
    "decisions.became.open": (2, 1),
    "decisions.ended.granted_partial": (10, 8),
    "decisions.ended.refused": (6, 5),
    "decisions.by_reason.granted_partial": (10, 8),
    "decisions.by_reason.refused_not_emergency": (3, 4),
    "decisions.by_reason.refused_overbroad": (2, 1),
    "decisions.by_reason.refused_unverified": (1, 0),
    "decisions.approvals": (12, 9),
    "decisions.disagreements": (2, 1),
    "decisions.escalations.disagreement": (2, 1),
    "decisions.escalations.unsure": (1, 0),
    "times.decided": (18, 14),
    "times.to_decision.median": (2460, 3120),
    "times.to_decision.percentile_95": (13_200, 15_480),
    "times.released": (11, 9),
    "times.to_release.median": (3900, 4500),
    "times.to_release.percentile_95": (17_940, None),
    "times.limits_missed.second_determination": (3, 5),
    "times.limits_missed.notice": (1, 0),
    "disclosed.releases": (11, 9),
    "disclosed.by_class.contents_only": (7, 6),
    "disclosed.by_class.both": (2, 3),
    "disclosed.by_class.records_only": (2, 0),
    "disclosed.by_category.video": (9, 9),
    "disclosed.by_category.motion_log": (4, 3),
    "disclosed.devices": (14, 10),
    "disclosed.accounts": (16, 12),
    "disclosed.video_minutes": (185, 240),
    "disclosed.preservations": (23, 17),
    "disclosed.devices_preserved": (31, 19),
    "notices.people_told": (12, 10),
    "notices.owing_at_start": (2, 1),
    "notices.came_to_be_owed": (16, 12),
    "notices.ended.sent": (11, 10),
    "notices.ended.unreachable": (1, 0),
    "notices.sent.email": (10, 9),
    "notices.sent.letter": (2, 1),
    "notices.promptness.in_time": (11, 8),
    "notices.promptness.late": (1, 2),
    "notices.delayed.victim_safety": (2, 1),
    "notices.owing_at_end.withheld": (2, 1),
    "notices.owing_at_end.not_yet_due": (3, 1),
    "notices.withheld_at_end.victim_safety": (2, 1),
    "follow_up.owed": (9, 8),
    "follow_up.ended.in_time": (6, 6),
    "follow_up.ended.late": (1, 1),
    "follow_up.ended.never": (1, 1),
    "outcomes.found.confirmed": (14, 11),
    "outcomes.found.mistaken": (3, 2),
    "outcomes.found.misrepresented": (1, 1),
    "outcomes.found.unknown": (2, 0),
    "outcomes.unanswered": (1, 0),
    "safeguards.forgeries.before_release": (1, 0),
    "safeguards.lists_compared": (181, 184),
    "safeguards.turned_away": (1204, 388),
}
"""A half-year as it might have been."""
AGENCIES: Final[Mapping[str, Sequence[Pair]]] = {
    "Springfield Police Department": ((9, 8), (1, 1), (5, 4), (2, 3), (0, 0), (1, 0)),
    "Shelby County Sheriff": ((6, None), (1, None), (2, None), (2, None), (1, None), (0, None)),
    "": ((8, 9), (0, 0), (2, 4), (2, 2), (3, 2), (1, 1)),
}


def report(
    values: Values = PLAYED,
    agencies: Mapping[str, Sequence[Pair]] = AGENCIES,
    *,
    period: Period = HALF,
    over: bool = True,
) -> fg.Report:
    """Return a report with these figures, and zero for all others."""
    counted = fg.Counted(
        period=period,
        over=over,
        seen_until="2026-07-02T08:15:00.000000Z",
        sections=tuple(
            fg.Section(
                chapter=chapter,
                figures=tuple(_figure(values, chapter.name, one) for one in chapter.figures),
            )
            for chapter in CHAPTERS
        ),
        agencies=tuple(_agency(name, pairs) for name, pairs in agencies.items()),
    )
    note = fg.Named(origin="record.cameras.example", size=431, root="q83vASNFZ4k=", text=NOTE)
    return fg.Report(counted=counted, checkpoint=note)


def _figure(values: Values, chapter: str, definition: Definition) -> fg.Figure:
    name = f"{chapter}.{definition.name}"
    if definition.free:
        keys = [one.removeprefix(f"{name}.") for one in values if one.startswith(f"{name}.")]
    else:
        keys = [key for key, _ in definition.keys] or [""]
    rows = [_row(key, values.get(f"{name}.{key}" if key else name, (0, 0))) for key in keys]
    return fg.Figure(definition=definition, rows=tuple(rows))


def _row(key: str, pair: Pair) -> fg.Row:
    return fg.Row(key=key, value=pair[0], previous=pair[1])


def _agency(name: str, pairs: Sequence[Pair]) -> fg.AgencyRows:
    keys = [key for key, _ in AGENCY_KEYS]
    rows = tuple(_row(key, pair) for key, pair in zip(keys, pairs, strict=True))
    return fg.AgencyRows(name=name, rows=rows)


class Books:
    """Counts whatever period is asked for as the invented half-year, and keeps who asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Period, Ref]] = []
        self.fails: ExigentError | None = None

    async def __call__(self, period: Period, asker: Ref) -> fg.Report:
        """Return the invented figures, or fail as told."""
        self.asked.append((period, asker))
        if self.fails is not None:
            raise self.fails
        return report(period=period)
