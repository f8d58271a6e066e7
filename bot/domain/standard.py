"""What a legal standard must answer. One file per jurisdiction; nothing else knows a country."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.determination import Answer
from bot.domain.request import AgencyKind, Category, DataClass


class Standard(Protocol):
    """The rules of one jurisdiction, read by the engine.

    Every figure an implementation returns names its provision beside it.
    """

    @property
    def name(self) -> str:
        """The settings' word for it, such as `us_federal`."""

    @property
    def version(self) -> str:
        """Changes whenever a rule changes; part of the package that is approved."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def voluntary(self) -> bool:
        """Whether disclosure is the provider's choice."""

    def provision(self, data_class: DataClass) -> str:
        """The provision that allows a disclosure of `data_class`."""

    def lawful_requester(
        self, kind: AgencyKind, country: str, data_class: DataClass
    ) -> tuple[Answer, str]:
        """E1 as the product answers it, and the reason shown beside it."""

    def askable(self, category: Category) -> bool:
        """Whether the standard knows this category at all."""

    def follow_up_due(self, released_at: datetime, promised: datetime | None) -> datetime:
        """When the legal process that follows a release is due (UTC).

        `promised` is the agency's own date, None where it gave none. A standard that counts court
        days counts them here.
        """

    @property
    def notice_target(self) -> timedelta | None:
        """When a notice is due after the end of the emergency; None: the settings' policy."""
