"""The summary of what the reader ticked, picked and chose."""

import streamlit as st

from decision_aid.screen.shown import plain, the_content

st.title(plain(the_content().interface.pages["summary"].title), anchor=False)
