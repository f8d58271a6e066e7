"""The officer's own pages: the form of a request, and what happens to it afterwards."""
