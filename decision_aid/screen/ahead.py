"""What can be made once at the set-up: `python -m decision_aid.screen.ahead`. Without it a start takes longer."""

from __future__ import annotations

import sys

from decision_aid.figures import draw_ahead
from decision_aid.kept_content import load
from decision_aid.screen.static_files import COPIES, home, make_copies
from decision_aid.source_files import ContentError

if __name__ == "__main__":
    make_copies(home(), COPIES)
    try:
        content = load()
        draw_ahead(content.outcomes.values(), content.interface.figures)
    except ContentError as error:
        # The start itself will refuse; the set-up has done its part.
        sys.stderr.write(f"{error}\n")
