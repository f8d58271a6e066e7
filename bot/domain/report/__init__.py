"""The transparency report: figures counted from what is public in the record, and nothing else."""
