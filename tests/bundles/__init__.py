"""Bundles made of random histories, checked by the program, by others, and with bytes changed."""
