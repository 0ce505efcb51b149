"""A risk/benefit decision aid on ketamine for long-term pain, usable without a browser or a server."""
