"""The waiting room's first page: a neutral title, and the whole screen begins."""

from decision_aid.screen import kiosk
from decision_aid.screen.shown import the_content

kiosk.attract(the_content())
