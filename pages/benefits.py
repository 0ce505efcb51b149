"""The page of the consideration 'benefits'."""

from decision_aid.screen import parts

parts.consideration("benefits")
