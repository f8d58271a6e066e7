"""The ways in which an owner is told, one file each."""
