"""The ways in which a request arrives, one file each."""
