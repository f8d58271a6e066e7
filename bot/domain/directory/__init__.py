"""The life of the agency directory: a fold of the record, changed by two people."""
