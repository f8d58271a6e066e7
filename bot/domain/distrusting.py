"""Stopping a case because its agency is not trusted any more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StopForAgency:
    """Stop a case whose agency the directory says is compromised or blocked."""

    agency: str
