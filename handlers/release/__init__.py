"""The custodian's forms: clearing items and recording the hand-over."""
