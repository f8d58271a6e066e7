"""The claims of the project, each with a test that can fail."""
