"""The places outside the database where checkpoints are published."""
