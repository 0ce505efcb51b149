"""The page of the consideration 'abuse_risk'."""

from decision_aid.screen import parts

parts.consideration("abuse_risk")
