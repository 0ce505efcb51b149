"""One module for each command of `python -m decision_aid`."""
