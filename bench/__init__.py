"""Speed and size of the house, measured against the bare limit; `python -m bench`."""
