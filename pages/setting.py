"""The page of the consideration 'setting'."""

from decision_aid.screen import parts

parts.consideration("setting")
