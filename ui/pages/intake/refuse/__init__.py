"""Acceptance refused by paragraph 10: what is missing, by which law, and the receipt."""
