"""The windows of the center: which there are, what they are called, which queue they serve."""
