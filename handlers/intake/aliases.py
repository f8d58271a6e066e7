"""Devices keep their alias over all versions of a request: D1 is D1 to the end of the case."""

from collections.abc import Iterable, Mapping

from bot.domain.events import CaseOpened, RequestAmended, RequestCompleted
from bot.domain.request import DataSought
from bot.workflow.dossier import Dossier


def same(device: str | None) -> str:
    """What two writings of one device have in common: spacing and letter case aside."""
    return " ".join((device or "").split()).casefold()


def known(dossier: Dossier) -> tuple[DataSought, ...]:
    """Return every device's part in every version that the reader may see, oldest first."""
    events = (h.event for h in dossier.history)
    asking = (CaseOpened, RequestCompleted, RequestAmended)
    requests = [e.request for e in events if isinstance(e, asking)]
    current = dossier.opened.request
    return tuple(s for r in (*requests, *((current,) if current else ())) for s in r.data_sought)


def aliases(devices: Iterable[str], earlier: Iterable[DataSought]) -> Mapping[str, str]:
    """Return an alias for each device, by the text as given; an alias is never used for another.

    An alias whose device is no longer readable stays taken.
    """
    given = list(earlier)
    by_device = {same(s.device): s.alias for s in reversed(given) if same(s.device)}
    last = max((_number(s.alias) for s in given), default=0)
    found: dict[str, str] = {}
    for device in devices:
        key = same(device)
        if key not in by_device:
            last += 1
            by_device[key] = f"D{last}"
        found[device] = by_device[key]
    return found


def _number(alias: str) -> int:
    return int(alias[1:]) if alias[1:].isdecimal() else 0
