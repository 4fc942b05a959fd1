"""The lock: covers the window until the same person is back."""
