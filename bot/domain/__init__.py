"""The law of the case: pure functions over frozen values, with time and people as arguments."""
