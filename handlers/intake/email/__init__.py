"""Requests by mail: read, authenticated against forgers, and turned into cases."""
