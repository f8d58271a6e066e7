"""Exigent: two people decide on a police emergency request, on the record, in time."""
