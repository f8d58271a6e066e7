"""The tables behind the agency directory: a projection of the record that rules may read fast."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text

from storage.columns import Count, UtcDateTime
from storage.shape import STRICT, Row, column
from storage.shape import key as key_of

__all__ = ["Agency", "AgencyCase", "AgencyFormerName", "AgencyNumber", "DirectoryProposal"]


class Agency(Row, table=True):
    """An agency of the directory; `folded` is its name as it is compared."""

    __tablename__ = "agency"
    __table_args__ = (Index("ix_agency_folded", "folded"), STRICT)
    key: str = key_of()
    name: str = column()
    folded: str = column()
    domains: str = column()
    zone: str = column()
    standing: str = column()
    kind: str = column()
    country: str = column()
    state: str = column()
    coming: str = column(sa_column_kwargs={"server_default": text("'[]'")})
    former: str = column(sa_column_kwargs={"server_default": text("'[]'")})
    listed_at: datetime | None = column(UtcDateTime, nullable=True)
    changes: int = column(Count, sa_column_kwargs={"server_default": text("0")})


class AgencyNumber(Row, table=True):
    """A number of an agency, at its place in the list."""

    __tablename__ = "agency_number"
    __table_args__ = (ForeignKeyConstraint(["agency_key"], ["agency.key"]), STRICT)
    agency_key: str = key_of()
    place: int = key_of(Count, autoincrement=False)
    key: str = column()
    number: str = column()
    label: str = column()
    source: str = column()
    checked: str = column()
    dispatch: int = column(Count)


class AgencyFormerName(Row, table=True):
    """A name that an agency bore before, so that its older cases still find it."""

    __tablename__ = "agency_former_name"
    __table_args__ = (ForeignKeyConstraint(["agency_key"], ["agency.key"]), STRICT)
    folded: str = key_of()
    agency_key: str = key_of()


class AgencyCase(Row, table=True):
    """Which case was asked for in which agency's name."""

    __tablename__ = "agency_case"
    folded: str = key_of()
    case_number: str = key_of()
    at: datetime = column(UtcDateTime)


class DirectoryProposal(Row, table=True):
    """A proposed change of the directory, as the fold of the record has it."""

    __tablename__ = "directory_proposal"
    __table_args__ = (Index("ix_directory_proposal_state", "state"), STRICT)
    number: int = key_of(Count, autoincrement=False)
    state: str = column()
    content: str = column()
