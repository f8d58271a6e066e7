"""The ways in which a request arrives."""
