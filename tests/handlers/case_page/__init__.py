"""Claims about the page of an exported case."""
