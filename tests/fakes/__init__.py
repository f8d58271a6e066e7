"""Plain stand-ins that keep the limits of the real things."""
