"""Editing in the preview: what is asked for on the page is written into content/, and nothing else moves."""
