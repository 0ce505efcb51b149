"""The least that a Streamlit app with two pages can do."""

import streamlit as st


def one() -> None:
    """The first page."""
    st.write("# One")


def two() -> None:
    """The second page."""
    st.write("# Two")


st.navigation([st.Page(one, default=True), st.Page(two)]).run()
