"""The page of the consideration 'research'."""

from decision_aid.screen import parts

parts.consideration("research")
