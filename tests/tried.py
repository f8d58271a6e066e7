"""Counts the inputs that fuzzing tried; the run's summary prints them (tests/conftest.py)."""

from collections import Counter

TRIED: Counter[str] = Counter()
"""How many inputs of each kind were tried in this process."""


def tried(what: str, how: str, count: int = 1) -> None:
    """Count inputs: of what, and how they were made."""
    TRIED[f"{what}, {how}"] += count


def line() -> str:
    """One line for the summary; empty where nothing was fuzzed."""
    if not TRIED:
        return ""
    kinds = "; ".join(f"{kind}: {count}" for kind, count in sorted(TRIED.items()))
    return f"inputs tried: {TRIED.total()} ({kinds})"
