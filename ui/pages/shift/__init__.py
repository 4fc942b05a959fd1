"""The shift: open, break, closed, and what would be left behind."""
