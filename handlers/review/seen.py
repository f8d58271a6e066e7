"""What a reviewer had before them, carried from step to step in the form's metadata."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case
from bot.domain.codec import instant_of, instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Case, version and package digest as shown, and when the form was opened (UTC)."""

    case: str
    version: int
    package: str
    opened_at: datetime

    @classmethod
    def of(cls, case: Case, opened_at: datetime) -> "Seen":
        """What somebody sees who opens `case` now."""
        return cls(
            case=case.number, version=case.version, package=case.package, opened_at=opened_at
        )

    @classmethod
    def read(cls, metadata: str) -> "Seen":
        """Read a form's `private_metadata`; raises ValueError, KeyError or TypeError for others."""
        given = json.loads(metadata)
        return cls(
            case=str(given["c"]),
            version=int(given["v"]),
            package=str(given["d"]),
            opened_at=instant_of(given["o"]),
        )

    def ids(self) -> dict[str, str | int]:
        """The metadata's members: identifiers only."""
        return {
            "c": self.case,
            "v": self.version,
            "d": self.package,
            "o": instant_text(self.opened_at),
        }

    def still(self, case: Case) -> bool:
        """Whether the case is still what was seen."""
        return (self.version, self.package) == (case.version, case.package)
