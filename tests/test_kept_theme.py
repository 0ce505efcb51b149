"""The theme that is told to each browser is Streamlit's own, though it is made once."""

from __future__ import annotations

import subprocess
import sys

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from decision_aid.screen.kept_theme import MAKES, made_once
from tests.conftest import ROOT

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def test_streamlit_still_makes_the_theme_where_it_is_kept() -> None:
    assert callable(getattr(app_session, MAKES, None)), "decision_aid/screen/kept_theme.py keeps nothing any more"


def test_a_kept_theme_is_told_whole_to_everyone_and_made_once() -> None:
    asked: list[str] = []

    def make(message: CustomThemeConfig, section: str) -> None:
        asked.append(section)
        getattr(app_session, MAKES)(message, section)

    fill_in = made_once(make)
    for _visitor in range(3):
        for section in SECTIONS:
            told, own = CustomThemeConfig(), CustomThemeConfig()
            fill_in(told, section)
            getattr(app_session, MAKES)(own, section)
            assert told == own
            # What a visitor's message goes through must not reach the next one's.
            told.primary_color = "#ff0000"
    assert asked == list(SECTIONS)
    whole = CustomThemeConfig()
    fill_in(whole)
    assert whole.base_font_size == 18, "the theme of .streamlit/config.toml"


def test_the_served_aid_keeps_the_theme() -> None:
    asks = f"import app; from streamlit.runtime import app_session; print(app_session.{MAKES}.__module__)"
    told = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == made_once.__module__
