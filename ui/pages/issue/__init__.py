"""Giving out results: the receipt, who stands here, the slip; and what nobody has taken."""
