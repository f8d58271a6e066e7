"""The words of the command line, one file each, registered in `bot/__main__.py`."""
