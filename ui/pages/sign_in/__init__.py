"""Who sits at which window: signing in, and the lock over an unfinished case."""
