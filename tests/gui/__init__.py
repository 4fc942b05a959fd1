"""Widgets and windows under real events."""
