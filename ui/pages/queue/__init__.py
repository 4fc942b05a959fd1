"""The queue: who is next at this window and why, what stands called, and the day so far."""
