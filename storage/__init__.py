"""Everything that is remembered, on SQLite and on PostgreSQL alike."""
