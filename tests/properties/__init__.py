"""The promises that must never break, tried with any input."""
