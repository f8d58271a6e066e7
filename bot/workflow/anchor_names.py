"""The names of the anchors: each is a port, a lane of tasks, and a row's name in the database."""

from typing import Final

ANCHOR_FILE: Final = "anchor.file"
ANCHOR_SLACK: Final = "anchor.slack"
ANCHOR_EMAIL: Final = "anchor.email"
ANCHOR_HTTP: Final = "anchor.http"
ANCHOR_STAMP: Final = "anchor.stamp"
ANCHOR_WITNESS: Final = "anchor.witness"
ANCHORS: Final = (
    ANCHOR_FILE,
    ANCHOR_SLACK,
    ANCHOR_EMAIL,
    ANCHOR_HTTP,
    ANCHOR_STAMP,
    ANCHOR_WITNESS,
)
HOUR: Final = "record.hour"
"""The port of the task that has the record's head published every hour."""
