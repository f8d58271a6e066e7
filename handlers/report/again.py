"""How to make a report again: the words to type on the server."""

from bot.domain.report.figures import Report


def counting(made: Report) -> str:
    """Return the command that counts the same period at the same checkpoint."""
    period, size = made.counted.period, made.checkpoint.size
    return f"exigent report --from {period.start} --to {period.end} --at {size} --to-dir FOLDER"


def comparing() -> str:
    """Return the command that compares every byte of what was published."""
    return "exigent report --check report.json"
