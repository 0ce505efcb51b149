"""The page of the consideration 'prior_treatments'."""

from decision_aid.screen import parts

parts.consideration("prior_treatments")
