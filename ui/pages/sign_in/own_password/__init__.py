"""One's own password: whoever sits here proves it with the one there is."""
