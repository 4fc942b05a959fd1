"""The way to the hub: what waits, what it would not take, and where two windows disagree."""
