"""What makes a case unreadable for ever, as `storage` implements it."""

from typing import Protocol


class Erasures(Protocol):
    """Erasing, inside the transaction that puts it on the record."""

    def erase(self, case: str) -> None:
        """Delete the case's key and secret, its drafts, its files, and links to its documents.

        The links of status pages and of owners' pages stay: those pages say what happened, in
        neutral words, and the owner's proof of it, and hold nothing personal any more.
        """
