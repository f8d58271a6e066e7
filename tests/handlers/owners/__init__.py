"""The owner's page over a real database and on a real socket."""
