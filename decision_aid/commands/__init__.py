"""What an editor can run: `python -m decision_aid COMMAND`."""
