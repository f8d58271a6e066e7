"""What was found due to be erased at the last look, for whoever draws it."""

from dataclasses import dataclass


@dataclass(slots=True)
class DueToErase:
    """The cases by number, oldest first; empty until the first look."""

    numbers: tuple[str, ...] = ()
