"""How fast the aid is and how many readers it holds, beside a two-page app that does nothing: `make bench`."""
