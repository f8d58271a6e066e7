"""What happens outside any case: to the agency directory, to the settings, at the door."""

from bot.domain.events.anchoring import Anchoring
from bot.domain.events.clocks import ClockWentBack
from bot.domain.events.directory import (
    AgencyListed,
    DirectoryCommandRefused,
    DirectoryConfirmed,
    DirectoryProposed,
    DirectoryRefused,
    DirectoryVouched,
    OldNumberCalled,
)
from bot.domain.events.exporting import Exporting
from bot.domain.events.housekeeping import (
    ConfigurationRecorded,
    DirectoryImported,
    RecordExported,
    RequestHeld,
    RequestLifted,
    TrafficRefused,
)
from bot.domain.events.keeping import OfKeys
from bot.domain.events.publishing import Publishing
from bot.domain.events.texts import OfTexts

Directory = (
    DirectoryProposed
    | OldNumberCalled
    | DirectoryVouched
    | DirectoryConfirmed
    | DirectoryRefused
    | AgencyListed
    | DirectoryCommandRefused
)
"""What happens to the agency directory, which is the fold of these."""

Outside = (
    ConfigurationRecorded
    | ClockWentBack
    | Directory
    | TrafficRefused
    | DirectoryImported
    | RecordExported
    | RequestHeld
    | RequestLifted
    | Exporting
    | OfTexts
    | Publishing
    | OfKeys
    | Anchoring
)
"""What happens outside any case; no fold of a case sees it."""
