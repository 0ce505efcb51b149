"""The page of the consideration 'side_effects'."""

from decision_aid.screen import parts

parts.consideration("side_effects")
