"""Presenters and states of the window, without a window."""
