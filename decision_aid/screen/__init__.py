"""The only part that imports streamlit: the frame round every page and the parts pages are made of."""
