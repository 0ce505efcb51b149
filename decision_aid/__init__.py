"""A risk/benefit decision aid on ketamine for long-term pain, usable without a browser or a server."""

from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "content"
