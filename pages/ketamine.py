"""The page of the consideration 'ketamine'."""

from decision_aid.screen import parts

parts.consideration("ketamine")
