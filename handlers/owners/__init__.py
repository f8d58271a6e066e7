"""The owner's own page: what was given, the proof of it, and how to complain."""
