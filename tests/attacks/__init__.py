"""Attacks on a record with history, by whoever owns database, files or keys."""
